import { posix, win32 } from 'node:path';
import type * as PlaceModule from '../../shared/reports/place';
import { sourceOf } from '../../cli/documents/stack-trace';

/** Loads how reports name files, on a system whose paths are written differently. */
function reportNameOn(path: typeof win32): typeof PlaceModule.reportName {
  let loaded: typeof PlaceModule | undefined;
  jest.isolateModules(() => {
    jest.doMock('node:path', () => path);
    loaded = jest.requireActual<typeof PlaceModule>(
      '../../shared/reports/place',
    );
    jest.dontMock('node:path');
  });
  if (loaded === undefined)
    throw new Error('shared/reports/place did not load');
  return loaded.reportName;
}

describe('reports name a file', () => {
  test.each([
    ['in the working directory', String.raw`C:\repo\main.json`, 'main.json'],
    ['below it', String.raw`C:\repo\out\shop\main.json`, 'out/shop/main.json'],
    [
      'in a directory that begins with dots',
      String.raw`C:\repo\..out\main.json`,
      '..out/main.json',
    ],
    ['beside it', String.raw`C:\other\main.json`, 'C:/other/main.json'],
    ['on another drive', String.raw`D:\plans\main.json`, 'D:/plans/main.json'],
    [
      'in a network share',
      String.raw`\\server\share\main.json`,
      '//server/share/main.json',
    ],
  ])('on Windows, %s', (_, file, name) => {
    expect(reportNameOn(win32)(String.raw`C:\repo`, file)).toBe(name);
  });

  test('elsewhere a backslash is a part of a name', () => {
    const file = String.raw`/repo/out\shop/main.json`;
    expect(reportNameOn(posix)('/repo', file)).toBe(
      String.raw`out\shop/main.json`,
    );
  });
});

test.each([
  [
    'a CommonJS module',
    String.raw`at Object.<anonymous> (C:\repo\main.ts:12:5)`,
    String.raw`C:\repo\main.ts`,
  ],
  ['an ES module', 'at file:///C:/repo/main.mjs:12:5', 'C:/repo/main.mjs'],
  [
    'no function',
    String.raw`at C:\repo\main.ts:12:5`,
    String.raw`C:\repo\main.ts`,
  ],
])(
  'a stack trace on Windows has the place of a frame of %s',
  (_, frame, file) => {
    const library = String.raw`at new Registry (C:\repo\node_modules\library\index.js:1:1)`;
    expect(sourceOf([library, frame])).toEqual({ file, line: 12, column: 5 });
  },
);
