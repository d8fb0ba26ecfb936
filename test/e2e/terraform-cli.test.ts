import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../support/analyzer';
import { check, outcomesOf } from '../support/cli';
import { startTerraformProviders } from '../support/terraform-providers';
import { cdktf, describeWith, terraform } from '../support/tools';

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly output: string;
}

let folder: string;
let provider: Awaited<ReturnType<typeof startTerraformProviders>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  provider = await startTerraformProviders();
});
afterEach(() => {
  provider.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a program; the stand-in answers in this process meanwhile. */
function run(cwd: string, program: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        cwd,
        env: {
          ...process.env,
          ...provider.environment,
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

/** The firewall rule's outcome for a plan: `terraform show -json tfplan | acr-policy check -`. */
async function judgePlan(cwd: string) {
  for (const args of [['init'], ['plan', '-out=tfplan']]) {
    const { status, output } = await run(cwd, 'terraform', ...args);
    if (status !== 0) throw new Error(output);
  }
  const { stdout } = await run(cwd, 'terraform', 'show', '-json', 'tfplan');
  const { report, ended } = await check(['-'], { stdin: stdout });
  const outcomes = outcomesOf(report, 'Azure.ACR.Firewall');
  return { exitCode: ended.exitCode, outcomes };
}

describeWith([terraform], 'the plan of the real Terraform', () => {
  const registries = [
    { name: 'open', setting: '', outcome: 'fail' },
    {
      name: 'allows',
      setting: 'network_rule_set { default_action = "Allow" }',
      outcome: 'fail',
    },
    {
      name: 'secretly_open',
      setting: 'public_network_access_enabled = sensitive(true)',
      outcome: 'fail',
    },
    {
      name: 'waits',
      setting:
        'public_network_access_enabled = terraform_data.later.output == "on"',
      outcome: 'unknown',
    },
    {
      name: 'waits_for_a_call',
      setting: 'public_network_access_enabled = uuid() == "on"',
      outcome: 'unknown',
    },
    {
      name: 'waits_for_all_of_it',
      setting:
        'network_rule_set { default_action = terraform_data.later.output }',
      outcome: 'unknown',
    },
    {
      name: 'closed',
      setting: 'public_network_access_enabled = false',
      outcome: 'pass',
    },
    {
      name: 'denies',
      setting: 'network_rule_set { default_action = "Deny" }',
      outcome: 'pass',
    },
    {
      name: 'denies_beside_a_late_range',
      setting: `network_rule_set {
        default_action = "Deny"
        ip_rule {
          action   = "Allow"
          ip_range = terraform_data.later.output
        }
      }`,
      outcome: 'pass',
    },
    {
      name: 'secretly_closed',
      setting: 'public_network_access_enabled = sensitive(false)',
      outcome: 'pass',
    },
    {
      name: 'closed_by_a_variable',
      setting: 'public_network_access_enabled = var.is_public',
      outcome: 'pass',
    },
  ];

  /** A configuration with some of the registries. */
  const write = (rows: typeof registries) => {
    writeFileSync(
      join(folder, 'main.tf'),
      `terraform {
        required_providers {
          azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }
        }
      }
      provider "azurerm" {
        features {}
      }
      variable "is_public" {
        type    = bool
        default = false
      }
      resource "terraform_data" "later" {
        input = "on"
      }
      ${rows.map(blockOf).join('\n')}`,
    );
  };
  const blockOf = ({ name, setting }: (typeof registries)[number]) => `
    resource "azurerm_container_registry" "${name}" {
      name                = "shop"
      resource_group_name = "rg"
      location            = "westeurope"
      sku                 = "Premium"
      ${setting}
    }`;

  test('is evaluated by its known values', async () => {
    write(registries);
    const { exitCode, outcomes } = await judgePlan(folder);
    expect(outcomes).toEqual(
      Object.fromEntries(
        registries.map(({ name, outcome }) => [
          `azurerm_container_registry.${name}`,
          outcome,
        ]),
      ),
    );
    expect(exitCode).toBe(1);
  });

  test('lets pass what passes', async () => {
    write(registries.filter(({ outcome }) => outcome === 'pass'));
    const { exitCode } = await judgePlan(folder);
    expect(exitCode).toBe(0);
  });
});

describeWith([cdktf, terraform], 'cdktf synth', () => {
  /** The example with the packages of the repository, and this one among them. */
  beforeEach(() => {
    cpSync(join(root, 'examples/cdktf-typescript'), folder, {
      recursive: true,
      filter: (file) => !/node_modules|cdktf\.out/.test(file),
    });
    const modules = join(folder, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(root, 'node_modules'))) {
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
    symlinkSync(root, join(modules, 'azure-acr-policy-pack'));
  });

  test('stops examples/cdktf-typescript for the open registry alone; the plan of its output says the same', async () => {
    const { status, output } = await run(folder, 'cdktf', 'synth');
    const errors = [...output.matchAll(/ERROR \[([^\]]+)\]/g)];
    expect(new Set(errors.map(([, path]) => path))).toEqual(
      new Set(['shop/open']),
    );
    expect(output).toContain('acr-policy explain Azure.ACR.Firewall');
    expect(status).toBe(1);

    const plan = await judgePlan(join(folder, 'cdktf.out/stacks/shop'));
    expect(plan.outcomes).toEqual({
      'azurerm_container_registry.closed': 'pass',
      'azurerm_container_registry.open': 'fail',
    });
    expect(plan.exitCode).toBe(1);
  });
});
