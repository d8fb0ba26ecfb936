import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfiguration } from '../../../shared/configuration/parse';
import { levelsOf, presetNames } from '../../../shared/rules/presets';
import { rules } from '../../../shared/rules';
import { policies } from '../../../pulumi-policy/policies';

const levelIn = (preset: (typeof presetNames)[number], rule: string) =>
  levelsOf(preset, rules)[`Azure.ACR.${rule}`];

test.each([
  { preset: 'recommended', rule: 'Firewall', level: 'mandatory' },
  { preset: 'recommended', rule: 'AdminUser', level: 'advisory' },
  { preset: 'recommended', rule: 'ContentTrust', level: 'disabled' },
  { preset: 'strict', rule: 'AdminUser', level: 'mandatory' },
  { preset: 'strict', rule: 'ContentTrust', level: 'disabled' },
  { preset: 'mcsb', rule: 'AdminUser', level: 'mandatory' },
  { preset: 'mcsb', rule: 'MinSku', level: 'disabled' },
] as const)('$preset: $rule is $level', ({ preset, rule, level }) => {
  expect(levelIn(preset, rule)).toBe(level);
});

test.each(['cli', 'cdktf'] as const)(
  'in %s a level of its own goes on top of a preset',
  (way) => {
    const parsed = parseConfiguration(
      { preset: 'strict', rules: { 'Azure.ACR.Name': 'advisory' } },
      { way, rules },
      'policy.yaml',
    );
    if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
    const { levels } = parsed.configuration;
    expect(levels['Azure.ACR.Name']).toBe('advisory');
    expect(levels['Azure.ACR.AdminUser']).toBe('mandatory');
  },
);

test('a pack of one’s own takes a preset', () => {
  const levels = Object.fromEntries(
    policies({ preset: 'mcsb' }).map(({ name, enforcementLevel }) => [
      name,
      enforcementLevel,
    ]),
  );
  expect(levels).toMatchObject(levelsOf('mcsb', rules));
});

test.each(presetNames)('the file of %s for Pulumi holds its levels', (name) => {
  const file = join(__dirname, `../../../presets/${name}.json`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(levelsOf(name, rules));
});
