import { EventEmitter } from 'node:events';
import os from 'node:os';
import threads from 'node:worker_threads';
import { Judge } from '../../cli/judge';
import { acrPolicy } from '../../test/support/cli';
import type { Ended } from '../../test/support/cli';
import { started } from '../../test/support/threads';

/** Takes the place of starting the command on a machine with so many cores: its threads run here too, where a mutant is active. */
export async function checkWith(
  cores: number,
  args: readonly string[],
  cwd: string,
  fault = '',
): Promise<Ended> {
  const counted = jest.spyOn(os, 'availableParallelism').mockReturnValue(cores);
  const { Worker } = threads;
  const all: LocalThread[] = [];
  threads.Worker = class extends LocalThread {
    constructor(file: string, options: threads.WorkerOptions) {
      super(file, options, fault);
      all.push(this);
    }
  } as never;
  try {
    const ended = await acrPolicy(['check', ...args], { cwd });
    if (!all.every(({ isEnded }) => isEnded)) {
      throw new Error('a thread is left, and the process would not end');
    }
    return { ...ended, stderr: started.repeat(all.length) + ended.stderr };
  } finally {
    threads.Worker = Worker;
    counted.mockRestore();
  }
}

/** Does what a thread does, in turns of this one. */
class LocalThread extends EventEmitter {
  readonly #port = new EventEmitter();
  isEnded = false;

  constructor(
    file: string,
    { workerData }: threads.WorkerOptions,
    readonly fault: string,
  ) {
    super();
    const postMessage = (message: unknown) => {
      this.#deliver(this, message);
    };
    Object.assign(this.#port, { postMessage });
    this.#enter();
    const data: unknown = structuredClone(workerData);
    Object.assign(threads, { workerData: data });
    const module = require.resolve(file.replace(/\.js$/, ''));
    Reflect.deleteProperty(require.cache, module);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- anew for each thread
    require(module);
  }

  postMessage(message: unknown): void {
    if (this.fault === 'thread ends') {
      this.isEnded = true;
      this.emit('exit', 0);
    } else if (this.fault === 'thread runs out of memory') {
      this.emit('error', new Error('out of memory'));
    } else {
      this.#deliver(this.#port, message, this.fault === 'kinds');
    }
  }

  terminate(): Promise<number> {
    this.isEnded = true;
    this.emit('exit', 1);
    return Promise.resolve(1);
  }

  #deliver(to: EventEmitter, message: unknown, isBroken = false): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => {
      this.#enter();
      const judge = jest.spyOn(Judge.prototype, 'judgeFile');
      if (isBroken) {
        judge.mockImplementation(() => {
          throw new TypeError('broken on purpose');
        });
      }
      to.emit('message', copy);
      judge.mockRestore();
    });
  }

  /** What runs next asks for the port of this thread. */
  #enter(): void {
    Object.assign(threads, { parentPort: this.#port });
  }
}
