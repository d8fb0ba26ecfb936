import { ExemptionUsage } from '../../pulumi-policy/exemption-usage';
import { acrAdminUser } from '../../shared/rules/Azure.ACR.AdminUser';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import type { Finding, Rule } from '../../shared/rules/types';

const stackUrn = 'urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev';
const exemption = { resource: '*::web', reason: 'Public images' };
const rules = [acrFirewall, acrAdminUser];

const complies = (rule: Rule) =>
  ({
    rule,
    outcome: 'pass',
    resource: { type: 'registry', name: 'web', address: 'registry::web' },
  }) as Finding;

describe('an exemption that two policies share', () => {
  test.each(rules)(
    'is not needed if only $name evaluates what it matches, which complies',
    (judging) => {
      const ledger = new ExemptionUsage();
      for (const rule of rules)
        ledger.start(rule, stackUrn, { exemptions: [exemption] });
      ledger.see(judging, [complies(judging)]);
      expect(ledger.notes()).toEqual([{ exemption, why: 'notNeeded' }]);
    },
  );

  test('matches nothing if neither policy evaluates what it matches', () => {
    const ledger = new ExemptionUsage();
    for (const rule of rules)
      ledger.start(rule, stackUrn, { exemptions: [exemption] });
    expect(ledger.notes()).toEqual([{ exemption, why: 'matchesNothing' }]);
  });
});

describe('an exemption that matches nothing, of a list for many stacks', () => {
  test.each([
    ['by a URN of this stack', 'urn:pulumi:dev::shop::registry::web', true],
    ['by a glob in this stack', 'urn:pulumi:dev::shop::*', true],
    ['by a glob for every stack', '*::web', true],
    ['by a glob for some stacks, this one among them', 'urn:pulumi:d*', true],
    [
      'by a URN of another stack',
      'urn:pulumi:prod::shop::registry::web',
      false,
    ],
    ['by a glob in another stack', 'urn:pulumi:prod::*', false],
    ['by the beginning of a URN, which is no URN', 'urn:pulumi:dev', false],
  ])('%s', (_, resource, isTold) => {
    const ledger = new ExemptionUsage();
    ledger.start(acrFirewall, stackUrn, {
      exemptions: [{ ...exemption, resource }],
    });
    expect(ledger.notes()).toHaveLength(isTold ? 1 : 0);
  });
});
