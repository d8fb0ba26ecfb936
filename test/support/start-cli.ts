import { spawn } from 'node:child_process';
import { fixtures, program } from './cli-process';
import type { Ended, RunOptions } from './cli-process';

/** Starts the real command line and waits for its end. */
export function acrPolicy(
  args: readonly string[],
  { cwd = fixtures, stdin = '', env, uid, nodeFlags = [] }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlags, program, ...args], {
      cwd,
      env: { ...process.env, ...env },
      ...(uid === undefined ? {} : { uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
    // A program may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}
