import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../shared/json/json';
import type { NotEvaluated } from '../../shared/rules/types';
import { acrFirewall } from '../../shared/rules';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { TerraformBlock } from '../../shared/terraform/configuration';
import { ModuleSources } from '../../shared/terraform/module-sources';
import { findingsOf } from './findings';
import type { Outcome } from './neutral';

/** Files by their names; what is not a string is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Writes files to a new directory. */
export function writeFiles(files: Files): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'acr-modules-')));
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
