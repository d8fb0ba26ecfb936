import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../shared/json/json';
import type { NotEvaluated } from '../../shared/model/not-evaluated';
import { acrFirewall } from '../../shared/rules';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { TerraformBlock } from '../../shared/terraform/configuration';
import { ModuleSources } from '../../shared/terraform/module-sources';
import { findingsOf } from './findings';
import type { Outcome } from './neutral';

/** Files by their names; what is not a string is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

const made: string[] = [];

/** Writes files to a new directory, which {@link removeDirectories} removes. */
export function inDirectory(files: Files): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'acr-modules-')));
  made.push(directory);
  for (const [name, content] of Object.entries(files)) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return directory;
}

/** Removes the directories that were made. */
export function removeDirectories(): void {
  for (const directory of made.splice(0))
    rmSync(directory, { recursive: true });
}

/** What is found in a root module and in the modules that it calls. */
export interface Found {
  readonly blocks: readonly TerraformBlock[];
  /** The outcomes of Azure.ACR.Firewall by address. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Evaluates a root module in a directory that holds the modules that it calls. */
export function evaluateRoot(
  root: unknown,
  directory: string,
  tree = directory,
): Found {
  const notEvaluated: NotEvaluated[] = [];
  const blocks = readConfiguration(
    root as JsonObject,
    'terraform',
    (entry) => notEvaluated.push(entry),
    { sources: new ModuleSources(directory, tree) },
  );
  const outcomes: Record<string, Outcome> = {};
  for (const { type, name, address, read } of blocks) {
    const resource = { type, name, address };
    for (const finding of findingsOf([acrFirewall], resource, read)) {
      outcomes[finding.resource.address] = finding.outcome;
    }
  }
  return { blocks, outcomes, notEvaluated };
}

/** A root module that makes one call. */
export const calling = (call: object, rest: object = {}) => ({
  module: { reg: { source: './acr', ...call } },
  ...rest,
});

/** A Premium registry. */
export const registry = (body: object = {}) => ({
  azurerm_container_registry: { this: { sku: 'Premium', ...body } },
});

/** A module with a registry and an input that closes it. */
export const acr = (variable: object = {}, rest: object = {}) => ({
  variable: { open: variable },
  resource: registry({ public_network_access_enabled: '${var.open}' }),
  ...rest,
});

/** The address of that registry. */
export const address = 'module.reg.azurerm_container_registry.this';

/** An update that closes a registry. */
export const closing = (id: string, rest: object = {}) => ({
  azapi_update_resource: {
    close: {
      type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
      resource_id: id,
      body: { properties: { publicNetworkAccess: 'Disabled' } },
      ...rest,
    },
  },
});
