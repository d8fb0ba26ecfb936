import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfiguration, presetNames, rules } from '../../../shared';
import {
  checkPolicyPackFile,
  parseConfigurationText,
  readConfigurationFile,
} from '../../../shared/configuration/file';

function read(text: string) {
  const parsed = parseConfigurationText(text, 'policy.yaml', rules);
  return 'errors' in parsed
    ? parsed.errors.map(({ message }) => message)
    : parsed.configuration;
}

const exemptions = [
  {
    resource: 'shop/public*',
    rules: ['Azure.ACR.Firewall'],
    reason: 'Public images, approved by the security board',
    expires: '2027-01-31',
  },
];

test('YAML: a day is a text, as in JSON', () => {
  const text = `
unknown: error
exemptions:
  - resource: "shop/public*"   # a comment
    rules: [Azure.ACR.Firewall]
    reason: Public images, approved by the security board
    expires: 2027-01-31
`;
  expect(read(text)).toMatchObject({ unknown: 'error', exemptions });
});

test('JSON, indented by tabs', () => {
  const text = JSON.stringify({ exemptions }, null, '\t');
  expect(read(text)).toMatchObject({ exemptions });
});

test('YAML anchors', () => {
  const text = `
exemptions:
  - { resource: a/a, reason: &why approved }
  - { resource: b/b, reason: *why }
`;
  expect(read(text)).toMatchObject({
    exemptions: [{ reason: 'approved' }, { reason: 'approved' }],
  });
});

test.each<[situation: string, text: string, messages: string[]]>([
  [
    'an option that is not known',
    'unknown: warn\nexemptons: []\n',
    [
      'policy.yaml:2:1: exemptons is not known here. Did you mean "exemptions"?',
    ],
  ],
  [
    'every wrong value has its place',
    'exemptions:\n  - resource: a/a\n    reason: ""\n    expires: 2027-02-30\n  - resource: b/b\n',
    [
      'policy.yaml:3:5: exemptions[0].reason is "". Expected a string that is not blank.',
      'policy.yaml:4:5: exemptions[0].expires is "2027-02-30". Expected a calendar date such as "2027-01-31".',
      'policy.yaml:5:5: exemptions[1].reason is missing. Expected a string that is not blank.',
    ],
  ],
  [
    'a value behind an alias has the place of the anchor',
    'exemptions:\n  - &a { resource: a/a, reason: b, expires: never }\n  - *a\n',
    [
      'policy.yaml:2:36: exemptions[0].expires is "never". Expected a calendar date such as "2027-01-31".',
      'policy.yaml:2:36: exemptions[1].expires is "never". Expected a calendar date such as "2027-01-31".',
    ],
  ],
  [
    'an empty file',
    '# nothing yet\n',
    [
      'policy.yaml:1:1: the configuration is empty. Expected an object with "preset", "unknown", "rules", "exemptions", "exemptionLimits", "remediation", "modulesWithoutRegistries", "extends" or "$schema".',
    ],
  ],
  [
    'a second document',
    'unknown: error\n---\nunknown: ignore\n',
    ['policy.yaml:2:1: Expected one document only.'],
  ],
  [
    'a tag that is not known',
    'unknown: !secret warn\n',
    [
      'policy.yaml:1:10: Unresolved tag: !secret. Fix: remove the tag, and write a plain value.',
    ],
  ],
  [
    'truncated JSON',
    '{"unknown": "error"',
    ['policy.yaml:1:20: Flow map must end with a }.'],
  ],
  [
    'an alias without an anchor',
    'unknown: *nothing\n',
    [
      "policy.yaml can't be understood: Unresolved alias (the anchor must be set before the alias): nothing",
    ],
  ],
])('%s', (_, text, messages) => {
  expect(read(text)).toEqual(messages);
});

test('a merge key is no way to take over what is written elsewhere', () => {
  expect(read('<<: { unknown: ignore }\n')).toEqual([
    expect.stringMatching(/^policy\.yaml:1:1: "<<" is not known here\./),
  ]);
});

test('a key that is no text is an error, and no warning of a library', () => {
  const warn = jest.spyOn(process, 'emitWarning');
  const parsed = parseConfigurationText('{ a: 1 }: warn', 'policy.yaml', rules);
  expect(parsed).toHaveProperty('errors');
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('aliases that multiply without end are refused', () => {
  const levels = Array.from({ length: 30 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
  );
  expect(read(levels.join('\n'))).toEqual([
    "policy.yaml can't be understood: Excessive alias count indicates a resource exhaustion attack",
  ]);
});

test('nesting without end is refused', () => {
  expect(read('['.repeat(100_000))).toEqual([
    expect.stringMatching(/^policy\.yaml/),
  ]);
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acr-configuration-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const errorsOf = (file: string) => {
    const parsed = readConfigurationFile(file, rules);
    return 'errors' in parsed ? parsed.errors.map((one) => one.message) : [];
  };

  test('is read, with a byte order mark or without', () => {
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, '\ufeffunknown: error\n');
    expect(readConfigurationFile(file, rules)).toMatchObject({
      configuration: { unknown: 'error' },
    });
  });

  test('that does not exist', () => {
    const file = join(folder, 'missing.yaml');
    expect(errorsOf(file)).toEqual([
      `${file} can't be read: no such file or directory`,
    ]);
  });

  test('that is a folder', () => {
    expect(errorsOf(folder)).toEqual([
      `${folder} can't be read: it is a directory`,
    ]);
  });

  test('in another encoding', () => {
    const file = join(folder, 'utf16.yaml');
    writeFileSync(file, '\ufeffunknown: error\n', 'utf16le');
    expect(errorsOf(file)).toEqual([
      `${file} can't be read: The encoded data was not valid for encoding utf-8`,
    ]);
  });
});

describe("a file for Pulumi's policies", () => {
  const errorsOf = (input: object) => {
    const folder = mkdtempSync(join(tmpdir(), 'acr-configuration-'));
    const file = join(folder, 'pack.json');
    writeFileSync(file, JSON.stringify(input));
    const errors = checkPolicyPackFile(file, rules);
    rmSync(folder, { recursive: true });
    return errors.map(({ message }) => message.replace(file, 'pack.json'));
  };

  test.each<[situation: string, input: object]>([
    ['nothing', {}],
    ['levels', { all: 'advisory', 'Azure.ACR.Firewall': 'remediate' }],
    [
      'options, and what every policy has',
      {
        all: { enforcementLevel: 'mandatory' },
        'Azure.ACR.Firewall': {
          unknown: 'error',
          remediation: 'denyByDefault',
        },
        'Azure.ACR.Retention': { minimumDays: 30 },
        'azure-acr-unused-exemptions': 'disabled',
      },
    ],
  ])('%s is right', (_, input) => {
    expect(errorsOf(input)).toEqual([]);
  });

  test.each<[situation: string, input: object, start: string]>([
    [
      'a policy that there is not, which Pulumi leaves out in silence',
      { 'Azure.ACR.Firewal': 'mandatory' },
      'pack.json:1:2: "Azure.ACR.Firewal" is not known here.',
    ],
    [
      'a property that there is not, which Pulumi lets through',
      { 'Azure.ACR.Firewall': { exemption: [] } },
      'pack.json:1:24: "Azure.ACR.Firewall".exemption is not known here.',
    ],
    [
      'a level that there is not',
      { 'Azure.ACR.Firewall': 'warning' },
      'pack.json:1:2: "Azure.ACR.Firewall" is "warning".',
    ],
    [
      'an option for all, of which Pulumi hands on the level alone',
      { all: { unknown: 'error' } },
      'pack.json:1:9: all.unknown is not known here.',
    ],
    [
      'a repair of what is not repaired',
      { 'Azure.ACR.Name': { remediation: 'denyByDefault' } },
      'pack.json:1:20: "Azure.ACR.Name".remediation is not known here.',
    ],
    [
      "another rule's option",
      { 'Azure.ACR.Firewall': { minimumDays: 30 } },
      'pack.json:1:24: "Azure.ACR.Firewall".minimumDays is not known here.',
    ],
  ])('%s is an error', (_, input, start) => {
    expect(errorsOf(input)).toEqual([
      expect.stringMatching(new RegExp(`^${start.replace(/[[\].]/g, '\\$&')}`)),
    ]);
  });

  test('the presets are right', () => {
    for (const name of presetNames) {
      const preset = join(__dirname, '../../../presets', `${name}.json`);
      expect(checkPolicyPackFile(preset, rules)).toEqual([]);
    }
  });
});

describe('the examples of the documentation', () => {
  const blocksOf = (page: string, language: string) => {
    const text = readFileSync(join(__dirname, '../../../docs', page), 'utf8');
    return [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)]
      .filter(([, written]) => written === language)
      .map(([, , block]) => block ?? '');
  };

  test.each(['configuration.md', 'exemptions.md'])(
    'YAML in %s is accepted',
    (page) => {
      const [example = ''] = blocksOf(page, 'yaml');
      expect(read(example)).toMatchObject({ exemptions });
    },
  );

  test('every policy in the JSON for Pulumi is accepted', () => {
    const [example = ''] = blocksOf('configuration.md', 'json');
    const policies = Object.entries(JSON.parse(example) as object);
    expect(policies).toHaveLength(2);
    for (const [name, value] of policies) {
      const policy = rules.find((rule) => rule.name === name);
      if (policy === undefined) throw new Error(`${name} is no rule`);
      const { enforcementLevel, ...input } = (
        typeof value === 'string' ? { enforcementLevel: value } : value
      ) as Record<string, unknown>;
      expect(['advisory', 'mandatory', 'remediate']).toContain(
        enforcementLevel,
      );
      expect(
        parseConfiguration(input, { target: 'policy', rules, policy }, 'docs'),
      ).toHaveProperty('configuration');
    }
  });
});
