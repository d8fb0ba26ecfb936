import { PassThrough, Writable } from 'node:stream';
import { run } from '../../../cli/run';
import type { Terminal } from '../../../cli/terminal';
import { fixtures } from '../cli';

/** A terminal that is none: what a run writes, in one text. */
export function recorder(around: Partial<Terminal> = {}): {
  terminal: Terminal;
  text: () => string;
} {
  let text = '';
  const sink = () =>
    new Writable({
      write: (chunk, _encoding, done) => {
        text += String(chunk);
        done();
      },
    });
  const terminal = {
    stdin: new PassThrough().end(),
    stdout: sink(),
    stderr: sink(),
    env: {},
    cwd: fixtures,
    ...around,
  };
  return { terminal, text: () => text.trim() };
}

/** What a run of the command writes. */
export async function said(
  args: readonly string[],
  around: Partial<Terminal> = {},
): Promise<string> {
  const { terminal, text } = recorder(around);
  await run(args, terminal);
  return text();
}

/** A stream that nothing more fits into. */
export const fullDisk = () =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    },
  });
