import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ExemptionTracker } from '../../shared/exemptions';
import type {
  Job,
  JudgedDocument,
  Task,
  ThreadMessage,
  ThreadOptions,
} from './messages';

/** How far ahead of what is written documents are judged, in their bytes: it bounds what waits in memory. */
const longestLead = 64 << 20;

/**
 * Judges documents in several threads, this one among them. They come out in the
 * order in which they were handed over, whichever was done first.
 */
export class Threads {
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #jobs: Job[] = [];
  readonly #documents = new Map<number, Waiting>();
  /** The bytes of the jobs that were begun and are not taken. */
  #lead = 0;
  #fault: Error | undefined;
  #isClosed = false;

  /**
   * @param others how many threads there may be besides this one
   * @param judgeHere judges in this thread
   * @param exemptions told what became of the exemptions elsewhere
   */
  constructor(
    readonly options: ThreadOptions,
    readonly others: number,
    readonly judgeHere: (task: Task) => JudgedDocument,
    readonly exemptions: ExemptionTracker,
  ) {}

  /** Adds documents; they must be asked for in the order in which they are added. */
  add(job: Job): void {
    const { tasks, bytes } = job;
    for (const task of tasks) {
      const isLast = task === tasks.at(-1);
      this.#documents.set(task.number, new Waiting(isLast ? bytes : 0));
    }
    this.#jobs.push(job);
    this.#handOut();
  }

  /**
   * Gives a document when it is judged. This thread does not wait for others
   * while there is something to judge.
   *
   * @returns undefined if it was not added here
   * @throws {Error} when a thread failed, whatever it was at
   */
  async judge({ number }: Task): Promise<JudgedDocument | undefined> {
    const waiting = this.#documents.get(number);
    if (waiting === undefined) return undefined;
    while (waiting.judged === undefined) {
      if (this.#fault !== undefined) throw this.#fault;
      const job = this.#next();
      if (job === undefined) {
        await waiting.news();
      } else {
        this.#settle(job.tasks.map(this.judgeHere));
        // The others may have something to say.
        await nextTurn();
      }
    }
    this.#documents.delete(number);
    this.#lead -= waiting.bytes;
    this.#handOut();
    return waiting.judged;
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #handOut(): void {
    while (this.#idle.length > 0 || this.#workers.length < this.others) {
      const job = this.#next();
      if (job === undefined) return;
      const worker = this.#idle.pop() ?? this.#start();
      worker.postMessage(job);
    }
  }

  /** Takes the next job, if it is not too far ahead. What is due is never that. */
  #next(): Job | undefined {
    const [job] = this.#jobs;
    if (job === undefined) return undefined;
    if (this.#lead > 0 && this.#lead + job.bytes > longestLead) {
      return undefined;
    }
    this.#lead += job.bytes;
    return this.#jobs.shift();
  }

  #start(): Worker {
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
    // It has a second job while this thread is too busy to hear of the first.
    this.#idle.push(worker);
    return worker;
  }

  #hear(worker: Worker, message: ThreadMessage): void {
    if ('fault' in message) {
      this.#fail(new Error(message.fault));
      return;
    }
    this.exemptions.add(message.exemptionUses);
    this.#settle(message.documents);
    this.#idle.push(worker);
    this.#handOut();
  }

  #settle(documents: readonly JudgedDocument[]): void {
    for (const document of documents) {
      this.#documents.get(document.number)?.settle(document);
    }
  }

  /** The first fault counts: what comes after it may come of it. */
  #fail(error: Error): void {
    this.#fault ??= error;
    for (const waiting of this.#documents.values()) waiting.wake();
  }
}

/** A document that is asked for when its turn comes. */
class Waiting {
  #judged: JudgedDocument | undefined;
  #wake: () => void = () => undefined;

  /** @param bytes how far the lead shrinks when it is taken */
  constructor(readonly bytes: number) {}

  get judged(): JudgedDocument | undefined {
    return this.#judged;
  }

  settle(document: JudgedDocument): void {
    this.#judged = document;
    this.wake();
  }

  /** Ends when it is judged, or will never be. */
  news(): Promise<void> {
    return new Promise((wake) => {
      this.#wake = wake;
    });
  }

  wake(): void {
    this.#wake();
  }
}
