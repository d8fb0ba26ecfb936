import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { Analyzer } from './analyzer';
import type { Resource } from './analyzer';

/** What a pack under load came to. */
export interface LoadResult {
  readonly calls: number;
  /** Answers in which the firewall blocks; as many as there were open registries. */
  readonly blocked: number;
  readonly seconds: number;
  /** The memory of the process in MB, when a tenth, half and all of the calls were answered. */
  readonly memory: readonly [tenth: number, half: number, all: number];
}

/** One resource in a hundred is a registry, and every other registry is open. */
export function resourceOf(index: number): Resource {
  const name = `resource${index}`;
  if (index % 100 !== 0) {
    return {
      type: 'azure-native:storage:StorageAccount',
      name,
      properties: { sku: { name: 'Standard_LRS' }, tags: { team: 'shop' } },
    };
  }
  return {
    type: 'azure-native:containerregistry:Registry',
    name,
    properties: {
      sku: { name: 'Premium' },
      publicNetworkAccess: index % 200 === 0 ? 'Enabled' : 'Disabled',
    },
  };
}

/** How many of as many resources are open registries. */
export function openAmong(count: number): number {
  return Math.ceil(count / 200);
}

/**
 * Asks a booted pack about many resources.
 *
 * @param atOnce how many calls are under way at a time
 * @throws if a call is not answered
 */
export async function analyzeMany(
  calls: number,
  atOnce: number,
): Promise<LoadResult> {
  const pack = await Analyzer.boot();
  try {
    const memory: number[] = [];
    const samples = new Set([0.1, 0.5, 1].map((part) => calls * part));
    const start = performance.now();
    let next = 0;
    let answered = 0;
    let blocked = 0;
    const worker = async (): Promise<void> => {
      while (next < calls) {
        const { diagnostics } = await pack.analyze(resourceOf(next++));
        if (
          diagnostics.some(
            ({ policy, level }) =>
              policy === 'Azure.ACR.Firewall' && level === 'mandatory',
          )
        ) {
          blocked++;
        }
        if (samples.has(++answered)) memory.push(memoryOf(pack.pid));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const [tenth = 0, half = 0, all = 0] = memory;
    return {
      calls: answered,
      blocked,
      seconds: (performance.now() - start) / 1000,
      memory: [tenth, half, all],
    };
  } finally {
    await pack.close();
  }
}

/**
 * Asks a booted pack about a whole stack, as the engine does when all of it is
 * deployed.
 *
 * @returns how long it took, and the memory of the process afterwards
 */
export async function analyzeOneStack(
  resources: number,
): Promise<{ seconds: number; memory: number; diagnostics: number }> {
  const pack = await Analyzer.boot();
  try {
    const stack = Array.from({ length: resources }, (_, index) =>
      resourceOf(index),
    );
    const start = performance.now();
    const { diagnostics } = await pack.analyzeStack(stack);
    return {
      seconds: (performance.now() - start) / 1000,
      memory: memoryOf(pack.pid),
      diagnostics: diagnostics.length,
    };
  } finally {
    await pack.close();
  }
}

/** The resident memory of a process in MB. */
function memoryOf(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], {
    encoding: 'utf8',
  });
  return Math.round(Number(kilobytes) / 1024);
}
