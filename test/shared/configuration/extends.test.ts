import { rules } from '../../../shared';
import type { Configuration } from '../../../shared';
import { configurationFiles, team } from '../../support/configuration-files';

const { read } = configurationFiles();

const day = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const readBoth = (base: string, own: string) =>
  read({ 'company.yaml': base || '{}', 'teams/shop.yaml': team(own) });

function joined(base: string, own: string): Configuration {
  const parsed = readBoth(base, own);
  if ('errors' in parsed) throw new Error(parsed.errors.join('\n'));
  return parsed.configuration;
}

const level = ({ levels }: Configuration, name: string) => {
  const rule = rules.find((each) => each.name === `Azure.ACR.${name}`);
  return levels[`Azure.ACR.${name}`] ?? rule?.level;
};

describe('a configuration that extends another', () => {
  test.each<
    [situation: string, base: string, own: string, rule: string, is: string]
  >([
    [
      'has the levels of the base',
      'rules: { Azure.ACR.Retention: mandatory }',
      '',
      'Retention',
      'mandatory',
    ],
    [
      'has the preset of the base',
      'preset: strict',
      '',
      'ExportPolicy',
      'mandatory',
    ],
    [
      'raises a level',
      'rules: { Azure.ACR.Name: advisory }',
      'rules: { Azure.ACR.Name: mandatory }',
      'Name',
      'mandatory',
    ],
    [
      'turns off what only warns',
      '',
      'rules: { Azure.ACR.Name: disabled }',
      'Name',
      'disabled',
    ],
    [
      'repeats a level',
      '',
      'rules: { Azure.ACR.Firewall: mandatory }',
      'Firewall',
      'mandatory',
    ],
    [
      'takes a stricter preset',
      'preset: recommended',
      'preset: strict',
      'ExportPolicy',
      'mandatory',
    ],
    [
      'keeps a mandatory level under a preset that turns it off',
      'rules: { Azure.ACR.Retention: mandatory }',
      'preset: strict',
      'Retention',
      'mandatory',
    ],
    [
      'raises a level of the base by a preset',
      'rules: { Azure.ACR.AdminUser: disabled }',
      'preset: strict',
      'AdminUser',
      'mandatory',
    ],
    [
      'sets an option beside a level of the base',
      'rules: { Azure.ACR.MinSku: mandatory }',
      'rules: { Azure.ACR.MinSku: { minimum: Premium } }',
      'MinSku',
      'mandatory',
    ],
  ])('%s', (_, base, own, rule, is) => {
    expect(level(joined(base, own), rule)).toBe(is);
  });

  test.each<[situation: string, base: string, own: string, is: string]>([
    ['of the base', 'unknown: error', '', 'error'],
    ['that is stricter', '', 'unknown: error', 'error'],
    [
      'that is stricter in its preset',
      'unknown: warn',
      'preset: strict',
      'error',
    ],
    ['that a preset of the base implies', 'preset: mcsb', '', 'error'],
    [
      'of the base under a preset that implies none',
      'unknown: error',
      'preset: recommended',
      'error',
    ],
    ['of the base that ignores', 'unknown: ignore', '', 'ignore'],
  ])('has the handling of unknown outcomes %s', (_, base, own, is) => {
    expect(joined(base, own)).toMatchObject({ unknown: is });
  });

  test('joins options of rules, exemptions, limits and modules', () => {
    const base = `
rules:
  Azure.ACR.MinSku: { minimum: Premium }
  Azure.ACR.ReplicaLocation: { level: mandatory, allowedLocations: [westeurope] }
exemptions: [{ resource: '*.shared', reason: Shared, expires: ${day(20)} }]
exemptionLimits: { maxDays: 90 }
modulesWithoutRegistries: [company/*]
remediation: denyByDefault
`;
    const own = `
rules:
  Azure.ACR.MinSku: { level: mandatory, minimum: Premium }
exemptions: [{ resource: '*.public', reason: Public, expires: ${day(40)} }]
exemptionLimits: { maxDays: 60 }
modulesWithoutRegistries: [team/*, company/*]
`;
    const configuration = joined(base, own);
    expect(configuration).toMatchObject({
      ruleOptions: {
        'Azure.ACR.MinSku': { minimum: 'Premium' },
        'Azure.ACR.ReplicaLocation': { allowedLocations: ['westeurope'] },
      },
      exemptions: [{ reason: 'Shared' }, { reason: 'Public' }],
      exemptionLimits: { maxDays: 60 },
      modulesWithoutRegistries: ['company/*', 'team/*'],
      remediation: 'denyByDefault',
    });
    expect(level(configuration, 'ReplicaLocation')).toBe('mandatory');
    expect(level(configuration, 'MinSku')).toBe('mandatory');
  });

  test.each<[situation: string, base: string, own: string, message: string]>([
    [
      'a mandatory level',
      'rules: { Azure.ACR.Name: mandatory }',
      'rules: { Azure.ACR.Name: advisory }',
      'teams/shop.yaml:2:10: rules["Azure.ACR.Name"] is "advisory". company.yaml, which it extends, has "mandatory". Fix: remove it, or change company.yaml.',
    ],
    [
      'a level that is mandatory by default',
      '',
      'rules: { Azure.ACR.Firewall: { level: disabled } }',
      'teams/shop.yaml:2:32: rules["Azure.ACR.Firewall"].level is "disabled". company.yaml, which it extends, has "mandatory" (default).',
    ],
    [
      'a level that a preset makes mandatory',
      'preset: strict',
      'rules: { Azure.ACR.ExportPolicy: disabled }',
      'rules["Azure.ACR.ExportPolicy"] is "disabled". company.yaml, which it extends, has "mandatory" (preset: strict).',
    ],
    [
      'levels, by a preset',
      '',
      'preset: audit',
      'teams/shop.yaml:2:1: preset is "audit". company.yaml, which it extends, has "recommended" (default), in which Azure.ACR.Firewall is mandatory.',
    ],
    [
      'the handling of unknown outcomes',
      'unknown: error',
      'unknown: warn',
      'unknown is "warn". company.yaml, which it extends, has "error".',
    ],
    [
      'the handling of unknown outcomes that is the default',
      '',
      'unknown: ignore',
      'unknown is "ignore". company.yaml, which it extends, has "warn" (default).',
    ],
    [
      'the handling of unknown outcomes that a preset implies',
      'preset: strict',
      'unknown: warn',
      'unknown is "warn". company.yaml, which it extends, has "error" (preset: strict).',
    ],
    [
      'an option of a rule',
      'rules: { Azure.ACR.ReplicaLocation: { allowedLocations: [westeurope] } }',
      'rules: { Azure.ACR.ReplicaLocation: { allowedLocations: [westeurope, eastus] } }',
      'rules["Azure.ACR.ReplicaLocation"].allowedLocations is ["westeurope","eastus"]. company.yaml, which it extends, has ["westeurope"].',
    ],
    [
      'an option that a preset sets',
      'preset: strict',
      'rules: { Azure.ACR.MinSku: { minimum: Standard } }',
      'rules["Azure.ACR.MinSku"].minimum is "Standard". company.yaml, which it extends, has "Premium" (preset: strict).',
    ],
    [
      'the repair',
      'remediation: disablePublicAccess',
      'remediation: denyByDefault',
      'remediation is "denyByDefault". company.yaml, which it extends, has "disablePublicAccess".',
    ],
    [
      'a module that blocks because it is unknown',
      'unknown: error',
      'modulesWithoutRegistries: ["*"]',
      'teams/shop.yaml:2:28: modulesWithoutRegistries[0] is "*". company.yaml, which it extends, has unknown: "error" and does not list it.',
    ],
    [
      'a module that blocks because of a preset',
      'preset: strict',
      'modulesWithoutRegistries: ["*"]',
      'has unknown: "error" (preset: strict) and does not list it.',
    ],
    [
      'the end of exemptions',
      'exemptionLimits: { maxDays: 90 }',
      `exemptions: [{ resource: '*.web', reason: Public, expires: ${day(100)} }]`,
      'exemptionLimits.maxDays is 90',
    ],
    [
      'the end that exemptions must have',
      'exemptionLimits: { requireExpiry: true }',
      "exemptions: [{ resource: '*.web', reason: Public }]",
      'That limit is in company.yaml.',
    ],
    [
      'the rules that may be exempted',
      'exemptionLimits: { rules: [Azure.ACR.Name] }',
      "exemptionLimits: { rules: [Azure.ACR.Firewall] }\nexemptions: [{ resource: '*.web', rules: [Azure.ACR.Firewall], reason: Public }]",
      'exemptionLimits.rules allows only "Azure.ACR.Name". That limit is in company.yaml.',
    ],
    [
      'exemptions of the base, by a limit of its own',
      `exemptions: [{ resource: '*.web', reason: Public, expires: ${day(100)} }]`,
      'exemptionLimits: { maxDays: 30 }',
      'That limit is in teams/shop.yaml.',
    ],
  ])('must not change %s', (_, base, own, message) => {
    expect(readBoth(base, own)).toEqual({
      errors: [expect.stringContaining(message)],
    });
  });

  test('reports every contradiction', () => {
    const own = 'unknown: ignore\nrules: { Azure.ACR.Firewall: advisory }';
    expect(readBoth('', own)).toMatchObject({
      errors: [
        expect.stringContaining('unknown is "ignore"'),
        expect.stringContaining('rules["Azure.ACR.Firewall"] is "advisory"'),
      ],
    });
  });

  test('has the place of a contradiction in JSON too', () => {
    const own = '{\n  "extends": "../company.yaml",\n  "unknown": "ignore"\n}';
    expect(read({ 'company.yaml': '{}', 'teams/shop.yaml': own })).toEqual({
      errors: [expect.stringMatching(/^teams\/shop\.yaml:3:3: unknown is/)],
    });
  });
});
