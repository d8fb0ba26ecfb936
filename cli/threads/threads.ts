import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExemptionTracker } from '../../shared/exemptions';
import type { DocumentReport } from '../judge';
import type { Job, Task, ThreadMessage, ThreadOptions } from './messages';

/** How far ahead of what is written threads work, in jobs for each: it bounds what waits in memory. */
const lead = 4;

/**
 * Judges documents in several threads. What is said of them comes out in the
 * order in which they were handed over, whoever was first.
 */
export class Threads {
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #jobs: Job[] = [];
  readonly #documents = new Map<number, Waiting>();
  /** How many jobs were handed out and are not written. */
  #ahead = 0;
  #fault: Error | undefined;
  #isClosed = false;

  /**
   * @param most how many threads there may be
   * @param exemptions told what became of the exemptions
   */
  constructor(
    readonly options: ThreadOptions,
    readonly most: number,
    readonly exemptions: ExemptionTracker,
  ) {}

  /** Adds documents; they must be asked for in the order in which they are added. */
  add(job: Job): void {
    for (const task of job) {
      this.#documents.set(task.number, new Waiting(task === job.at(-1)));
    }
    this.#jobs.push(job);
    this.#handOut();
  }

  /**
   * Gives what is said of a document, piece by piece as it comes, and then what
   * became of it. Throws an error when a thread failed, whatever it was at.
   *
   * @returns undefined if the document is not judged here
   */
  judge({ number }: Task): AsyncGenerator<string, DocumentReport> | undefined {
    const document = this.#documents.get(number);
    return document && this.#take(number, document);
  }

  async *#take(
    number: number,
    document: Waiting,
  ): AsyncGenerator<string, DocumentReport> {
    for (;;) {
      if (this.#fault !== undefined) throw this.#fault;
      yield* document.pieces.splice(0);
      if (document.report !== undefined && document.pieces.length === 0) break;
      await document.news();
    }
    this.#documents.delete(number);
    if (document.isLastOfJob) {
      this.#ahead--;
      this.#handOut();
    }
    return document.report;
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #handOut(): void {
    while (this.#jobs.length > 0 && this.#ahead < lead * this.most) {
      const worker = this.#idle.pop() ?? this.#start();
      const job = worker && this.#jobs.shift();
      if (job === undefined) return;
      this.#ahead++;
      worker?.postMessage(job);
    }
  }

  /** Starts a thread; none if there are as many as there may be. */
  #start(): Worker | undefined {
    if (this.#workers.length === this.most) return undefined;
    const worker = new Worker(join(__dirname, 'thread.js'), {
      workerData: this.options,
    });
    worker.on('message', (message: ThreadMessage) => {
      this.#hear(worker, message);
    });
    worker.on('messageerror', (error) => {
      this.#fail(error);
    });
    worker.on('error', (error) => {
      this.#fail(error);
    });
    worker.on('exit', (code) => {
      if (!this.#isClosed) this.#fail(new Error(`a thread ended (${code})`));
    });
    this.#workers.push(worker);
    return worker;
  }

  #hear(worker: Worker, message: ThreadMessage): void {
    if (message === 'ready') {
      this.#idle.push(worker);
      this.#handOut();
    } else if ('fault' in message) {
      this.#fail(new Error(message.fault));
    } else {
      const document = this.#documents.get(message.number);
      if ('piece' in message) {
        document?.pieces.push(message.piece);
      } else {
        this.exemptions.add(message.exemptionUses);
        document?.end(message.report);
      }
      document?.wake();
    }
  }

  /** The first fault counts: what comes after it may come of it. */
  #fail(error: Error): void {
    this.#fault ??= error;
    for (const document of this.#documents.values()) document.wake();
  }
}

/** What was said of a document and is not written yet. */
class Waiting {
  readonly pieces: string[] = [];
  #report: DocumentReport | undefined;
  #wake: (() => void) | undefined;

  constructor(readonly isLastOfJob: boolean) {}

  /** What became of the document, once that is known. */
  get report(): DocumentReport | undefined {
    return this.#report;
  }

  end(report: DocumentReport): void {
    this.#report = report;
  }

  /** Ends when something was said. */
  news(): Promise<void> {
    return new Promise((wake) => {
      this.#wake = wake;
    });
  }

  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
