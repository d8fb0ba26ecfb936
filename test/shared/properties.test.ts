import fc from 'fast-check';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import type { Outcome } from '../support/neutral';
import { judgeRaw } from '../support/judge-raw';
import { oracle } from '../support/oracle';
import { jsonObject, registry } from '../support/random-inputs';
import { renderings } from '../support/renderings';
import type { Rendering } from '../support/renderings';

/**
 * The outcomes of raw properties, none where no registry is found. What has no
 * known type may be a registry and a deployment at once.
 */
function outcomesOf(rendering: Rendering, properties: unknown): Outcome[] {
  const findings = judgeRaw(rendering, properties, [acrFirewall]);
  expect(findings.filter(({ isInternalError }) => isInternalError)).toEqual([]);
  expect(findings.length).toBeLessThanOrEqual(2 * instancesIn(properties));
  return findings.map(({ outcome }) => outcome);
}

/** The number of instances that Terraform's `for_each` or `count` may ask for. */
function instancesIn(properties: unknown): number {
  const { for_each: each, count } = properties as Record<string, unknown>;
  const keys =
    typeof each === 'object' && each !== null ? Object.keys(each).length : 1;
  const times = typeof count === 'object' ? 1 : Number(count);
  return Math.max(1, keys, Number.isFinite(times) ? times : 1);
}

test('random registries on random surfaces agree with the oracle', () => {
  fc.assert(
    fc.property(
      registry,
      fc.constantFrom(...renderings),
      (neutral, rendering) => {
        fc.pre(rendering.canExpress?.(neutral) ?? true);
        expect(outcomesOf(rendering, rendering.render(neutral))).toEqual([
          oracle(neutral),
        ]);
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
        expect(outcomesOf(rendering, properties)).not.toContain('pass');
        expect(({} as Record<string, unknown>)['sku']).toBeUndefined();
      },
    ),
    { numRuns: 20_000 },
  );
});
