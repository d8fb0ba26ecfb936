import { readFileSync } from 'node:fs';
import { writePlan } from '../../shared/terraform/next-step';

/** Of what `terraform plan -json` writes: what it does, and not the plan. */
export const planLogReason = `is a log of Terraform, and not the plan. Run: ${writePlan}`;

/** A known kind of file that is not JSON, and how to convert it. */
interface Refusal {
  readonly isNamed?: RegExp;
  readonly holds?: RegExp;
  readonly message: string;
}

/** Terraform Stacks: https://developer.hashicorp.com/terraform/language/stacks */
const stackFile = /\.tf(?:component|stack|deploy)\.(?:hcl|json)$/i;

const refusals: readonly Refusal[] = [
  {
    // A plan that `terraform plan -out` wrote is a zip archive.
    holds: /^PK[^\w\s]{2}/,
    message:
      'is a binary plan. Turn it into JSON: terraform show -json FILE > plan.json',
  },
  {
    holds:
      /^[ \t]*(targetScope\s*=|using\s+'|(param|resource|module|metadata|var)\s+\w.*['=])/m,
    message:
      'is Bicep, which is read from files named *.bicep and *.bicepparam. Give it such a name',
  },
  {
    isNamed: /(^|[/\\])terragrunt[^/\\]*\.hcl$/i,
    message:
      'is Terragrunt. Check the plan instead: terragrunt plan -out=tfplan && terragrunt show -json tfplan > plan.json',
  },
  {
    isNamed: stackFile,
    message:
      'is a configuration of Terraform Stacks. Check each module that it deploys, with its inputs: acr-policy check MODULE --var NAME=VALUE',
  },
  {
    isNamed: /\.tfvars$/i,
    message:
      'holds values of variables. Check the directory of the configuration: acr-policy check DIRECTORY --var-file FILE',
  },
  {
    isNamed: /(^|[/\\])\.terraform\.lock\.hcl$/,
    message:
      'is the lock file of a Terraform configuration. Check its directory: acr-policy check DIRECTORY',
  },
  {
    isNamed: /\.(tftpl|tpl|tmpl)$/i,
    message:
      'is a template. Check the configuration that renders it: acr-policy check DIRECTORY',
  },
  {
    isNamed: /\.hcl$/i,
    holds:
      /^[ \t]*((terraform|locals)\s*|(resource|module|provider|variable|data|output)\s+"[^"]*".*)\{/m,
    message:
      'is HCL, which is read from files named *.tf and *.tofu. If it is a Terraform configuration, give it such a name',
  },
  {
    isNamed: /(^|[/\\])Pulumi(\.[^/\\]+)?\.ya?ml$/,
    holds: /^runtime:|^[ \t]+type:\s*azure/m,
    message:
      'is a Pulumi program or its settings. Check what it deploys: pulumi preview --json > preview.json',
  },
  {
    // Two lines with keys: what the Azure CLI writes with `--output yaml`, and manifests of Kubernetes.
    holds:
      /^(?:---\r?\n)?(?:- )?[\w.$-]+:(?: .*)?\r?\n[ \t]*(?:- )?[\w.$-]+:(?=\s)/,
    message:
      'is YAML, and JSON is expected. Of the Azure CLI: az acr list --output json',
  },
];

/** Identifies a well-known file that is not JSON, by its name or content. */
export function unsupportedReason(
  text: string,
  name: string,
): string | undefined {
  if (/^\s*$/.test(text) && !isUnreadSource(name)) return 'is empty';
  const start = text.slice(0, longestSample);
  const byName = refusals.find(({ isNamed }) => isNamed?.test(name) === true);
  const found =
    byName ?? refusals.find(({ holds }) => holds?.test(start) === true);
  return found?.message;
}

/** Enough characters to recognize a language. */
const longestSample = 1 << 16;

/** Returns whether a file has the name of a configuration that deploys Terraform modules and is not read: Terragrunt, Terraform Stacks. */
export function isUnreadSource(name: string): boolean {
  return (
    /(?:^|[/\\])terragrunt(?:\.stack)?\.hcl$/.test(name) || stackFile.test(name)
  );
}

/** A registry in a Pulumi program, as YAML writes its token: azure-native, with or without a version, and classic. */
const registryInProgram =
  /^[ \t]*type:[ \t]*['"]?azure[^\s'"]*container(?:registry|service)[^\s'"]*:Registry\b/im;

/** Returns whether a file is a Pulumi program in YAML that declares a registry. */
export function isUnreadProgram(path: string): boolean {
  if (!/(?:^|[/\\])Pulumi\.ya?ml$/.test(path)) return false;
  try {
    return registryInProgram.test(readFileSync(path, 'utf8'));
  } catch {
    // A search passes by files that it can't read and that are not JSON.
    return false;
  }
}
