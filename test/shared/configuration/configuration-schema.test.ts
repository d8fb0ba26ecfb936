import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acrFirewall, parseConfiguration, rules } from '../../../shared';
import type { Target } from '../../../shared';
import { checkPolicyPackConfiguration } from '../../../shared/configuration/parse';
import {
  configurationFileSchema,
  configurationSchema,
  pulumiConfigurationFileSchema,
} from '../../../shared/configuration/schema';
import { ruleWithOptions } from '../../support/rule-with-options';

const known = [acrFirewall, ruleWithOptions];

/** Right and wrong values for any place in a configuration. */
const word = fc.constantFrom(
  ...['warn', 'error', 'mandatory', 'disabled', 'denyByDefault', 'allow'],
  ...['tight', '2027-01-31', '2027-02-30', '2028-02-29', '0000-01-01', 'x'],
  ...['', ' ', '\u00a0', ...known.map(({ name }) => name)],
);
const name = fc.constantFrom(
  ...['unknown', 'rules', 'exemptions', 'remediation', 'remediate', 'level'],
  ...['inCodeExemptions', 'resource', 'reason', 'expires', 'minimumDays'],
  ...['locations', 'strict', 'mode', '$schema', '__proto__', 'constructor'],
  ...known.map(({ name: ruleName }) => ruleName),
);
const leaf = fc.oneof(
  word,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0, 7, 365, 366, -1, 1.5, 3.0),
);

/** Builds an object as JSON.parse does, so that `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]) {
  const members = entries.map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  return JSON.parse(`{${members.join(',')}}`) as Record<string, unknown>;
}

const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: leaf },
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map(fromEntries),
  ),
})).value;

const anyOfThem = (options: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(options, { requiredKeys: [] });

const perhaps = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: anything });
const exemptionOf = (resource: fc.Arbitrary<unknown>) =>
  fc.record(
    {
      resource,
      rules: perhaps(fc.array(word, { maxLength: 2 })),
      reason: perhaps(word),
      expires: perhaps(word),
    },
    { requiredKeys: ['resource', 'reason'] },
  );
const ruleOptions = {
  minimumDays: perhaps(fc.integer({ min: -1, max: 366 })),
  locations: perhaps(fc.array(word, { maxLength: 2 })),
  strict: perhaps(fc.boolean()),
  mode: perhaps(fc.constantFrom('tight', 'loose')),
};
const exemptionsOf = (resource: fc.Arbitrary<unknown>) =>
  perhaps(fc.array(perhaps(exemptionOf(resource)), { maxLength: 2 }));
const everywhere = {
  unknown: perhaps(fc.constantFrom('warn', 'error', 'ignore')),
  remediation: perhaps(fc.constant('denyByDefault')),
  // A pattern that no URN can match is refused by the check, and not by the schema.
  exemptions: exemptionsOf(fc.constantFrom('*', '*::web')),
};
const commandLine = {
  ...everywhere,
  modulesWithoutRegistries: perhaps(fc.array(word, { maxLength: 2 })),
  exemptions: exemptionsOf(fc.constantFrom('*', 'shop/web', ' /', 5, '')),
  rules: perhaps(
    anyOfThem({
      'Azure.ACR.Firewall': perhaps(fc.constantFrom('advisory', 'warn')),
      'Azure.ACR.Sample': perhaps(
        anyOfThem({
          ...ruleOptions,
          level: perhaps(fc.constantFrom('mandatory', 'disabled')),
        }),
      ),
    }),
  ),
};
const cdktf = {
  ...commandLine,
  remediate: perhaps(fc.boolean()),
  inCodeExemptions: perhaps(fc.constantFrom('allow', 'forbid')),
};

describe.each<[string, Target, fc.Arbitrary<unknown>]>([
  [
    'the command line',
    { target: 'command', rules: known },
    anyOfThem(commandLine),
  ],
  ['CDKTF', { target: 'cdktf', rules: known }, anyOfThem(cdktf)],
  [
    'a Pulumi policy',
    { target: 'policy', rules: known, policy: ruleWithOptions },
    anyOfThem({ ...everywhere, ...ruleOptions }),
  ],
])('the schema of %s', (_, where, likely) => {
  const ajv = addFormats(new Ajv({ strict: true }));
  ajv.addKeyword('patternErrorMessage');
  const accepts = ajv.compile(configurationSchema(where));

  test('accepts what our own check accepts, and nothing else', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.oneof(likely, anything), (input) => {
        const parsed = parseConfiguration(input, where, 'test');
        seen[accepts(input) ? 'accepted' : 'refused']++;
        expect({ input, accepted: !('errors' in parsed) }).toEqual({
          input,
          accepted: accepts(input),
        });
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });
});

test.each([
  ['configuration', configurationFileSchema(rules)],
  ['pulumi-configuration', pulumiConfigurationFileSchema(rules)],
])(
  'the file of the schema %s is the one of the sources; `npm run generate` writes it',
  (name, schema) => {
    const file = join(__dirname, `../../../schema/${name}.schema.json`);
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

test.each<[situation: string, configuration: object]>([
  ['levels', { all: 'advisory', 'Azure.ACR.Firewall': 'remediate' }],
  ['a level that there is not', { 'Azure.ACR.Firewall': 'on' }],
  ['a policy that there is not', { 'Azure.ACR.Firewal': 'mandatory' }],
  [
    'an exemption without a reason',
    { 'Azure.ACR.Firewall': { exemptions: [{ resource: '*::web' }] } },
  ],
  [
    'an exemption with everything',
    {
      'Azure.ACR.Firewall': {
        exemptions: [
          {
            resource: '*::web',
            reason: 'Public images',
            category: 'waiver',
            approvedBy: 'security board',
            ticket: 'SEC-1',
            expires: '2027-01-31',
          },
        ],
      },
    },
  ],
])(
  "the schema of Pulumi's file accepts what the pack accepts: %s",
  (_, configuration) => {
    const ajv = addFormats(new Ajv({ strict: true }));
    ajv.addKeyword('patternErrorMessage');
    expect(
      ajv.validate(pulumiConfigurationFileSchema(rules), configuration),
    ).toBe(
      checkPolicyPackConfiguration(configuration, rules, 'x').length === 0,
    );
  },
);
