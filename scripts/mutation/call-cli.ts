import { Readable, Writable } from 'node:stream';
import { exitCodes } from '../../cli/exit-codes';
import { run } from '../../cli/run';
import { fixtures } from '../../test/support/cli-process';
import type { Ended, RunOptions } from '../../test/support/cli-process';
import { NotInProcess } from './not-in-process';

let last: Promise<unknown> = Promise.resolve();

/** Takes the place of starting the command: runs it in this process, where a mutant is active. */
export function acrPolicy(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  // The working folder is the whole process's: one run at a time.
  const ended = last.then(() => runHere(args, options));
  last = ended.catch(() => undefined);
  return ended;
}

async function runHere(
  args: readonly string[],
  { cwd = fixtures, stdin = '', env, uid, nodeFlags = [] }: RunOptions,
): Promise<Ended> {
  if (uid !== undefined || nodeFlags.length > 0) throw new NotInProcess();
  const stdout = new Collected();
  const stderr = new Collected();
  const home = process.cwd();
  process.chdir(cwd);
  // As the program starts.
  process.exitCode = exitCodes.unusable;
  try {
    const exitCode = await run(args, {
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout,
      stderr,
      env: { ...process.env, ...env },
      cwd,
    });
    return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.exitCode = undefined;
    process.chdir(home);
  }
}

class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
