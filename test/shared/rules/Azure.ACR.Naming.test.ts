import { parseConfiguration } from '../../../shared/configuration/parse';
import { rules } from '../../../shared/rules';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.Naming');
const convention = { pattern: '^cr[a-z]+[0-9]{3}$' };

test.each([
  { name: 'crshop001', outcome: 'pass' },
  { name: 'CRshop001', outcome: 'fail' },
  { name: 'shop001', outcome: 'fail' },
  { name: `cr${'a'.repeat(60)}001`, outcome: 'fail' },
  { name: 7, outcome: 'fail' },
  { name: unknown, outcome: 'unknown' },
  { name: undefined, outcome: 'notApplicable' },
])('the name $name: $outcome', ({ name, outcome }) => {
  expect(judge(dialects.azurerm, { name }, rule, convention).outcome).toBe(
    outcome,
  );
});

test('is not applicable unless a pattern is configured', () => {
  expect(judge(dialects.azurerm, { name: 'x' }, rule).outcome).toBe(
    'notApplicable',
  );
});

test.each(['[', '(', '*a', '\\'])('refuses the pattern %s', (pattern) => {
  const parsed = parseConfiguration(
    { rules: { 'Azure.ACR.Naming': { pattern } } },
    { target: 'command', rules },
    'policy.yaml',
  );
  expect(JSON.stringify(parsed)).toContain('Expected a regular expression');
});
