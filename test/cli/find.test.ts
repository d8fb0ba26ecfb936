import fs from 'node:fs';
import { join } from 'node:path';
import { Finder } from '../../cli/documents/find';
import { inFolder } from '../support/cli';

/** The files that a search finds, if the system lists directories like this. */
async function found(list: (names: fs.Dirent[]) => fs.Dirent[]) {
  const names = ['b.json', 'a.json', 'c/d.json', 'c.json'];
  const files = Object.fromEntries(names.map((name) => [name, '']));
  return inFolder(files, (cwd) => {
    const failures: string[] = [];
    const finder = new Finder(cwd, {
      failed: (path, reason) => failures.push(`${path}: ${reason}`),
      skipped: () => undefined,
    });
    const readdirSync = fs.readdirSync.bind(fs);
    const listed = jest
      .spyOn(fs, 'readdirSync')
      .mockImplementation(((path: string) =>
        list(readdirSync(path, { withFileTypes: true }))) as never);
    try {
      const candidates = [...finder.find(['.'])].map(({ file }) => file);
      return Promise.resolve({ candidates, failures });
    } finally {
      listed.mockRestore();
    }
  });
}

test.each<[order: string, list: (names: fs.Dirent[]) => fs.Dirent[]]>([
  ['as the system has it', (names) => names],
  ['the other way round', (names) => names.reverse()],
])(
  'the files of a folder come by name, and before the folders in it, listed %s',
  async (_order, list) => {
    expect(await found(list)).toEqual({
      candidates: ['a.json', 'b.json', 'c.json', join('c', 'd.json')],
      failures: [],
    });
  },
);

test('a folder that can not be listed is told', async () => {
  const list = () => {
    throw Object.assign(new Error(), { code: 'EACCES' });
  };
  expect(await found(list)).toEqual({
    candidates: [],
    failures: ['.: permission denied'],
  });
});
