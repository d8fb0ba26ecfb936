import { azapi, azureNativeGeneric } from '../../../shared/dialects/arm';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.Location');
const europe = { allowedLocations: ['westeurope', 'northeurope'] };

test.each([
  { dialect: dialects.azurerm },
  { dialect: dialects.azurermCamelCase },
  { dialect: dialects.azureNative },
  { dialect: dialects.armTemplate },
  { dialect: azapi },
  { dialect: azureNativeGeneric },
])('reads the region of every resource type', ({ dialect }) => {
  const outcomes = ['West Europe', 'eastus', unknown, undefined, 5].map(
    (location) => judge(dialect, { location }, rule, europe).outcome,
  );
  expect(outcomes).toEqual(['pass', 'fail', 'unknown', 'unknown', 'fail']);
});

test('reads the region in the body of azapi', () => {
  const outcomes = ['westeurope', 'eastus'].map(
    (location) => judge(azapi, { body: { location } }, rule, europe).outcome,
  );
  expect(outcomes).toEqual(['pass', 'fail']);
});

test('is not applicable unless regions are configured', () => {
  expect(judge(dialects.azurerm, { location: 'eastus' }, rule).outcome).toBe(
    'notApplicable',
  );
});

test('the message names the region and those that are allowed', () => {
  const { message } = judge(
    dialects.azurerm,
    { location: 'eastus' },
    rule,
    europe,
  );
  expect(message).toContain('location is "eastus"');
  expect(message).toContain('must be one of westeurope, northeurope');
});
