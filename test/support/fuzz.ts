import fc from 'fast-check';
import { fuzzTargets } from './fuzz-targets';
import type { FuzzTarget } from './fuzz-targets';
import { startProcessorTime } from './processor-time';

/** An answer that takes longer is a hang. */
const longest = 1_000;

/** The result of a run over one target. */
export interface FuzzResult {
  readonly name: string;
  readonly inputs: number;
  /** The slowest answer, in milliseconds. */
  readonly slowest: number;
  /** The heap in use after the run, in bytes. */
  readonly heap: number;
}

/**
 * Tries random inputs on every target.
 *
 * @param runs how many in total; each target gets its share
 * @param seed the same seed makes the same inputs
 * @throws {Error} that names the target and the smallest input that makes it
 *   throw, fault, hang or change what all objects have
 */
export async function* fuzz(
  runs: number,
  seed: number,
): AsyncGenerator<FuzzResult> {
  const shares = fuzzTargets.reduce((sum, { share }) => sum + share, 0);
  for (const target of fuzzTargets) {
    const inputs = Math.ceil((runs * target.share) / shares);
    yield await fuzzTarget(target, inputs, seed);
  }
}

async function fuzzTarget(
  { name, arbitrary, tryOut }: FuzzTarget,
  inputs: number,
  seed: number,
): Promise<FuzzResult> {
  const untouched = ownNames();
  let slowest = 0;
  const answer = async (input: unknown): Promise<number> => {
    const elapsed = startProcessorTime();
    await tryOut(input as never);
    return elapsed();
  };
  const property = fc.asyncProperty(arbitrary, async (input) => {
    let time = await answer(input);
    // A busy machine is not a hang: it counts only if it is slow again.
    if (time > longest) time = Math.min(time, await answer(input));
    slowest = Math.max(slowest, time);
    if (time > longest) throw new Error(`took ${Math.round(time)} ms`);
    if (ownNames() !== untouched) throw new Error('changed a prototype');
  });
  try {
    await fc.assert(property, { numRuns: inputs, seed });
  } catch (error) {
    throw new Error(`${name}: ${String(error)}`, { cause: error });
  }
  return { name, inputs, slowest, heap: process.memoryUsage().heapUsed };
}

/** The names that every object, list and function has. */
function ownNames(): string {
  return [Object.prototype, Array.prototype, Function.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).length)
    .join(' ');
}
