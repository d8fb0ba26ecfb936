import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './pack-files';
import type { BootOptions, StartedPack } from './pack-files';

/** The program that the engine runs for a nodejs pack. */
const runPolicyPack = join(
  root,
  'node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js',
);

/** A pack connects back to the engine only to write its log. */
const engineAddress = '127.0.0.1:9';

/** Starts the process of a pack as the engine does, and waits for its port. */
export async function startPack(
  directory: string,
  { environment = {}, executable }: BootOptions,
): Promise<StartedPack> {
  const [command, args] =
    executable === undefined
      ? [process.execPath, [runPolicyPack, engineAddress, directory]]
      : [executable, [engineAddress]];
  const child = spawn(command, args, {
    cwd: directory,
    env: { ...process.env, ...environment },
  });
  return { port: await portOf(child), pid: child.pid, end: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exited;
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = /^(\d+)\n/.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The pack exited with ${code}: ${output}${errors}`));
    });
  });
}
