import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Analyzer, root } from './analyzer';
import type { Diagnostic, Resource } from './analyzer';

/** The result of a pack under load. */
export interface LoadResult {
  readonly calls: number;
  /** Answers in which the firewall blocks; as many as there were open registries. */
  readonly blocked: number;
  readonly seconds: number;
  /** The memory of the pack's process after each tenth of the calls. */
  readonly memory: readonly Memory[];
}

/** The memory of a process after garbage collection, in MB. */
export interface Memory {
  /** The heap in use. */
  readonly heap: number;
  /** The resident set. */
  readonly resident: number;
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

/** The number of open registries among the resources. */
export function openAmong(count: number): number {
  return Math.ceil(count / 200);
}

/**
 * Asks a booted pack about many resources.
 *
 * @param atOnce how many calls are under way at a time
 * @param nodeFlags of the pack's process
 * @throws if a call is not answered
 */
export function analyzeMany(
  calls: number,
  atOnce: number,
  nodeFlags = '',
): Promise<LoadResult> {
  return onPack(nodeFlags, async (pack, memoryOf) => {
    const start = performance.now();
    const memory: Memory[] = [];
    let next = 0;
    let answered = 0;
    let blocked = 0;
    const worker = async (end: number): Promise<void> => {
      while (next < end) {
        const { diagnostics } = await pack.analyze(resourceOf(next++));
        answered++;
        if (diagnostics.some(isBlocked)) blocked++;
      }
    };
    for (let tenth = 1; tenth <= 10; tenth++) {
      const end = Math.round((calls * tenth) / 10);
      await Promise.all(Array.from({ length: atOnce }, () => worker(end)));
      memory.push(await memoryOf());
    }
    const seconds = (performance.now() - start) / 1000;
    return { calls: answered, blocked, seconds, memory };
  });
}

function isBlocked({ policy, level }: Diagnostic): boolean {
  return policy === 'Azure.ACR.Firewall' && level === 'mandatory';
}

/** The result of a pack that analyzed a whole stack. */
export interface StackResult {
  readonly diagnostics: number;
  readonly seconds: number;
  readonly memory: Memory;
}

/** Asks a booted pack about a whole stack, as the engine does when all of it is deployed. */
export function analyzeOneStack(resources: number): Promise<StackResult> {
  return onPack('', async (pack, memoryOf) => {
    const stack = Array.from({ length: resources }, (_, index) =>
      resourceOf(index),
    );
    const start = performance.now();
    const { diagnostics } = await pack.analyzeStack(stack);
    const seconds = (performance.now() - start) / 1000;
    // The answer is here before the other end is done with the question.
    await setTimeout(1_000);
    return {
      diagnostics: diagnostics.length,
      seconds,
      memory: await memoryOf(),
    };
  });
}

/** Boots a pack for one use, and measures its memory. */
async function onPack<Result>(
  nodeFlags: string,
  use: (pack: Analyzer, memoryOf: () => Promise<Memory>) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  const file = join(folder, 'memory');
  const recorder = join(root, 'test/support/record-memory.js');
  const pack = await Analyzer.boot(root, {
    environment: {
      NODE_OPTIONS: `${nodeFlags} --require ${recorder}`,
      RECORD: file,
    },
  });
  try {
    return await use(pack, async () => {
      process.kill(pack.pid, 'SIGUSR2');
      return readWhenThere(file);
    });
  } finally {
    await pack.close();
    rmSync(folder, { recursive: true });
  }
}

async function readWhenThere(file: string): Promise<Memory> {
  for (;;) {
    try {
      const { heapUsed, rss } = JSON.parse(
        readFileSync(file, 'utf8'),
      ) as NodeJS.MemoryUsage;
      rmSync(file);
      return { heap: heapUsed / 1e6, resident: rss / 1e6 };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await setTimeout(20);
    }
  }
}
