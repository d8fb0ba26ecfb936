import { Analyzer } from './analyzer';
import { judgeWithAspect } from './cdktf';
import type { LibraryName } from './cdktf';
import { withUnknown } from './renderings';
import type { NeutralRegistry, Outcome } from './neutral';
import type { Rendering } from './renderings';

/** A way in, with what it takes to judge many registries through it. */
export interface WayIn {
  readonly name: string;
  /** Whose surfaces it reads. */
  readonly hosts: readonly Rendering['host'][];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What the way in makes of an outcome: an aspect says nothing of what passes. */
  readonly says: (outcome: Outcome) => string;
  /** What it says by `Azure.ACR.Firewall`, in the order of the registries. */
  readonly judge: (
    rendering: Rendering,
    registries: readonly NeutralRegistry[],
  ) => Promise<readonly string[]>;
}

let pack: Analyzer;

/** Every way in that the parity table goes through. */
export const waysIn: readonly WayIn[] = [
  {
    name: 'the Pulumi pack',
    hosts: ['pulumi'],
    says: (outcome) => outcome,
    start: async () => {
      pack = await Analyzer.boot();
      await pack.enforceAll();
    },
    stop: () => pack.close(),
    judge: ({ type, render }, registries) =>
      Promise.all(
        registries.map(async (registry) => {
          const { outcome } = await pack.analyzeRegistry(
            type,
            render(registry),
          );
          return outcome;
        }),
      ),
  },
  aspectOn('cdktf'),
  aspectOn('cdktn'),
];

function aspectOn(library: LibraryName): WayIn {
  return {
    name: `the aspect on ${library}`,
    hosts: ['terraform'],
    says: (outcome) =>
      outcome === 'pass' || outcome === 'notApplicable' ? 'silent' : outcome,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    judge: ({ type, render }, registries) =>
      Promise.resolve(
        judgeWithAspect(
          library,
          registries.map((registry) => ({
            type,
            attributes: withUnknown(
              render(registry),
              '${var.not_known}',
            ) as Record<string, unknown>,
          })),
        ),
      ),
  };
}
