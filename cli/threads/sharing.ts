import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { standardInput } from '../inputs/read';
import type { Job, Task } from './messages';

/** Less than this in bytes for each thread is judged sooner than a thread starts. */
const leastShare = 4 << 20;

/** Larger documents are judged one at a time, with all the memory that there is. */
const largestShared = 32 << 20;

/** How documents are shared out. */
export interface Sharing {
  /** How many threads pay. */
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
  const jobs: Task[][] = [];
  let bytes = 0;
  for (const task of tasks) {
    const size = sizeOf(cwd, task);
    if (size === undefined || size > largestShared) continue;
    bytes += size;
    const last = jobs.at(-1);
    if (last?.[0] !== undefined && isOneModule(last[0], task)) last.push(task);
    else jobs.push([task]);
  }
  const threads = Math.min(
    availableParallelism(),
    jobs.length,
    Math.floor(bytes / leastShare),
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
