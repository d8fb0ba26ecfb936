import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './analyzer';
import { PulumiCli, pulumiVersion } from './pulumi-cli';
import type { Run } from './pulumi-cli';
import {
  describeWith,
  nodeHost,
  pulumi as pulumiTool,
  yamlHost,
} from './tools';

export const firewall = 'Azure.ACR.Firewall';
export const reason = 'Public images, approved by the security board';

/** The real `pulumi`, with the pack. */
export interface Pulumi {
  readonly cli: PulumiCli;
  /** Runs a command with the pack, of whose policies only the firewall's is on. */
  run(
    folder: string,
    command: readonly string[],
    configuration?: object | string,
    pack?: string,
  ): Promise<Run>;
}

/** Groups tests of the real `pulumi`. */
export function describePulumi(tests: (pulumi: Pulumi) => void): void {
  describeWith(
    [pulumiTool, nodeHost, yamlHost],
    `the real Pulumi ${pulumiVersion() ?? ''}`,
    () => {
      tests(usePulumi());
    },
  );
}

/** Opens a workspace before the tests of a group, and closes it after them. */
export function usePulumi(): Pulumi {
  let cli: PulumiCli;

  beforeAll(async () => {
    cli = await PulumiCli.open();
  });
  afterAll(() => {
    cli.close();
  });

  return {
    get cli() {
      return cli;
    },
    run: (folder, command, configuration = 'mandatory', pack = root) =>
      cli.run(
        folder,
        ...command,
        '--policy-pack',
        pack,
        '--policy-pack-config',
        configurationFile(folder, configuration),
      ),
  };
}

/** Writes a configuration beside a program in which only the firewall's policy is on. */
export function configurationFile(
  folder: string,
  configuration: object | string,
): string {
  const file = join(folder, 'policy-configuration.json');
  writeFileSync(
    file,
    JSON.stringify({
      all: 'disabled',
      'azure-acr-unused-exemptions': 'advisory',
      'azure-acr-summary': 'advisory',
      [firewall]: configuration,
    }),
  );
  return file;
}

/** The firewall's violations in Pulumi's output: `[mandatory] open`. */
export function violationsIn({ output }: Run): string[] {
  const line = /- \[(\w+)\].*Azure\.ACR\.Firewall +\((.*): ([\w-]+)\)/g;
  return [...output.matchAll(line)].map(
    ([, level, , name]) => `[${level}] ${name}`,
  );
}

/** A program in YAML with one registry. */
export const registryInYaml = (name: string, properties = '') => ({
  'Pulumi.yaml': `name: shop
runtime: yaml
resources:
  ${name}:
    type: azure-native:containerregistry:Registry
    properties: { resourceGroupName: rg, sku: { name: Premium }, ${properties} }
`,
});

/** A program on the SDK. */
export const javascript = (text: string) => ({
  'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
  'package.json': '{ "main": "index.js" }',
  'index.js': `
const pulumi = require('@pulumi/pulumi');
const { Provider } = require('@pulumi/azure-native');
const { Registry } = require('@pulumi/azure-native/containerregistry');
const { PublicIPAddress } = require('@pulumi/azure-native/network');
const open = { resourceGroupName: 'rg', sku: { name: 'Premium' } };
const closed = { ...open, publicNetworkAccess: 'Disabled' };
${text}`,
});
