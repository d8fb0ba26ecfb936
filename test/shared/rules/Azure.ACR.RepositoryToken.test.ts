import { azureNativeResources } from '../../../shared/dialects/arm';
import { azurermChildren } from '../../../shared/dialects/azurerm';
import { judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.RepositoryToken');

test.each([
  { status: 'enabled', enabled: true, outcome: 'fail' },
  { status: undefined, enabled: undefined, outcome: 'fail' },
  { status: 'on', enabled: 'on', outcome: 'fail' },
  { status: 'Disabled', enabled: 'false', outcome: 'pass' },
  { status: unknown, enabled: unknown, outcome: 'unknown' },
])('a token that is $status: $outcome', ({ status, enabled, outcome }) => {
  expect(judge(azureNativeResources.token, { status }, rule).outcome).toBe(
    outcome,
  );
  expect(judge(azurermChildren.token, { enabled }, rule).outcome).toBe(outcome);
});

test('has a fix in the words of the resource', () => {
  expect(judge(azurermChildren.token, {}, rule).message).toContain(
    'Token "web" lets anyone in who has one of its passwords: enabled is not set (default true).\n' +
      'Fix: set enabled = false.',
  );
});
