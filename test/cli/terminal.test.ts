import buffer from 'node:buffer';
import { readFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '../../cli/run';
import { ReportWriter, write } from '../../cli/output';
import { Progress } from '../../cli/progress';
import { hasColor } from '../../cli/terminal';
import type { Terminal } from '../../cli/terminal';
import { inFolder } from '../support/cli';

const open = {
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
};

/** A stream that keeps what is written, or fails. */
class Stream extends Writable {
  text = '';
  writes = 0;

  constructor(
    readonly isTTY: boolean,
    readonly code?: string,
  ) {
    super();
    this.on('error', () => undefined);
  }

  override _write(
    chunk: Buffer,
    _: BufferEncoding,
    done: (error?: Error) => void,
  ): void {
    this.writes++;
    this.text += chunk.toString('utf8');
    const { code } = this;
    done(code === undefined ? undefined : Object.assign(new Error(), { code }));
  }
}

function terminalWith(
  stdout: Stream,
  { stderr = new Stream(false), stdin = Readable.from([]), env = {} } = {},
): Terminal {
  return { stdin, stdout, stderr, env, cwd: __dirname };
}

describe('standard output', () => {
  test('gets what is short in one write, and nothing where there is nothing', async () => {
    const stdout = new Stream(false);
    await write(terminalWith(stdout), ['a', '', 'b']);
    await write(terminalWith(stdout), ['']);
    expect([stdout.text, stdout.writes]).toEqual(['ab', 1]);
  });

  test('gets what is long as soon as there is enough', async () => {
    const stdout = new Stream(false);
    const long = 'x'.repeat(1 << 16);
    await write(terminalWith(stdout), [long, long, 'end']);
    expect([stdout.text, stdout.writes]).toEqual([`${long}${long}end`, 3]);
  });

  test('whose reader has seen enough is no error, and every piece is made', async () => {
    const stdout = new Stream(false, 'EPIPE');
    let made = 0;
    function* pieces() {
      for (; made < 3; made++) yield 'x'.repeat(1 << 16);
    }
    await write(terminalWith(stdout), pieces());
    expect([made, stdout.writes]).toEqual([3, 1]);
  });

  test('that is full is an error', async () => {
    const terminal = terminalWith(new Stream(false, 'ENOSPC'));
    await expect(write(terminal, ['a'])).rejects.toThrow(
      "can't write to standard output: no space is left on the device",
    );
  });
});

describe('color', () => {
  test.each<[situation: string, isTTY: boolean, env: object, has: boolean]>([
    ['on a terminal', true, {}, true],
    ['not in a file', false, {}, false],
    ['not where it is unwanted', true, { NO_COLOR: '1' }, false],
    [
      'where NO_COLOR is empty, as its specification says',
      true,
      { NO_COLOR: '' },
      true,
    ],
  ])('%s', (_situation, isTTY, env, has) => {
    expect(hasColor(terminalWith(new Stream(isTTY), { env }))).toBe(has);
  });
});

test('a report in a file has no color, also on a terminal', async () => {
  await inFolder({ 'cdk.tf.json': open }, async (cwd) => {
    const terminal = { ...terminalWith(new Stream(true)), cwd };
    expect(await run(['check', '.', '-o', 'report.txt'], terminal)).toBe(1);
    const report = readFileSync(join(cwd, 'report.txt'), 'utf8');
    expect(report).toMatch(/^error {4}azurerm_container_registry\.web /);
  });
});

describe('the file of a report', () => {
  /** Writes a report to a file whose file system fails at one operation. */
  async function writeTo(file: {
    writeFile?: () => never;
    close?: () => never;
  }) {
    const close = jest.fn(file.close ?? (() => Promise.resolve()));
    const written: string[] = [];
    const handle = {
      writeFile: (text: string) => {
        written.push(text);
        return Promise.resolve();
      },
      ...file,
      close,
    };
    const opened = jest
      .spyOn(promises, 'open')
      .mockResolvedValue(handle as unknown as promises.FileHandle);
    try {
      const terminal = terminalWith(new Stream(false));
      const writer = await ReportWriter.open(terminal, 'report');
      await writer.write('a');
      await writer.write('b');
      await writer.close();
    } finally {
      opened.mockRestore();
      expect(close).toHaveBeenCalledTimes(1);
    }
    return written;
  }
  const full = () => {
    throw Object.assign(new Error(), { code: 'ENOSPC' });
  };

  test('is closed', async () => {
    expect(await writeTo({})).toEqual(['ab']);
  });

  test.each<[situation: string, file: Parameters<typeof writeTo>[0]]>([
    ['when it is written', { writeFile: full }],
    ['when it is closed', { close: full }],
  ])('that finds the disk full is an error %s', async (_situation, file) => {
    await expect(writeTo(file)).rejects.toThrow(
      "can't write the report to report: no space is left on the device",
    );
  });
});

describe('the line that says how far a run is', () => {
  function shownAfter(isTTY: boolean, milliseconds: readonly number[]): string {
    const stderr = new Stream(isTTY);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    try {
      const progress = new Progress(terminalWith(new Stream(true), { stderr }));
      for (const [index, now] of milliseconds.entries()) {
        clock.mockReturnValue(now);
        progress.show(index, milliseconds.length);
      }
      progress.clear();
      progress.clear();
      return stderr.text;
    } finally {
      clock.mockRestore();
    }
  }
  const clear = '\r\u001b[K';

  test.each<
    [situation: string, isTTY: boolean, times: number[], shown: string]
  >([
    ['is not there in short work', true, [0, 499], ''],
    [
      'is there after half a second, and taken away',
      true,
      [0, 500],
      `${clear}Checked 1 of 2 files${clear}`,
    ],
    [
      'changes ten times a second at most',
      true,
      [500, 599, 600],
      `${clear}Checked 0 of 3 files${clear}Checked 2 of 3 files${clear}`,
    ],
    ['is for terminals only', false, [0, 500], ''],
  ])('%s', (_situation, isTTY, times, shown) => {
    expect(shownAfter(isTTY, times)).toBe(shown);
  });
});

test('a run says how far it is', async () => {
  let now = 0;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 500));
  const stderr = new Stream(true);
  const manifest = {
    stacks: Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [
        name,
        { synthesizedStackPath: `${name}.tf.json` },
      ]),
    ),
  };
  const files = {
    'manifest.json': manifest,
    'a.tf.json': open,
    'b.tf.json': open,
    'c.tf.json': open,
  };
  try {
    await inFolder(files, async (cwd) => {
      const terminal = terminalWith(new Stream(false), { stderr });
      await run(['check', 'manifest.json'], { ...terminal, cwd });
    });
  } finally {
    clock.mockRestore();
  }
  expect(stderr.text.match(/Checked .*? files/g)).toEqual([
    'Checked 0 of 1 files',
    'Checked 1 of 4 files',
    'Checked 2 of 4 files',
    'Checked 3 of 4 files',
  ]);
});

describe('what goes wrong outside', () => {
  test('standard input that breaks off is named, and nothing is approved', async () => {
    const stdin = new Readable({
      read() {
        this.destroy(new Error('it broke off'));
      },
    });
    const stderr = new Stream(false);
    const terminal = terminalWith(new Stream(false), { stdin, stderr });
    expect(await run(['check', '-'], terminal)).toBe(2);
    expect(stderr.text).toContain("standard input can't be read: it broke off");
  });

  test.each<[where: string, args: string[], healthy: number]>([
    ['on standard input', ['check', '-'], 0],
    ['in a document', ['check', 'main.tf.json'], 0],
    ['in a file beside a document', ['check', 'main.tf.json'], 1],
    ['in parameters', ['check', 'main.tf.json', '-p', 'main.tf.json'], 0],
  ])(
    'a fault of our own is said to be one: %s',
    async (_where, args, healthy) => {
      const stderr = new Stream(false);
      const stdin = Readable.from([Buffer.from('{}')]);
      const isAscii = buffer.isAscii.bind(buffer);
      let calls = 0;
      const broken = jest
        .spyOn(buffer, 'isAscii')
        .mockImplementation((bytes) => {
          if (calls++ < healthy) return isAscii(bytes);
          throw new TypeError('broken on purpose');
        });
      const files = { 'main.tf.json': open, 'more.tf.json': open };
      try {
        await inFolder(files, async (cwd) => {
          const home = process.cwd();
          process.chdir(cwd);
          const terminal = terminalWith(new Stream(false), { stderr, stdin });
          try {
            expect(await run(args, { ...terminal, cwd })).toBe(2);
          } finally {
            process.chdir(home);
          }
        });
      } finally {
        broken.mockRestore();
      }
      expect(stderr.text).toBe(
        'acr-policy: failed: broken on purpose\nThis is a bug in azure-acr-policy-pack, not in your input. Nothing was approved.\n',
      );
    },
  );
});
