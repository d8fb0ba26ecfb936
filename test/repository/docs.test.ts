import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from '@cdktf/hcl2json';
import type { OptionValues } from '../../shared/json-schema/types';
import { azureNativeResources } from '../../shared/dialects/arm';
import type { Dialect } from '../../shared/dialects/dialect';
import { isJsonObject } from '../../shared/json/json';
import { rules } from '../../shared/rules';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { Finding, Rule } from '../../shared/rules/types';
import { dialects, judge, ruleNamed } from '../support/core';
import { findingsOf } from '../support/findings';

const folder = join(__dirname, '../../docs/rules');
const pages = readdirSync(folder).filter((file) => file.startsWith('Azure.'));

interface Example {
  readonly rule: string;
  readonly surface: string;
  readonly outcome: 'pass' | 'fail';
  readonly code: string;
}

/** The options that pages say their examples are judged with. */
const optionsOfExamples: Readonly<Record<string, OptionValues>> = {
  'Azure.ACR.CacheRule': { allowedSources: ['mcr.microsoft.com'] },
  'Azure.ACR.Location': { allowedLocations: ['westeurope', 'northeurope'] },
  'Azure.ACR.Naming': { pattern: '^cr[a-z0-9]+$' },
  'Azure.ACR.ReplicaLocation': {
    allowedLocations: ['westeurope', 'northeurope'],
  },
};

const examples = pages.flatMap(examplesOf);

test('every rule has a page, and every page a rule', () => {
  expect(pages).toEqual(rules.map(({ name }) => `${name}.md`));
});

test.each(pages)('%s has the sections of a page, in order', (page) => {
  const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(
    ([, text]) => text,
  );
  expect(headings).toEqual([
    'Description',
    'Recommendation',
    'Examples',
    'Notes',
  ]);
});

test.each(rules.map(({ name }) => name))(
  '%s has an example that fails and one that passes',
  (name) => {
    const outcomes = examples
      .filter(({ rule }) => rule === name)
      .map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['fail', 'pass']));
  },
);

describe('an example does what its label says', () => {
  test.each(examples)('$rule, $surface: $outcome', async (example) => {
    const finding = await run(example);
    expect(finding.outcome).toBe(example.outcome);
  });
});

function examplesOf(page: string): Example[] {
  const [, body = ''] = /^## Examples\n([\s\S]*?)^## /m.exec(read(page)) ?? [];
  return body
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const surface = section.slice(0, section.indexOf('\n'));
      const blocks = section.matchAll(
        /^(Fails|Passes):\n\n```\w+\n([\s\S]*?)^```$/gm,
      );
      return [...blocks].map(([, label, code = '']): Example => ({
        rule: page.replace(/\.md$/, ''),
        surface,
        outcome: label === 'Passes' ? 'pass' : 'fail',
        code,
      }));
    });
}

async function run({ rule, surface, code }: Example): Promise<Finding> {
  switch (surface) {
    case 'Pulumi azure-native':
      return judge(
        ...argumentsIn(code),
        ruleNamed(rule),
        optionsOfExamples[rule],
      );
    case 'Terraform azurerm':
    case 'Terraform azapi':
      return judgeHcl(code, ruleNamed(rule));
    default:
      throw new Error(`no way to run an example of ${surface}`);
  }
}

/** Runs a program that declares one resource, and returns its dialect and arguments. */
function argumentsIn(code: string): [Dialect, unknown] {
  const declared: [Dialect, unknown][] = [];
  const classOf = (dialect: Dialect) =>
    function Resource(_name: string, properties: unknown): void {
      declared.push([dialect, properties]);
    };
  runInNewContext(code, {
    containerregistry: {
      Registry: classOf(dialects.azureNative),
      Replication: classOf(azureNativeResources.replication),
      Token: classOf(azureNativeResources.token),
      Webhook: classOf(azureNativeResources.webhook),
      CacheRule: classOf(azureNativeResources.cacheRule),
    },
    group: { name: 'shop' },
  });
  const [only] = declared;
  if (only === undefined || declared.length > 1) {
    throw new Error('the example must declare one resource');
  }
  return only;
}

async function judgeHcl(code: string, rule: Rule): Promise<Finding> {
  const document: unknown = await parse('main.tf', code);
  if (!isJsonObject(document)) throw new Error('the example is no HCL');
  const findings = readConfiguration(
    document,
    'terraform',
    () => undefined,
  ).flatMap(({ type, name, address, read: readBlock }) =>
    findingsOf([rule], { type, name, address }, readBlock, {
      levels: { [rule.name]: 'advisory' },
      ruleOptions: optionsOfExamples,
    }),
  );
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

function read(page: string): string {
  return readFileSync(join(folder, page), 'utf8');
}
