import os from 'node:os';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { shareOut } from '../cli/threads/sharing';
import { inFolder } from './support/cli';

const mebibyte = 1 << 20;

/** Shares out files of these sizes in bytes, as on a machine with so many cores. */
async function shared(cores: number, sizes: Readonly<Record<string, number>>) {
  const counted = jest.spyOn(os, 'availableParallelism').mockReturnValue(cores);
  const files = Object.fromEntries(Object.keys(sizes).map((key) => [key, '']));
  try {
    return await inFolder(files, (cwd) => {
      for (const [name, size] of Object.entries(sizes)) {
        const file = openSync(join(cwd, name), 'r+');
        ftruncateSync(file, size);
        closeSync(file);
      }
      const tasks = [...Object.keys(sizes), '-', 'gone.json', '.'].map(
        (file, number) => ({ number, candidate: { file, isNamed: true } }),
      );
      const { threads, jobs } = shareOut(cwd, tasks);
      const names = jobs.map((job) =>
        job.tasks.map(({ candidate }) => candidate.file),
      );
      return Promise.resolve({
        threads,
        jobs: names,
        bytes: jobs.map(({ bytes }) => bytes),
      });
    });
  } finally {
    counted.mockRestore();
  }
}

describe('which documents go to a thread together', () => {
  const half = mebibyte / 2;

  test.each<
    [
      situation: string,
      sizes: Record<string, number>,
      jobs: string[][],
      bytes: number[],
    ]
  >([
    [
      'small ones, up to half a mebibyte',
      { 'a.json': 1, 'b.json': half - 1, 'c.json': 1 },
      [['a.json', 'b.json'], ['c.json']],
      [half, 1],
    ],
    [
      'the files of a Terraform module, whatever their size',
      { 'a.tf.json': half, 'b.tf.json': half },
      [['a.tf.json', 'b.tf.json']],
      [2 * half],
    ],
    [
      'no module and a file of another kind',
      { 'a.tf.json': half, 'b.json': half },
      [['a.tf.json'], ['b.json']],
      [half, half],
    ],
    [
      'no files of two modules',
      { 'a/a.tf.json': half, 'b/a.tf.json': half },
      [['a/a.tf.json'], ['b/a.tf.json']],
      [half, half],
    ],
    [
      'none that is larger than what is shared',
      { 'a.json': 32 * mebibyte, 'b.json': 32 * mebibyte + 1 },
      [['a.json']],
      [32 * mebibyte],
    ],
    ['nothing that is no file', {}, [], []],
  ])('%s', async (_situation, sizes, jobs, bytes) => {
    expect(await shared(4, sizes)).toMatchObject({ jobs, bytes });
  });
});

describe('how many threads pay', () => {
  const large = 24 * mebibyte;

  test.each<
    [situation: string, cores: number, sizes: number[], threads: number]
  >([
    ['none for nothing', 8, [], 0],
    ['none for less than a share', 8, [6 * mebibyte, 6 * mebibyte - 1], 0],
    ['one for each share', 8, [18 * mebibyte, 18 * mebibyte], 2],
    ['no more than there are documents', 8, [large, large], 2],
    ['no more than there are cores', 3, [large, large, large, large], 3],
  ])('%s', async (_situation, cores, sizes, threads) => {
    const files = Object.fromEntries(
      sizes.map((size, index) => [`${index}.json`, size]),
    );
    expect(await shared(cores, files)).toMatchObject({ threads });
  });
});
