import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { toHcl } from './terraform-hcl';
import type { JsonObject } from './terraform-hcl';
import { startTerraformProviders } from './terraform-providers';
import type { InAzure } from './terraform-providers';
import { providers } from './terraform-schemas';

/** A resource that a state holds already. */
export interface InState {
  readonly address: string;
  readonly attributes: object;
  /** The key of its instance, if it has one. */
  readonly index?: string | number;
  /** A replacement left it to be deleted. */
  readonly deposed?: string;
}

/** A configuration, and Terraform's plan. */
export interface Situation {
  /** The configuration, by module: `.` is the root. */
  readonly modules: Readonly<Record<string, JsonObject>>;
  readonly state?: readonly InState[];
  readonly inAzure?: InAzure;
  /** Further arguments of `terraform plan`. */
  readonly args?: readonly string[];
}

export type Syntax = 'hcl' | 'json';

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly output: string;
}

/** Runs a program; stand-ins for providers answer in this process meanwhile. */
export function run(
  cwd: string,
  environment: NodeJS.ProcessEnv,
  program: string,
  ...args: readonly string[]
): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        cwd,
        env: {
          ...process.env,
          TF_CLI_CONFIG_FILE: '/dev/null',
          ...environment,
          CHECKPOINT_DISABLE: '1',
          CI: '1',
        },
        maxBuffer: 2 ** 26,
      },
      (error, stdout, stderr) => {
        resolve({
          status: error === null ? 0 : Number(error.code),
          stdout,
          output: stripVTControlCharacters(`${stdout}${stderr}`),
        });
      },
    );
  });
}

/** The plan that the real Terraform makes, as `terraform show -json` writes it. */
export async function planOf(
  situation: Situation,
  syntax: Syntax,
): Promise<JsonObject> {
  const files = Object.entries(situation.modules).map(
    ([module, configuration]): [string, string] =>
      syntax === 'hcl'
        ? [join(module, 'main.tf'), toHcl(configuration)]
        : [join(module, 'main.tf.json'), JSON.stringify(configuration)],
  );
  return planOfFiles(Object.fromEntries(files), situation);
}

/** As {@link planOf}, of files with their texts. */
export async function planOfFiles(
  files: Readonly<Record<string, string>>,
  { state, inAzure, args = [] }: Omit<Situation, 'modules'> = {},
): Promise<JsonObject> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const provider = await startTerraformProviders(inAzure);
  const terraform = (...all: readonly string[]) =>
    run(folder, provider.environment, 'terraform', ...all);
  try {
    for (const [name, text] of Object.entries(files)) {
      write(join(folder, name), text);
    }
    if (state !== undefined) {
      write(join(folder, 'terraform.tfstate'), stateOf(state));
    }
    for (const step of [['init'], ['plan', '-out=tfplan', ...args]]) {
      const { status, output } = await terraform(...step);
      if (status !== 0) throw new Error(output);
    }
    const { stdout } = await terraform('show', '-json', 'tfplan');
    return JSON.parse(stdout) as JsonObject;
  } finally {
    provider.stop();
    rmSync(folder, { recursive: true });
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Terraform takes an attribute that a state lacks for one that was changed. */
function nothingOf(type: string, provider: string): object {
  const names = Object.keys(providers[provider]?.[type] ?? {});
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** https://developer.hashicorp.com/terraform/language/state, version 4 */
function stateOf(resources: readonly InState[]): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: '00000000-0000-0000-0000-000000000000',
    outputs: {},
    resources: resources.map(({ address, attributes, index, deposed }) => {
      const steps = address.split('.');
      const [type = '', name] = steps.slice(-2);
      const module = steps.slice(0, -2).join('.');
      const provider = type.startsWith('azapi')
        ? 'registry.terraform.io/azure/azapi'
        : 'registry.terraform.io/hashicorp/azurerm';
      return {
        ...(module === '' ? {} : { module }),
        mode: 'managed',
        type,
        name,
        provider: `provider["${provider}"]`,
        instances: [
          {
            ...(index === undefined ? {} : { index_key: index }),
            ...(deposed === undefined ? {} : { deposed }),
            schema_version: 0,
            attributes: { ...nothingOf(type, provider), ...attributes },
            sensitive_attributes: [],
          },
        ],
      };
    }),
  });
}
