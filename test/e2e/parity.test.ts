import { combinations } from '../support/combinations';
import { oracle } from '../support/oracle';
import { renderings } from '../support/renderings';
import { rows } from '../support/rows';
import { waysIn } from '../support/ways-in';

describe.each(waysIn)('$name', ({ hosts, says, start, stop, judge }) => {
  beforeAll(start);
  afterAll(stop);

  describe.each(renderings.filter(({ host }) => hosts.includes(host)))(
    'on $surface',
    (rendering) => {
      const { canExpress = () => true } = rendering;

      test('says of every row of the parity table what is expected', async () => {
        const expressible = rows.filter(({ registry }) => canExpress(registry));
        const said = await judge(
          rendering,
          expressible.map(({ registry }) => registry),
        );
        expect(
          expressible.map(({ situation }, index) => [situation, said[index]]),
        ).toEqual(
          expressible.map(({ situation, outcome }) => [
            situation,
            says(outcome),
          ]),
        );
      });

      test.each(
        combinations.filter(({ registries }) => registries.some(canExpress)),
      )(
        'agrees with the oracle on every combination with SKU $sku',
        async ({ registries }) => {
          const expressible = registries.filter(canExpress);
          const said = await judge(rendering, expressible);
          expect(
            expressible.map((registry, index) => [registry, said[index]]),
          ).toEqual(
            expressible.map((registry) => [registry, says(oracle(registry))]),
          );
        },
      );
    },
  );
});
