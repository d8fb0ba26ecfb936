import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSystemError } from '../../../shared/util/system-error';

describe('what goes wrong with a file is said without its path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acr-policy-'));
  symlinkSync('loop', join(folder, 'loop'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['no such file or directory', 'none'],
    ['it is a directory', '.'],
    ['a part of the path is not a directory', '/dev/null/file'],
    ['its symbolic links form a loop', 'loop'],
    ['the name is too long', 'x'.repeat(300)],
  ])('%s', (said, path) => {
    expect(messageOf(path.startsWith('/') ? path : join(folder, path))).toBe(
      said,
    );
  });

  function messageOf(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      return describeSystemError(error);
    }
  }
});

// What a test can't bring about everywhere: another user's file, a full disk.
test.each([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOSPC', 'no space is left on the device'],
  ['EROFS', 'the file system is read-only'],
  ['EMFILE', 'too many files are open'],
])('%s: %s', (code, said) => {
  const error = Object.assign(new Error(`${code}: open '/path'`), { code });
  expect(describeSystemError(error)).toBe(said);
});

test.each([
  ['of another kind', Object.assign(new Error('odd'), { code: 'EODD' })],
  ['without a code', new Error('odd')],
])('an error %s says what it says itself', (_, error) => {
  expect(describeSystemError(error)).toBe('odd');
});
