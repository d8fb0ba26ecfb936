import { mkdirSync, symlinkSync } from 'node:fs';
import { rules } from '../../../shared';
import { convertConfigurationFile } from '../../../shared/configuration/file';
import { configurationFiles, team } from '../../support/configuration-files';

const { pathOf, read } = configurationFiles();

describe('a chain', () => {
  const chain = (own: string) =>
    read({
      'teams/shop.yaml': `extends: sales.yaml\n${own}\n`,
      'teams/sales.yaml': 'extends: ../company.yaml\nunknown: error\n',
      'company.yaml':
        'rules: { Azure.ACR.AdminUser: mandatory }\nexemptionLimits: { maxDays: 90 }\n',
    });

  test('holds what each of its files requires', () => {
    expect(chain('rules: { Azure.ACR.Name: mandatory }')).toMatchObject({
      configuration: {
        unknown: 'error',
        levels: {
          'Azure.ACR.AdminUser': 'mandatory',
          'Azure.ACR.Name': 'mandatory',
        },
      },
    });
    expect(chain('rules: { Azure.ACR.AdminUser: disabled }')).toMatchObject({
      errors: [
        expect.stringContaining(
          'company.yaml, which it extends, has "mandatory". Fix: remove it, or change company.yaml.',
        ),
      ],
    });
    expect(chain('unknown: warn')).toMatchObject({
      errors: [
        expect.stringContaining(
          'teams/sales.yaml, which it extends, has "error".',
        ),
      ],
    });
    expect(
      chain("exemptions: [{ resource: '*.web', reason: Public }]"),
    ).toMatchObject({
      errors: [expect.stringContaining('That limit is in company.yaml.')],
    });
  });

  test.each<
    [situation: string, files: Readonly<Record<string, string>>, error: string]
  >([
    [
      'a base that does not exist',
      { 'teams/shop.yaml': team('') },
      'teams/shop.yaml:1:1: extends is "../company.yaml". company.yaml can\'t be read: no such file or directory.',
    ],
    ...['https://example.com/company.yaml', '~/company.yaml', '${BASE}'].map(
      (base): [string, Record<string, string>, string] => [
        `a base that is ${base}`,
        { 'teams/shop.yaml': `extends: ${JSON.stringify(base)}` },
        `teams/shop.yaml:1:1: extends is "${base}". URLs, "~" and variables are not supported. Fix: name a file by its path`,
      ],
    ),
    [
      'a base that is a directory',
      { 'teams/shop.yaml': 'extends: ..' },
      "can't be read: it is a directory.",
    ],
    [
      'a base with an error',
      { 'teams/shop.yaml': team(''), 'company.yaml': 'unknwon: error' },
      'company.yaml:1:1: unknwon is not known here. Did you mean "unknown"?',
    ],
    [
      'a damaged base',
      { 'teams/shop.yaml': team(''), 'company.yaml': '{ unknown: [' },
      'company.yaml:1:13',
    ],
    [
      'a base of Pulumi',
      { 'teams/shop.yaml': team(''), 'company.yaml': '{ "all": "advisory" }' },
      "company.yaml is a configuration for Pulumi's --policy-pack-config",
    ],
    [
      'an empty path',
      { 'teams/shop.yaml': 'extends: ""' },
      'extends is "". Expected a string that is not blank.',
    ],
    [
      'several bases',
      { 'teams/shop.yaml': 'extends: [a.yaml, b.yaml]' },
      'extends is an array.',
    ],
    [
      'a file that extends itself',
      { 'teams/shop.yaml': 'extends: shop.yaml' },
      'teams/shop.yaml:1:1: extends is "shop.yaml". A configuration must not extend itself.',
    ],
    [
      'a circle',
      {
        'teams/shop.yaml': team(''),
        'company.yaml': 'extends: teams/../teams/shop.yaml',
      },
      'company.yaml:1:1: extends is "teams/../teams/shop.yaml". A configuration must not extend itself.',
    ],
  ])('reports %s', (_, files, error) => {
    expect(read(files)).toEqual({ errors: [expect.stringContaining(error)] });
  });

  test('reports a circle through a link', () => {
    mkdirSync(pathOf('teams'));
    symlinkSync(pathOf('teams/shop.yaml'), pathOf('company.yaml'));
    expect(read({ 'teams/shop.yaml': team('') })).toMatchObject({
      errors: [expect.stringContaining('must not extend itself')],
    });
  });

  test('is joined before it is converted for Pulumi', () => {
    read({
      'company.yaml':
        "preset: firewall\nexemptions: [{ resource: '*::shared', reason: Shared }]",
      'teams/shop.yaml': team(
        'rules: { Azure.ACR.AdminUser: mandatory }\nexemptions: [{ resource: "*::public", reason: Public }]',
      ),
    });
    const file = pathOf('teams/shop.yaml');
    expect(convertConfigurationFile(file, rules)).toMatchObject({
      converted: {
        'Azure.ACR.AdminUser': { enforcementLevel: 'mandatory' },
        'Azure.ACR.Firewall': {
          exemptions: [{ reason: 'Shared' }, { reason: 'Public' }],
        },
        'Azure.ACR.Name': 'disabled',
      },
    });
    read({ 'company.yaml': 'modulesWithoutRegistries: [a/*]' });
    expect(convertConfigurationFile(file, rules)).toMatchObject({
      errors: [
        expect.objectContaining({
          message: expect.stringContaining(
            `${pathOf('company.yaml')}:1:1: modulesWithoutRegistries is not known here.`,
          ) as string,
        }),
      ],
    });
  });
});
