import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { standardInput } from '../inputs/read';
import type { Job, Task } from './messages';

/** Less than this in bytes for each thread is judged sooner than a thread starts. */
const leastShare = 12 << 20;

/** Small documents go to a thread together, up to so many bytes: a message costs as much as to judge one. */
const leastJob = 1 << 19;

/** Larger documents are judged one at a time, with all the memory that there is. */
const largestShared = 32 << 20;

/** How documents are shared out. */
export interface Sharing {
  /** How many threads pay, the first one counted. */
  readonly threads: number;
  /** What the threads judge; the rest is left to this one. */
  readonly jobs: readonly Job[];
}

/**
 * Shares documents out among threads, as many as there are cores and as pay.
 *
 * @param cwd the folder that relative paths start from
 */
export function shareOut(cwd: string, tasks: readonly Task[]): Sharing {
  const jobs: { tasks: Task[]; bytes: number }[] = [];
  let total = 0;
  for (const task of tasks) {
    const bytes = sizeOf(cwd, task);
    if (bytes === undefined || bytes > largestShared) continue;
    total += bytes;
    const job = jobs.at(-1);
    const last = job?.tasks.at(-1);
    if (
      job !== undefined &&
      last !== undefined &&
      (job.bytes + bytes <= leastJob || isOneModule(last, task))
    ) {
      job.tasks.push(task);
      job.bytes += bytes;
    } else {
      jobs.push({ tasks: [task], bytes });
    }
  }
  const threads = Math.min(
    availableParallelism(),
    jobs.length,
    Math.floor(total / leastShare),
  );
  return { threads, jobs };
}

/** Terraform reads the files of a folder as one: who judges one has read the others. */
function isOneModule({ candidate: a }: Task, { candidate: b }: Task): boolean {
  return (
    dirname(a.file) === dirname(b.file) &&
    [a, b].every(({ file }) => basename(file).endsWith('.tf.json'))
  );
}

/** @returns undefined for what is no file, or none that can be read */
function sizeOf(cwd: string, { candidate }: Task): number | undefined {
  if (candidate.file === standardInput) return undefined;
  const path = resolve(cwd, candidate.file);
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : undefined;
}
