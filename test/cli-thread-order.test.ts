import { EventEmitter } from 'node:events';
import threads from 'node:worker_threads';
import { ExemptionTracker } from '../shared/exemptions';
import type { DocumentReport } from '../cli/judge';
import type { Job, JudgedDocument, Task } from '../cli/threads/messages';
import { Threads } from '../cli/threads/threads';

const mebibyte = 1 << 20;

/** A thread that judges when it is told to. */
class Scripted extends EventEmitter {
  static readonly started: Scripted[] = [];
  readonly jobs: Job[] = [];
  isEnded = false;

  constructor() {
    super();
    Scripted.started.push(this);
  }

  postMessage(job: Job): void {
    this.jobs.push(job);
  }

  terminate(): Promise<number> {
    this.isEnded = true;
    this.emit('exit', 1);
    return Promise.resolve(1);
  }

  /** Says that it is done with its first job. */
  answer(): void {
    const tasks = this.jobs.shift()?.tasks ?? [];
    const documents = tasks.map((task) => judged(task, 'elsewhere'));
    this.emit('message', { documents, exemptionUses: ['used'] });
  }

  /** The numbers of the documents that it has to judge. */
  get numbers(): number[] {
    return this.jobs.flatMap(({ tasks }) => tasks.map(({ number }) => number));
  }
}

const report: DocumentReport = { file: '', notices: [], follows: [] };
const judged = ({ number }: Task, text: string): JudgedDocument => ({
  number,
  text,
  report,
});
const task = (number: number): Task => ({
  number,
  candidate: { file: `${number}.json`, isNamed: true },
});

/** Jobs of these sizes in MiB, each of one document or of several. */
function jobsOf(sizes: readonly (number | readonly [number, number])[]): Job[] {
  let number = 0;
  return sizes.map((size) => {
    const [bytes, length] = typeof size === 'number' ? [size, 1] : size;
    const tasks = Array.from({ length }, () => task(number++));
    return { tasks, bytes: bytes * mebibyte };
  });
}

const exemption = { resource: '*', reason: 'It is a test' };

/** Shares jobs out with one other thread, and hands over what there is to look at. */
async function withThreads(
  jobs: readonly Job[],
  use: (situation: {
    threads: Threads;
    other: Scripted;
    exemptions: ExemptionTracker;
  }) => Promise<void>,
): Promise<void> {
  const { Worker } = threads;
  threads.Worker = Scripted as never;
  try {
    const exemptions = new ExemptionTracker([exemption]);
    const shared = new Threads(
      { judge: {} as never, format: 'pretty', render: { hasColor: false } },
      1,
      (each) => judged(each, 'here'),
      exemptions,
    );
    for (const job of jobs) shared.add(job);
    const [other] = Scripted.started.splice(0);
    if (other === undefined) throw new Error('no thread was started');
    await use({ threads: shared, other, exemptions });
  } finally {
    threads.Worker = Worker;
  }
}

/** As far as a promise comes without any other thread. */
async function settled<T>(promise: Promise<T>): Promise<T | 'not yet'> {
  await new Promise((resume) => setTimeout(resume, 20));
  return Promise.race([promise, Promise.resolve('not yet' as const)]);
}

describe('what is judged where', () => {
  test('another thread has two jobs, and this one the next while it waits', async () => {
    await withThreads(jobsOf([1, 1, 1, 1]), async ({ threads, other }) => {
      expect(other.numbers).toEqual([0, 1]);
      const first = threads.judge(task(0));
      expect(await settled(first)).toBe('not yet');
      expect(other.numbers).toEqual([0, 1]);
      other.answer();
      expect(await first).toMatchObject({ number: 0, text: 'elsewhere' });
      other.answer();
      expect(await threads.judge(task(1))).toMatchObject({ text: 'elsewhere' });
      expect(await threads.judge(task(2))).toMatchObject({ text: 'here' });
      expect(await threads.judge(task(3))).toMatchObject({ text: 'here' });
    });
  });

  test('a thread that is done has the next job', async () => {
    await withThreads(jobsOf([1, 1, 1, 1]), ({ other }) => {
      other.answer();
      expect(other.numbers).toEqual([1, 2]);
      return Promise.resolve();
    });
  });

  test('what was not handed over is left to who asks', async () => {
    await withThreads(jobsOf([1]), async ({ threads }) => {
      expect(await threads.judge(task(7))).toBeUndefined();
    });
  });

  test('exemptions that had an effect elsewhere had one', async () => {
    await withThreads(jobsOf([1]), ({ other, exemptions }) => {
      expect(exemptions.unused()).toHaveLength(1);
      other.answer();
      expect(exemptions.unused()).toEqual([]);
      return Promise.resolve();
    });
  });
});

describe('how far ahead documents are judged', () => {
  test.each<
    [situation: string, sizes: (number | [number, number])[], begun: number[]]
  >([
    ['up to 64 MiB together', [32, 32], [0, 1]],
    ['no further', [32, 33], [0]],
    ['whatever is first', [65, 1], [0]],
  ])('%s', async (_situation, sizes, begun) => {
    await withThreads(jobsOf(sizes), ({ other }) => {
      expect(other.numbers).toEqual(begun);
      return Promise.resolve();
    });
  });

  test('and further when the last document of a job is taken', async () => {
    const jobs = jobsOf([[40, 2], 40, 40]);
    await withThreads(jobs, async ({ threads, other }) => {
      other.answer();
      await threads.judge(task(0));
      expect(other.numbers).toEqual([]);
      await threads.judge(task(1));
      expect(other.numbers).toEqual([2]);
      other.answer();
      await threads.judge(task(2));
      expect(other.numbers).toEqual([3]);
    });
  });
});

describe('a thread that fails', () => {
  test.each<[how: string, fail: (other: Scripted) => void, said: string]>([
    [
      'says so',
      (other) => other.emit('message', { fault: 'broken on purpose' }),
      'broken on purpose',
    ],
    [
      'has an error',
      (other) => other.emit('error', new Error('out of memory')),
      'out of memory',
    ],
    [
      'says what nobody can read',
      (other) => other.emit('messageerror', new Error('no clone')),
      'no clone',
    ],
    [
      'comes to its end',
      (other) => other.emit('exit', 3),
      'a thread ended (3)',
    ],
    [
      'does so because it has an error',
      (other) => {
        other.emit('error', new Error('the first'));
        other.emit('exit', 1);
      },
      'the first',
    ],
  ])('ends the run: it %s', async (_how, fail, said) => {
    await withThreads(jobsOf([1, 1]), async ({ threads, other }) => {
      const waiting = threads.judge(task(0));
      fail(other);
      await expect(waiting).rejects.toThrow(said);
      await expect(threads.judge(task(1))).rejects.toThrow(said);
    });
  });

  test('is none where all are ended on purpose', async () => {
    await withThreads(jobsOf([1, 1, 1]), async ({ threads, other }) => {
      other.answer();
      await threads.close();
      expect(other.isEnded).toBe(true);
      expect(await threads.judge(task(0))).toMatchObject({ number: 0 });
      const next = threads.judge(task(1));
      other.answer();
      expect(await next).toMatchObject({ number: 1 });
    });
  });
});
