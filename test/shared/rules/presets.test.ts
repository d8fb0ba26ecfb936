import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfiguration } from '../../../shared/configuration/parse';
import { checkPolicyPackConfiguration } from '../../../shared/configuration/parse';
import {
  levelsOf,
  presetNames,
  settingsOf,
  toPolicyPackConfiguration,
} from '../../../shared/rules/presets';
import type { Preset } from '../../../shared/rules/presets';
import { rules } from '../../../shared/rules';
import type { Level } from '../../../shared/rules/types';
import { policies } from '../../../pulumi-policy/policies';

/** The short names of the rules that a preset gives a level to. */
const namesAt = (preset: Preset, wanted: Level) =>
  Object.entries(levelsOf(preset, rules))
    .filter(([, level]) => level === wanted)
    .map(([name]) => name.replace('Azure.ACR.', ''));

const advised = [
  'AdminUser',
  'AnonymousAccess',
  'MinSku',
  'Name',
  'ReplicaLocation',
  'TrustedServices',
];
const closing = ['Firewall', 'OpenIpRule'];

test.each([
  { preset: 'recommended', mandatory: closing, advisory: advised },
  { preset: 'firewall', mandatory: closing, advisory: [] },
  {
    preset: 'audit',
    mandatory: [],
    advisory: [...advised, ...closing].sort(),
  },
  {
    preset: 'strict',
    mandatory: [
      ...advised,
      ...closing,
      'ArmAudienceToken',
      'DataEndpoint',
      'ExportPolicy',
      'Location',
      'Naming',
      'PublicNetworkAccess',
      'RepositoryToken',
      'TaskBypass',
      'WebhookHttps',
    ].sort(),
    advisory: [
      'CacheRule',
      'CustomerManagedKey',
      'PrivateEndpoint',
      'RoleAssignmentMode',
    ],
  },
  {
    preset: 'mcsb',
    mandatory: ['Firewall'],
    advisory: ['CustomerManagedKey', 'PrivateEndpoint'],
  },
] as const)(
  '$preset has exactly its mandatory and advisory rules',
  ({ preset, mandatory, advisory }) => {
    expect(namesAt(preset, 'mandatory')).toEqual(mandatory);
    expect(namesAt(preset, 'advisory')).toEqual(advisory);
  },
);

test('all has every rule, mandatory if recommended has it so', () => {
  expect(namesAt('all', 'mandatory')).toEqual(closing);
  expect(namesAt('all', 'disabled')).toEqual([]);
});

test('recommended holds if no preset is chosen', () => {
  const parsed = parseConfiguration(
    {},
    { target: 'command', rules },
    'policy.yaml',
  );
  expect(parsed).toMatchObject({
    configuration: {
      unknown: 'warn',
    },
  });
  expect(levelsOf('recommended', rules)).toEqual(
    Object.fromEntries(rules.map(({ name, level }) => [name, level])),
  );
});

test.each([
  { input: { preset: 'strict' }, unknown: 'error' },
  { input: { preset: 'mcsb' }, unknown: 'error' },
  { input: { preset: 'strict', unknown: 'warn' }, unknown: 'warn' },
  { input: { preset: 'audit' }, unknown: 'warn' },
  { input: { preset: 'all', unknown: 'error' }, unknown: 'error' },
])('$input handles unknowns as $unknown', ({ input, unknown }) => {
  for (const target of ['command', 'cdktf'] as const) {
    const parsed = parseConfiguration(input, { target, rules }, 'policy.yaml');
    expect(parsed).toMatchObject({ configuration: { unknown } });
  }
});

test.each(['command', 'cdktf'] as const)(
  'in %s the level and the options of a rule go on top of a preset',
  (target) => {
    const parsed = parseConfiguration(
      {
        preset: 'strict',
        rules: {
          'Azure.ACR.Name': 'advisory',
          'Azure.ACR.MinSku': { minimum: 'Standard' },
        },
      },
      { target, rules },
      'policy.yaml',
    );
    if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
    const { levels, ruleOptions } = parsed.configuration;
    expect(levels['Azure.ACR.Name']).toBe('advisory');
    expect(levels['Azure.ACR.AdminUser']).toBe('mandatory');
    expect(levels['Azure.ACR.MinSku']).toBe('mandatory');
    expect(ruleOptions['Azure.ACR.MinSku']).toEqual({ minimum: 'Standard' });
  },
);

test('strict asks for Premium', () => {
  expect(settingsOf('strict', rules).ruleOptions).toMatchObject({
    'Azure.ACR.MinSku': { minimum: 'Premium' },
  });
});

test.each(presetNames)('policies() takes the preset %s', (preset) => {
  const levels = Object.fromEntries(
    policies({ preset }).map(({ name, enforcementLevel }) => [
      name,
      enforcementLevel,
    ]),
  );
  expect(levels).toMatchObject(levelsOf(preset, rules));
});

describe.each(presetNames)('the file of %s for Pulumi', (preset) => {
  const file = join(__dirname, `../../../presets/${preset}.json`);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));

  test('is what the preset sets', () => {
    expect(content).toEqual(toPolicyPackConfiguration(preset, rules));
  });

  test('is a valid configuration', () => {
    expect(checkPolicyPackConfiguration(content, rules, file)).toEqual([]);
  });

  test('gives each mandatory rule the same handling of unknowns as the preset', () => {
    const { levels, unknown } = settingsOf(preset, rules);
    for (const [name, level] of Object.entries(levels)) {
      if (level !== 'mandatory' || unknown === 'warn') continue;
      expect(content).toMatchObject({ [name]: { unknown } });
    }
  });
});
