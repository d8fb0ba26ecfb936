import { azureNativeGeneric } from '../../shared/dialects/arm';
import { dialects, judge, ruleNamed } from '../support/core';
import { unknown } from '../support/neutral';

const rule = ruleNamed('Azure.ACR.Name');

test.each([
  { situation: 'letters and digits', name: 'Web01', outcome: 'pass' },
  { situation: 'fifty letters', name: 'a'.repeat(50), outcome: 'pass' },
  { situation: 'one more', name: 'a'.repeat(51), outcome: 'fail' },
  { situation: 'four letters', name: 'webs', outcome: 'fail' },
  { situation: 'a hyphen', name: 'web-shop', outcome: 'fail' },
  { situation: 'a blank in front', name: ' webshop', outcome: 'fail' },
  { situation: 'a blank behind', name: 'webshop ', outcome: 'fail' },
  { situation: 'a number', name: 12345, outcome: 'fail' },
  { situation: 'a list with a name', name: ['webshop'], outcome: 'fail' },
  { situation: 'not known yet', name: unknown, outcome: 'unknown' },
  { situation: 'not set', name: undefined, outcome: 'notApplicable' },
])('a name of $situation: $outcome', ({ name, outcome }) => {
  const finding = judge(dialects.azurerm, { sku: 'Premium', name }, rule);
  expect(finding.outcome).toBe(outcome);
});

test('the generic resource of azure-native has it under a name of its own', () => {
  const registry = { sku: { name: 'Premium' }, resourceName: 'web-shop' };
  expect(judge(azureNativeGeneric, registry, rule).outcome).toBe('fail');
});
