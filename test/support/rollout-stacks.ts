import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newApp, newRegistry, newStack, toolkit } from './cdktf';

/** A registry of one of the stacks. */
export interface StackRegistry {
  readonly stack: number;
  readonly name: string;
  readonly isOpen: boolean;
  /** Allowed ranges; they change nothing while the default action allows all. */
  readonly ranges?: readonly string[];
}

/** The three teams, each with the tool that its ten stacks are written with. */
export type Team = 'shop' | 'bank' | 'data';

/** The teams' registries: a second one in some stacks, and some of them open. */
export function registriesOf(team: Team): StackRegistry[] {
  const { second, open } = {
    shop: { second: 4, open: 6 },
    bank: { second: 3, open: 5 },
    data: { second: 3, open: 5 },
  }[team];
  return Array.from({ length: 10 }, (_, stack) => stack).flatMap((stack) => [
    { stack, name: `${team}web${stack}`, isOpen: stack < open },
    ...(stack < second
      ? [{ stack, name: `${team}cache${stack}`, isOpen: false }]
      : []),
  ]);
}

/** Writes the ten stacks of a team, as its tool does, to a directory. */
export function writeStacks(
  folder: string,
  team: Team,
  registries: readonly StackRegistry[],
): void {
  for (let stack = 0; stack < 10; stack++) {
    const own = registries.filter((each) => each.stack === stack);
    const name = `${team}-${stack}`;
    if (team === 'bank') synthesize(join(folder, name), name, own);
    else if (team === 'data') write(join(folder, `${name}.json`), plan(own));
    else write(join(folder, `prod_${name}.json`), pulumiState(name, own));
  }
}

/** The export of a Pulumi stack. */
export function pulumiState(
  project: string,
  registries: readonly StackRegistry[],
): object {
  const urn = (type: string, name: string) =>
    `urn:pulumi:prod::${project}::${type}::${name}`;
  const type = 'azure-native:containerregistry:Registry';
  return {
    version: 3,
    deployment: {
      manifest: { time: '2026-01-01T00:00:00Z' },
      resources: [
        {
          urn: urn('pulumi:pulumi:Stack', `${project}-prod`),
          type: 'pulumi:pulumi:Stack',
        },
        ...registries.map(({ name, isOpen, ranges = [] }) => ({
          // The name of the resource in the program: shopweb0 is web.
          urn: urn(type, name.replaceAll(/^shop|\d/g, '')),
          type,
          custom: true,
          inputs: {
            registryName: name,
            resourceGroupName: project,
            sku: { name: 'Premium' },
            publicNetworkAccess: isOpen ? 'Enabled' : 'Disabled',
            networkRuleSet: {
              defaultAction: 'Allow',
              ipRules: ranges.map((range) => ({ iPAddressOrRange: range })),
            },
          },
        })),
      ],
    },
  };
}

/** An app of CDKTF or, for odd stacks, of CDKTN. */
function synthesize(
  outdir: string,
  name: string,
  registries: readonly StackRegistry[],
): void {
  mkdirSync(outdir, { recursive: true });
  const [first] = registries;
  const tools = toolkit((first?.stack ?? 0) % 2 === 0 ? 'cdktf' : 'cdktn');
  const app = newApp(tools, { outdir });
  const stack = newStack(tools, app, name);
  for (const { name: id, isOpen, ranges = [] } of registries) {
    newRegistry(tools, stack, id, {
      ...(isOpen ? {} : { publicNetworkAccessEnabled: false }),
      ...(ranges.length === 0
        ? {}
        : {
            networkRuleSet: [
              {
                defaultAction: 'Allow',
                ipRule: ranges.map((ipRange) => ({ action: 'Allow', ipRange })),
              },
            ],
          }),
    });
  }
  app.synth();
}

/** What `terraform show -json` writes of a plan that creates registries. */
function plan(registries: readonly StackRegistry[]): object {
  const type = 'azurerm_container_registry';
  const provider = 'registry.terraform.io/hashicorp/azurerm';
  const entries = registries.map(({ name, isOpen }, index) => {
    // All plans have the same addresses: the name of the registry differs.
    const label = index === 0 ? 'web' : 'cache';
    const values = {
      name,
      location: 'westeurope',
      resource_group_name: 'data',
      sku: 'Premium',
      public_network_access_enabled: isOpen,
      network_rule_bypass_option: 'AzureServices',
    };
    return { address: `${type}.${label}`, name: label, values };
  });
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    planned_values: {
      root_module: {
        resources: entries.map((entry) => ({
          ...entry,
          mode: 'managed',
          type,
          provider_name: provider,
          schema_version: 0,
          sensitive_values: {},
        })),
      },
    },
    resource_changes: entries.map(({ address, name, values }) => ({
      address,
      mode: 'managed',
      type,
      name,
      provider_name: provider,
      change: {
        actions: ['create'],
        before: null,
        after: values,
        after_unknown: { id: true },
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
    configuration: {
      provider_config: { azurerm: { name: 'azurerm', full_name: provider } },
      root_module: {
        resources: entries.map(({ address, name, values }) => ({
          address,
          mode: 'managed',
          type,
          name,
          provider_config_key: 'azurerm',
          expressions: Object.fromEntries(
            Object.entries(values).map(([key, value]) => [
              key,
              { constant_value: value },
            ]),
          ),
          schema_version: 0,
        })),
      },
    },
  };
}

/** What `az graph query` prints of registries. */
export function queryResult(
  registries: readonly Omit<StackRegistry, 'stack'>[],
): object {
  const data = registries.map(({ name, isOpen }) => ({
    id: `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/${name}`,
    name,
    type: 'microsoft.containerregistry/registries',
    location: 'westeurope',
    sku: { name: 'Premium', tier: 'Premium' },
    properties: {
      publicNetworkAccess: isOpen ? 'Enabled' : 'Disabled',
      networkRuleSet: { defaultAction: 'Allow', ipRules: [] },
    },
  }));
  return {
    count: data.length,
    data,
    skip_token: null,
    total_records: data.length,
  };
}

function write(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}
