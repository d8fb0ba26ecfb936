import { join } from 'node:path';
import { root } from './analyzer';
import {
  go,
  goHost,
  nodeHost,
  pulumi,
  pulumiForPython,
  pythonHost,
  yamlHost,
} from './tools';
import type { Tool } from './tools';

/** The settings of a registry in the table, in Azure's vocabulary: `$later`, `$secret` are read by the programs. */
type Properties = Readonly<Record<string, unknown>>;

export interface RegistryRow {
  readonly name: string;
  readonly properties: Properties;
  /** The firewall policy's outcome at preview, and with all values known. */
  readonly preview?: 'mandatory' | 'advisory';
  readonly up?: 'mandatory';
}

const premium = { resourceGroupName: 'rg', sku: { name: 'Premium' } };

/** The registries of every language's program. */
export const registryRows: readonly RegistryRow[] = [
  {
    name: 'open',
    properties: premium,
    preview: 'mandatory',
    up: 'mandatory',
  },
  {
    name: 'allows',
    properties: {
      ...premium,
      publicNetworkAccess: 'Enabled',
      networkRuleSet: { defaultAction: 'Allow' },
    },
    preview: 'mandatory',
    up: 'mandatory',
  },
  {
    name: 'secretly-open',
    properties: { ...premium, publicNetworkAccess: { $secret: 'Enabled' } },
    preview: 'mandatory',
    up: 'mandatory',
  },
  {
    name: 'opens-later',
    properties: { ...premium, publicNetworkAccess: { $later: 'Enabled' } },
    preview: 'advisory',
    up: 'mandatory',
  },
  {
    name: 'closes-later',
    properties: { ...premium, publicNetworkAccess: { $later: 'Disabled' } },
    preview: 'advisory',
  },
  {
    name: 'closed',
    properties: { ...premium, publicNetworkAccess: 'Disabled' },
  },
  {
    name: 'denies',
    properties: { ...premium, networkRuleSet: { defaultAction: 'Deny' } },
  },
  {
    name: 'secretly-closed',
    properties: { ...premium, publicNetworkAccess: { $secret: 'Disabled' } },
  },
  {
    name: 'standard',
    properties: { ...premium, sku: { name: 'Standard' } },
  },
];

/** Denies, beside a range that is not known yet. */
export const lateRange: RegistryRow = {
  name: 'denies-beside-a-late-range',
  properties: {
    ...premium,
    networkRuleSet: {
      defaultAction: 'Deny',
      ipRules: [{ iPAddressOrRange: { $later: '203.0.113.7' } }],
    },
  },
};

export interface Language {
  readonly language: string;
  readonly tools: readonly Tool[];
  /** The folder of a program, or its files: see `PulumiCli.add`. */
  readonly program: (
    rows: readonly RegistryRow[],
  ) => string | Readonly<Record<string, string>>;
  /** True if the Deny of {@link lateRange} is known at preview. */
  readonly keepsLiterals: boolean;
}

const folderOf = (language: string) => () =>
  join(root, 'test/fixtures/programs', language);

export const languages: readonly Language[] = [
  {
    language: 'TypeScript',
    tools: [],
    program: folderOf('typescript'),
    // The SDK of azure-native makes all of the rule set unknown.
    keepsLiterals: false,
  },
  {
    language: 'Python',
    tools: [pythonHost, pulumiForPython],
    program: folderOf('python'),
    keepsLiterals: true,
  },
  {
    language: 'Go',
    tools: [goHost, go],
    program: folderOf('go'),
    keepsLiterals: true,
  },
  {
    language: 'YAML',
    tools: [yamlHost],
    program: inYaml,
    keepsLiterals: true,
  },
].map(({ tools, ...language }) => ({
  ...language,
  // The pack runs on Node, whatever the program is written in.
  tools: [pulumi, nodeHost, ...tools],
}));

/** JSON, which is YAML too. */
function inYaml(rows: readonly RegistryRow[]) {
  const resources: Record<string, unknown> = {};
  for (const { name, properties } of rows) {
    const text = JSON.stringify(properties, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value;
      if ('$secret' in value) return { 'fn::secret': value.$secret };
      if (!('$later' in value)) return value;
      resources[`later-${name}`] = {
        type: 'azure-native:appconfiguration:KeyValue',
        properties: {
          configStoreName: 'shop',
          resourceGroupName: 'rg',
          value: value.$later,
        },
      };
      return `\${later-${name}.value}`;
    });
    resources[name] = {
      type: 'azure-native:containerregistry:Registry',
      properties: JSON.parse(text) as unknown,
    };
  }
  const program = { name: 'shop', runtime: 'yaml', resources };
  return { 'Pulumi.yaml': JSON.stringify(program) };
}
