import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExemptionTracker } from '../../shared/exemptions';
import type {
  Job,
  JudgedDocument,
  Task,
  ThreadMessage,
  ThreadOptions,
} from './messages';

/** How far ahead of what is written threads work, in bytes of documents: it bounds what waits in memory. */
const longestLead = 64 << 20;

/**
 * Judges documents in several threads. They come out in the order in which they
 * were handed over, whichever was done first.
 */
export class Threads {
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #jobs: Job[] = [];
  readonly #documents = new Map<number, Waiting>();
  /** The bytes of the jobs that were handed out and are not taken. */
  #lead = 0;
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
    const { tasks, bytes } = job;
    for (const task of tasks) {
      const isLast = task === tasks.at(-1);
      this.#documents.set(task.number, new Waiting(isLast ? bytes : 0));
    }
    this.#jobs.push(job);
    this.#handOut();
  }

  /**
   * Gives a document when it is judged.
   *
   * @returns undefined if it is not judged here
   * @throws {Error} when a thread failed, whatever it was at
   */
  async judge({ number }: Task): Promise<JudgedDocument | undefined> {
    const waiting = this.#documents.get(number);
    if (waiting === undefined) return undefined;
    if (this.#fault !== undefined) throw this.#fault;
    const document = await waiting.document;
    this.#documents.delete(number);
    this.#lead -= waiting.bytes;
    this.#handOut();
    return document;
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #handOut(): void {
    for (;;) {
      const [job] = this.#jobs;
      if (job === undefined) return;
      if (this.#lead > 0 && this.#lead + job.bytes > longestLead) return;
      const worker = this.#idle.pop() ?? this.#start();
      if (worker === undefined) return;
      this.#jobs.shift();
      this.#lead += job.bytes;
      worker.postMessage(job);
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
    if ('fault' in message) {
      this.#fail(new Error(message.fault));
      return;
    }
    this.exemptions.add(message.exemptionUses);
    for (const document of message.documents) {
      this.#documents.get(document.number)?.resolve(document);
    }
    this.#idle.push(worker);
    this.#handOut();
  }

  /** The first fault counts: what comes after it may come of it. */
  #fail(error: Error): void {
    this.#fault ??= error;
    for (const { reject } of this.#documents.values()) reject(this.#fault);
  }
}

/** A document that is asked for when its turn comes. */
class Waiting {
  readonly document: Promise<JudgedDocument>;
  resolve!: (document: JudgedDocument) => void;
  reject!: (error: Error) => void;

  /** @param bytes how far the lead shrinks when it is taken */
  constructor(readonly bytes: number) {
    this.document = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Whoever asks for it hears of the fault; nobody may come to that.
    this.document.catch(() => undefined);
  }
}
