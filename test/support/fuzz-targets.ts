import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { formats } from '../../cli/formats/format';
import { run } from '../../cli/run';
import { readTemplate } from '../../shared/arm';
import { parseConfigurationText } from '../../shared/configuration/file';
import { isGlobMatch } from '../../shared/util/glob';
import { rules } from '../../shared/rules';
import type { Finding } from '../../shared/rules/types';
import type { Value } from '../../shared/model/value';
import { judgeRaw } from './judge-raw';
import { json, jsonObject } from './random-inputs';
import { renderings } from './renderings';
import { findingsOf } from './findings';

/** A part of the package that takes input from outside, and random inputs for it. */
export interface FuzzTarget {
  readonly name: string;
  /** Its part of all inputs. */
  readonly share: number;
  /** A property that holds when nothing is wrong. */
  readonly arbitrary: fc.Arbitrary<unknown>;
  /** @throws what is wrong with the answer to an input */
  readonly tryOut: (input: never) => void | Promise<void>;
}

function target<Input>(
  name: string,
  share: number,
  arbitrary: fc.Arbitrary<Input>,
  tryOut: (input: Input) => void | Promise<void>,
): FuzzTarget {
  return { name, share, arbitrary, tryOut };
}

const fixtures = join(__dirname, '../fixtures/cli');

/** A document of every kind that is read, as text. */
const documents: readonly string[] = [
  'arm-template.json',
  'cdktf-output/stacks/shop/cdk.tf.json',
  'pulumi-export.json',
  'pulumi-preview-of-update.json',
  'terraform-plan-of-update.json',
  'terraform-state.json',
].map((file) => readFileSync(join(fixtures, file), 'utf8'));

const configuration = `unknown: warn
rules:
  Azure.ACR.AdminUser: mandatory
  Azure.ACR.Retention: { level: advisory }
exemptions:
  - resource: "shop/public*"
    rules: [Azure.ACR.Firewall]
    reason: "Public images"
    expires: 2027-01-31
`;

/** Tokens of the languages inside of strings. */
const tokens = fc
  .array(
    fc.constantFrom(
      ...['${', '}', '$${', '%{', '[', ']', '(', ')', "'a'", '"a"', '\\'],
      ...['var.x', 'local.x', 'each.value', 'jsonencode', 'concat', 'if'],
      ...['parameters', "parameters('a')", 'createObject', 'null()', 'map'],
      ...['lambda', ',', '.', ':', '?', '==', '1', '-2', ' ', '\n', 'é', '*'],
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

/** A text with pieces cut out, doubled or put in. */
const damaged = (...texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1 }), fc.nat(40), tokens), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([text, damages]) =>
      damages.reduce((damagedText, [where, length, piece]) => {
        const at = Math.floor((Number.isNaN(where) ? 0 : where) * text.length);
        return `${damagedText.slice(0, at)}${piece}${damagedText.slice(at + length)}`;
      }, text),
    );

/** A document in which values are others. */
const changed: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...documents),
    fc.array(fc.tuple(fc.nat(400), json), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, changes]) => {
    const places = new Map(changes);
    let index = 0;
    const document: unknown = JSON.parse(text, (_, value: unknown) => {
      const place = index++;
      return places.has(place) ? places.get(place) : value;
    });
    return JSON.stringify(document);
  });

const rawProperties = fc.tuple(fc.constantFrom(...renderings), jsonObject);

const inExpressions = fc.tuple(
  fc.constantFrom(...renderings),
  fc.dictionary(
    fc.constantFrom('sku', 'body', 'networkRuleSet', 'network_rule_set'),
    tokens,
    { minKeys: 1 },
  ),
);

/** The inputs of everything that reads. */
export const fuzzTargets: readonly FuzzTarget[] = [
  target('properties of a resource', 40, rawProperties, ([where, raw]) => {
    assertNoFault(judgeRaw(where, raw, rules));
  }),
  target('expressions in properties', 20, inExpressions, ([where, raw]) => {
    assertNoFault(judgeRaw(where, raw, rules));
  }),
  target('ARM templates', 10, fc.tuple(jsonObject, json), ([parts, it]) => {
    judgeTemplate({ ...parts, resources: [it, registry(it)] }, parts);
  }),
  target('expressions in ARM templates', 10, tokens, (text) => {
    judgeTemplate({ resources: [registry(`[${text}]`)] }, {});
  }),
  target('configuration files', 5, damaged(configuration), (text) => {
    parseConfigurationText(text, 'policy.yaml', rules);
  }),
  target(
    'globs',
    10,
    fc.tuple(
      fc
        .array(fc.constantFrom('*', 'a', 'b', '**', ':', '['), {
          maxLength: 60,
        })
        .map((parts) => parts.join('')),
      fc.constantFrom('a', 'ab', 'b:', '['),
      fc.nat(2_000),
    ),
    ([glob, text, times]) => {
      isGlobMatch(glob, text.repeat(times));
    },
  ),
  target('documents on standard input', 3, changed, checkText),
  target('texts on standard input', 1, damaged(...documents), checkText),
  target(
    'arguments of the command',
    1,
    fc.array(
      fc.constantFrom(
        ...['check', 'rules', 'explain', 'config', 'validate', 'help', '-'],
        ...['--format', 'json', '--unknown', 'warn', '--fail-on', 'high'],
        ...['--parameters', 'a=1', '--config', 'nowhere', 'nowhere', '--'],
        ...['Azure.ACR.Firewall', '__proto__', '', '--require-input', '-x'],
      ),
      { maxLength: 6 },
    ),
    (args) => runCommand(args, ''),
  ),
];

function registry(properties: Value): Record<string, Value> {
  return {
    type: 'Microsoft.ContainerRegistry/registries',
    name: 'web',
    sku: { name: 'Premium' },
    properties,
  };
}

function judgeTemplate(template: Value, parameters: Value): void {
  const resource = { type: 'template', address: 'main', name: 'main' };
  assertNoFault(
    findingsOf(rules, resource, () => readTemplate(template, parameters)),
  );
}

function assertNoFault(findings: readonly Finding[]): void {
  const fault = findings.find((finding) => finding.isInternalError);
  if (fault !== undefined) throw new Error(fault.message);
}

let runs = 0;

/** Checks a text in each format in turn. */
function checkText(text: string): Promise<void> {
  const names = Object.keys(formats);
  const format = names[runs++ % names.length] ?? 'pretty';
  return runCommand(['check', '-', '--format', format], text);
}

async function runCommand(
  args: readonly string[],
  input: string,
): Promise<void> {
  let said = '';
  const sink = (): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said += chunk.toString();
        done();
      },
    });
  const exitCode = await run(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: sink(),
    stderr: sink(),
    env: {},
    cwd: fixtures,
  });
  if (![0, 1, 2].includes(exitCode)) throw new Error(`exit code ${exitCode}`);
  if (/fault of (azure-acr-policy-pack|the policy)/.test(said)) {
    throw new Error(said);
  }
}
