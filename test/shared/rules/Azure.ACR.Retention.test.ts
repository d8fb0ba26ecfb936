import {
  azurerm,
  azurermCamelCase,
  azurermDynamicBridge,
} from '../../../shared/dialects/azurerm';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.Retention');

test.each([
  { situation: 'no policy', attributes: {}, outcome: 'fail' },
  {
    situation: 'kept for some days',
    attributes: { retention_policy_in_days: 7 },
    outcome: 'pass',
  },
  {
    situation: 'days as a string',
    attributes: { retention_policy_in_days: '7' },
    outcome: 'pass',
  },
  {
    situation: 'more days, as a string',
    attributes: { retention_policy_in_days: '30' },
    outcome: 'pass',
  },
  {
    situation: 'a string that is no number',
    attributes: { retention_policy_in_days: '30d' },
    outcome: 'fail',
  },
  {
    situation: 'a string with something before the number',
    attributes: { retention_policy_in_days: '~30' },
    outcome: 'fail',
  },
  {
    situation: 'a number below zero, which azurerm refuses',
    attributes: { retention_policy_in_days: -1 },
    outcome: 'fail',
  },
  {
    situation: 'what is no number, which Terraform refuses',
    attributes: { retention_policy_in_days: true },
    outcome: 'fail',
  },
  {
    situation: 'zero days in another spelling',
    attributes: { retention_policy_in_days: '0.0' },
    outcome: 'fail',
  },
  {
    situation: 'zero days turn the policy off',
    attributes: { retention_policy_in_days: 0 },
    outcome: 'fail',
  },
  {
    situation: 'as azurerm 3 spells it',
    attributes: { retention_policy: [{ enabled: true, days: 7 }] },
    outcome: 'pass',
  },
  {
    situation: 'as azurerm 3 spells it, turned off',
    attributes: { retention_policy: { enabled: false } },
    outcome: 'fail',
  },
])('$situation: $outcome', ({ attributes, outcome }) => {
  const registry = { sku: 'Premium', ...attributes };
  expect(judge(dialects.azurerm, registry, rule).outcome).toBe(outcome);
});

test('the days can be asked for', () => {
  const registry = { sku: 'Premium', retention_policy_in_days: 29 };
  const at = (minimumDays: number) =>
    judge(dialects.azurerm, registry, rule, { minimumDays });
  expect([29, 30].map((days) => at(days).outcome)).toEqual(['pass', 'fail']);
  expect(at(30).message).toContain('Fix: set retention_policy_in_days = 30.');
});

test.each([
  { surface: 'azurerm 3', dialect: azurerm, block: 'retention_policy' },
  {
    surface: 'Pulumi classic',
    dialect: azurermCamelCase,
    block: 'retentionPolicy',
  },
  {
    surface: 'the dynamic bridge',
    dialect: azurermDynamicBridge,
    block: 'retentionPolicies',
  },
])('the days are those of a block in $surface', ({ dialect, block }) => {
  const outcomes = [29, 30].map((days) => {
    const registry = { sku: 'Premium', [block]: [{ enabled: true, days }] };
    return judge(dialect, registry, rule, { minimumDays: 30 }).outcome;
  });
  expect(outcomes).toEqual(['fail', 'pass']);
});

test.each([
  { situation: 'the number that is asked for', days: 30, outcome: 'pass' },
  { situation: 'more', days: 31, outcome: 'pass' },
  { situation: 'less', days: 29, outcome: 'fail' },
  { situation: 'no number', days: undefined, outcome: 'fail' },
  { situation: 'a number as a text', days: '31', outcome: 'fail' },
  { situation: 'not known yet', days: unknown, outcome: 'unknown' },
])('of the days, $situation: $outcome', ({ days, outcome }) => {
  const registry = {
    sku: { name: 'Premium' },
    properties: { policies: { retentionPolicy: { status: 'enabled', days } } },
  };
  expect(
    judge(dialects.armTemplate, registry, rule, { minimumDays: 30 }).outcome,
  ).toBe(outcome);
});

test('the fix can be pasted: a number of days', () => {
  const { message } = judge(dialects.azurerm, { sku: 'Premium' }, rule);
  expect(message).toContain('Fix: set retention_policy_in_days = 7.');
});

const softDelete = { status: 'enabled', retentionDays: 7 };
const retention = { status: 'enabled', days: 7 };

test.each([
  {
    situation: 'soft delete on, retention off',
    policies: { softDeletePolicy: softDelete },
    outcome: 'notApplicable',
  },
  {
    situation: 'soft delete off, retention on',
    policies: {
      softDeletePolicy: { status: 'disabled' },
      retentionPolicy: retention,
    },
    outcome: 'pass',
  },
  {
    situation: 'both off',
    policies: { softDeletePolicy: { status: 'disabled' } },
    outcome: 'fail',
  },
  {
    situation: 'both on',
    policies: { softDeletePolicy: softDelete, retentionPolicy: retention },
    outcome: 'fail',
  },
  {
    situation: 'soft delete unknown, retention on',
    policies: { softDeletePolicy: unknown, retentionPolicy: retention },
    outcome: 'unknown',
  },
  {
    situation: 'soft delete unknown, retention off',
    policies: { softDeletePolicy: unknown },
    outcome: 'unknown',
  },
])('$situation: $outcome', ({ policies, outcome }) => {
  const properties = { sku: { name: 'Premium' }, properties: { policies } };
  expect(judge(dialects.armTemplate, properties, rule).outcome).toBe(outcome);
});

test('the fix for both on is to turn soft delete off', () => {
  const { message } = judge(
    dialects.azureNative,
    {
      sku: { name: 'Premium' },
      policies: { softDeletePolicy: softDelete, retentionPolicy: retention },
    },
    rule,
  );
  expect(message).toContain(
    'Fix: set policies.softDeletePolicy.status to "disabled".',
  );
});
