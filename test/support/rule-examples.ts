import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from '@cdktf/hcl2json';
import type { OptionValues } from '../../shared/json-schema/types';
import { azureNativeResources } from '../../shared/dialects/arm';
import { readRegistry } from '../../shared/dialects/dialect';
import type { Dialect } from '../../shared/dialects/dialect';
import { isJsonObject } from '../../shared/json/json';
import type { Value } from '../../shared/model/value';
import { StackEndpoints } from '../../shared/pulumi/private-endpoints';
import type { StackResource } from '../../shared/pulumi/private-endpoints';
import type { Finding, Rule } from '../../shared/rules/types';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { TerraformBlock } from '../../shared/terraform/configuration';
import { dialects, ruleNamed } from './core';
import { findingsOf } from './findings';

const folder = join(__dirname, '../../docs/rules');

/** The pages of the rules. */
export const pages = readdirSync(folder).filter((file) =>
  file.startsWith('Azure.'),
);

/** An example on the page of a rule. */
export interface Example {
  readonly rule: string;
  readonly surface: string;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly code: string;
}

/** The options that pages give for their examples. */
export const optionsOfExamples: Readonly<Record<string, OptionValues>> = {
  'Azure.ACR.CacheRule': { allowedSources: ['mcr.microsoft.com'] },
  'Azure.ACR.Location': { allowedLocations: ['westeurope', 'northeurope'] },
  'Azure.ACR.Naming': { pattern: '^cr[a-z0-9]+$' },
  'Azure.ACR.ReplicaLocation': {
    allowedLocations: ['westeurope', 'northeurope'],
  },
};

const outcomes = { Passes: 'pass', Fails: 'fail', Unknown: 'unknown' } as const;

/** The examples of all pages, in the languages in which authors write registries. */
export const examples = pages.flatMap(examplesOf);

function examplesOf(page: string): Example[] {
  const [, body = ''] = /^## Examples\n([\s\S]*?)^## /m.exec(read(page)) ?? [];
  return body
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const surface = section.slice(0, section.indexOf('\n'));
      const blocks = section.matchAll(
        /^(Fails|Passes|Unknown):\n\n```\w+\n([\s\S]*?)^```$/gm,
      );
      return [...blocks].map(([, label, code = '']): Example => ({
        rule: page.replace(/\.md$/, ''),
        surface,
        outcome: outcomes[label as keyof typeof outcomes],
        code,
      }));
    });
}

/** Evaluates an example by the rule of its page. */
export async function evaluateExample(example: Example): Promise<Finding> {
  const [only, ...more] = await findingsOn(example, ruleNamed(example.rule));
  if (only === undefined || more.length > 0) {
    throw new Error('the example must declare one resource');
  }
  return only;
}

/** The findings of any rule on an example; none if it is about another kind of resource. */
export async function findingsOn(
  example: Example,
  rule: Rule,
  options: OptionValues = optionsOfExamples[rule.name] ?? {},
): Promise<Finding[]> {
  const declared = parsed.get(example) ?? declaredBy(example);
  parsed.set(example, declared);
  return (await declared).flatMap(({ type, name, address, read: readBlock }) =>
    findingsOf([rule], { type, name, address }, readBlock, {
      levels: { [rule.name]: 'advisory' },
      ruleOptions: { [rule.name]: options },
    }),
  );
}

const parsed = new Map<Example, Promise<readonly Declared[]>>();

type Declared = Pick<TerraformBlock, 'type' | 'name' | 'address' | 'read'>;

/** Runs a program, and reads the arguments of the resources that it declares. */
function argumentsIn(code: string): Declared[] {
  const declared: Declared[] = [];
  const endpoints: StackResource[] = [];
  const classOf = (dialect: Dialect) =>
    function Resource(name: string, properties: unknown) {
      const registry = {
        ...readRegistry(dialect, properties as Value),
        hasPrivateEndpoint: () =>
          new StackEndpoints(endpoints).pointAt(name, name),
      };
      const read = () => [{ registry }];
      declared.push({ type: 'registry', name, address: name, read });
      return { id: name };
    };
  function PrivateEndpoint(urn: string, properties: unknown): void {
    endpoints.push({
      type: 'azure-native:network:PrivateEndpoint',
      urn,
      properties: () => properties as Value,
      dependenciesOf: () => [],
    });
  }
  runInNewContext(code, {
    containerregistry: {
      Registry: classOf(dialects.azureNative),
      Replication: classOf(azureNativeResources.replication),
      Token: classOf(azureNativeResources.token),
      Webhook: classOf(azureNativeResources.webhook),
      CacheRule: classOf(azureNativeResources.cacheRule),
    },
    network: { PrivateEndpoint },
    group: { name: 'shop' },
    subnet: { id: 'subnet' },
  });
  return declared;
}

async function declaredBy({
  surface,
  code,
}: Example): Promise<readonly Declared[]> {
  if (surface === 'Pulumi azure-native') return argumentsIn(code);
  const document: unknown = await parse('main.tf', code);
  if (!isJsonObject(document)) throw new Error('the example is not HCL');
  return readConfiguration(document, 'terraform', () => undefined);
}

/** Reads a page. */
export function read(page: string): string {
  return readFileSync(join(folder, page), 'utf8');
}
