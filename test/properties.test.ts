import fc from 'fast-check';
import { acrFirewall } from '../shared/rules/Azure.ACR.Firewall';
import type { Outcome } from './support/neutral';
import { judgeRaw } from './support/judge-raw';
import { oracle } from './support/oracle';
import { jsonObject, registry } from './support/random-inputs';
import { renderings } from './support/renderings';
import type { Rendering } from './support/renderings';

/** The outcome of raw properties, `undefined` where no registry is found. */
function outcomeOf(
  rendering: Rendering,
  properties: unknown,
): Outcome | undefined {
  const findings = judgeRaw(rendering, properties, [acrFirewall]);
  expect(findings.filter(({ fault }) => fault)).toEqual([]);
  expect(findings.length).toBeLessThanOrEqual(1);
  return findings[0]?.outcome;
}

test('random registries on random surfaces agree with the oracle', () => {
  fc.assert(
    fc.property(
      registry,
      fc.constantFrom(...renderings),
      (neutral, rendering) => {
        fc.pre(rendering.canExpress?.(neutral) ?? true);
        expect(outcomeOf(rendering, rendering.render(neutral))).toBe(
          oracle(neutral),
        );
      },
    ),
    { numRuns: 20_000 },
  );
});

test('random JSON never makes a reader throw, and never passes: it restricts nothing', () => {
  fc.assert(
    fc.property(
      jsonObject,
      fc.constantFrom(...renderings),
      (properties, rendering) => {
        expect(outcomeOf(rendering, properties)).not.toBe('pass');
        expect(({} as Record<string, unknown>)['sku']).toBeUndefined();
      },
    ),
    { numRuns: 20_000 },
  );
});
