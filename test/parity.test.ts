import { Analyzer } from './support/analyzer';
import { combinations } from './support/combinations';
import type { NeutralRegistry, Outcome } from './support/neutral';
import { oracle } from './support/oracle';
import { renderings } from './support/renderings';
import type { Rendering } from './support/renderings';
import { rows } from './support/rows';

/** A way in, with what it takes to judge many registries through it. */
interface WayIn {
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

const waysIn: readonly WayIn[] = [
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

describe.each(waysIn)('$name', ({ host, start, stop, judge }) => {
  beforeAll(start);
  afterAll(stop);

  describe.each(renderings.filter((rendering) => rendering.host === host))(
    'on $surface',
    (rendering) => {
      test('says of every row of the parity table what is expected', async () => {
        const outcomes = await judge(
          rendering,
          rows.map(({ registry }) => registry),
        );
        expect(
          rows.map(({ situation }, index) => [situation, outcomes[index]]),
        ).toEqual(rows.map(({ situation, outcome }) => [situation, outcome]));
      });

      test.each(combinations)(
        'agrees with the oracle on every combination with SKU $sku',
        async ({ registries }) => {
          const outcomes = await judge(rendering, registries);
          expect(
            registries.map((registry, index) => [registry, outcomes[index]]),
          ).toEqual(registries.map((registry) => [registry, oracle(registry)]));
        },
      );
    },
  );
});
