import { Analyzer } from './analyzer';
import type { NeutralRegistry, Outcome } from './neutral';
import type { Rendering } from './renderings';

/** A way in, with what it takes to judge many registries through it. */
export interface WayIn {
  readonly name: string;
  readonly host: Rendering['host'];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The outcomes of `Azure.ACR.Firewall`, in the order of the registries. */
  readonly judge: (
    rendering: Rendering,
    registries: readonly NeutralRegistry[],
  ) => Promise<readonly Outcome[]>;
}

let pack: Analyzer;

/** Every way in that the parity table goes through. */
export const waysIn: readonly WayIn[] = [
  {
    name: 'the Pulumi pack',
    host: 'pulumi',
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
];
