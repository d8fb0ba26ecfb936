import { combinations } from './support/combinations';
import { oracle } from './support/oracle';
import { renderings } from './support/renderings';
import { rows } from './support/rows';
import { waysIn } from './support/ways-in';

describe.each(waysIn)('$name', ({ hosts, says, start, stop, judge }) => {
  beforeAll(start);
  afterAll(stop);

  describe.each(renderings.filter(({ host }) => hosts.includes(host)))(
    'on $surface',
    (rendering) => {
      test('says of every row of the parity table what is expected', async () => {
        const outcomes = await judge(
          rendering,
          rows.map(({ registry }) => registry),
        );
        expect(
          rows.map(({ situation }, index) => [situation, outcomes[index]]),
        ).toEqual(
          rows.map(({ situation, outcome }) => [situation, says(outcome)]),
        );
      });

      test.each(combinations)(
        'agrees with the oracle on every combination with SKU $sku',
        async ({ registries }) => {
          const outcomes = await judge(rendering, registries);
          expect(
            registries.map((registry, index) => [registry, outcomes[index]]),
          ).toEqual(
            registries.map((registry) => [registry, says(oracle(registry))]),
          );
        },
      );
    },
  );
});
