import { join } from 'node:path';
import { acrPolicy } from './cli';
import type { Ended } from './cli';

const preloaded = ['parallelism.js', 'inject-fault.js'].map(
  (name) => `--require=${join(__dirname, name)}`,
);

/** Checks paths as on a machine with so many cores. */
export function checkWith(
  cores: number,
  args: readonly string[],
  cwd: string,
  fault = '',
): Promise<Ended> {
  return acrPolicy(['check', ...args], {
    cwd,
    env: { PARALLELISM: String(cores), FAULT: fault },
    nodeFlags: [...preloaded, '--max-old-space-size=512'],
  });
}
