import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Analyzer, root } from './analyzer';
import type { Diagnostic, Resource } from './analyzer';

/** What a pack under load came to. */
export interface LoadResult {
  readonly calls: number;
  /** Answers in which the firewall blocks; as many as there were open registries. */
  readonly blocked: number;
  readonly seconds: number;
  /** What lives in the pack's heap in MB, when a tenth, half and all of the calls were answered. */
  readonly heap: readonly [tenth: number, half: number, all: number];
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
export function analyzeMany(
  calls: number,
  atOnce: number,
): Promise<LoadResult> {
  return onPack(async (pack, heapOf) => {
    const start = performance.now();
    const heap: number[] = [];
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
    for (const part of [0.1, 0.5, 1]) {
      const end = Math.round(calls * part);
      await Promise.all(Array.from({ length: atOnce }, () => worker(end)));
      heap.push(await heapOf());
    }
    const [tenth = 0, half = 0, all = 0] = heap;
    const seconds = (performance.now() - start) / 1000;
    return { calls: answered, blocked, seconds, heap: [tenth, half, all] };
  });
}

function isBlocked({ policy, level }: Diagnostic): boolean {
  return policy === 'Azure.ACR.Firewall' && level === 'mandatory';
}

/** What a pack came to that was asked about a whole stack. */
export interface StackResult {
  readonly diagnostics: number;
  readonly seconds: number;
  /** What lives in its heap in MB. */
  readonly heap: number;
}

/** Asks a booted pack about a whole stack, as the engine does when all of it is deployed. */
export function analyzeOneStack(resources: number): Promise<StackResult> {
  return onPack(async (pack, heapOf) => {
    const stack = Array.from({ length: resources }, (_, index) =>
      resourceOf(index),
    );
    const start = performance.now();
    const { diagnostics } = await pack.analyzeStack(stack);
    return {
      diagnostics: diagnostics.length,
      seconds: (performance.now() - start) / 1000,
      heap: await heapOf(),
    };
  });
}

/** Boots a pack for one use, and can tell what lives in its heap, in MB. */
async function onPack<Result>(
  use: (pack: Analyzer, heapOf: () => Promise<number>) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  const file = join(folder, 'heap');
  const recorder = join(root, 'test/support/record-heap.js');
  const pack = await Analyzer.boot(root, {
    environment: { NODE_OPTIONS: `--require ${recorder}`, RECORD: file },
  });
  try {
    return await use(pack, async () => {
      process.kill(pack.pid, 'SIGUSR2');
      return (await readWhenThere(file)) / 1e6;
    });
  } finally {
    await pack.close();
    rmSync(folder, { recursive: true });
  }
}

async function readWhenThere(file: string): Promise<number> {
  for (;;) {
    try {
      const size = Number(readFileSync(file, 'utf8'));
      rmSync(file);
      return size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await setTimeout(20);
    }
  }
}
