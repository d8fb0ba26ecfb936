import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import { writePlan } from '../../shared/terraform/next-step';
import { SyntaxFault } from '../errors';
import { hasSome, isParameterFile, isTerragrunt } from './document-types';
import { declaresRegistry } from './mentions';
import { planLogReason } from './unsupported-files';

/** Documents that people hand over by mistake, and what to check instead. */
const refusals: readonly {
  readonly recognizes: (document: JsonObject) => boolean;
  readonly message: string | ((document: JsonObject) => string);
  /** Nothing in it deploys a registry, or something is left out that may. */
  readonly inSearch?: 'ignored' | 'notEvaluated';
}[] = [
  {
    recognizes: isParameterFile,
    message:
      'is a parameter file. Check its template: acr-policy check TEMPLATE --parameters FILE',
    inSearch: 'ignored',
  },
  {
    // internal/states/statefile/version4.go
    recognizes: ({ version, terraform_version: by, lineage }) =>
      typeof version === 'number' &&
      (typeof by === 'string' || typeof lineage === 'string'),
    message:
      'is a state file of Terraform. Turn it into JSON that can be checked: terraform show -json FILE > state.json',
  },
  {
    recognizes: (document) => Object.hasOwn(document, '@level'),
    message: planLogReason,
  },
  {
    recognizes: (document) => Object.hasOwn(document, 'provider_schemas'),
    message:
      'holds the schemas of providers. Check the plan: terraform show -json PLAN',
    inSearch: 'ignored',
  },
  {
    // pulumi: sdk/go/common/apitype/plan.go
    recognizes: ({ resourcePlans }) => resourcePlans !== undefined,
    message:
      'is an update plan of Pulumi (--save-plan). Check the preview instead: pulumi preview --json > preview.json',
    inSearch: 'notEvaluated',
  },
  {
    recognizes: ({ changes, properties }) =>
      hasSome(changes, 'changeType') ||
      (isJsonObject(properties) &&
        hasSome(properties['changes'], 'changeType')),
    message:
      'is the result of a what-if of Azure. Check the template: acr-policy check TEMPLATE --parameters FILE',
  },
  {
    // https://developer.hashicorp.com/terraform/cli/commands/validate#json-output-format
    recognizes: ({ valid, diagnostics }) =>
      typeof valid === 'boolean' && Array.isArray(diagnostics),
    message: `is the result of terraform validate. Check the configuration, or its plan: ${writePlan}`,
    inSearch: 'ignored',
  },
  {
    // terraform output -json: https://developer.hashicorp.com/terraform/cli/commands/output
    recognizes: (document) =>
      Object.keys(document).length > 0 &&
      Object.values(document).every(
        (output) =>
          isJsonObject(output) &&
          ['sensitive', 'type', 'value'].every((name) =>
            Object.hasOwn(output, name),
          ),
      ),
    message:
      'holds outputs of Terraform. Check the state: terraform show -json > state.json',
  },
  {
    // https://learn.microsoft.com/rest/api/resources/deployments/get
    recognizes: ({ type, properties }) =>
      typeof type === 'string' &&
      /^Microsoft\.Resources\/deployments$/i.test(type) &&
      isJsonObject(properties) &&
      Object.hasOwn(properties, 'provisioningState'),
    message:
      'is a deployment as Azure lists it, without its template. Check that: az deployment group export --resource-group GROUP --name NAME > template.json',
  },
  {
    // https://learn.microsoft.com/rest/api/azure/#error-response-body
    recognizes: ({ error }) =>
      isJsonObject(error) && typeof error['code'] === 'string',
    message: ({ error }) =>
      `is an error of Azure: ${quoteCode(error)}. Fix the command that wrote it, and check its output`,
  },
  {
    recognizes: ({ findings, notEvaluated }) =>
      Array.isArray(findings) && Array.isArray(notEvaluated),
    message: 'is a report of acr-policy. Check the documents that it names',
    inSearch: 'ignored',
  },
  {
    // https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317478
    recognizes: ({ version, runs }) =>
      typeof version === 'string' && Array.isArray(runs),
    message: 'is a SARIF report. Check the documents that it is about',
    inSearch: 'ignored',
  },
  {
    recognizes: isTerragrunt,
    message:
      'is rendered Terragrunt. Check the plan instead: terragrunt plan -out=tfplan && terragrunt show -json tfplan > plan.json',
    inSearch: 'notEvaluated',
  },
];

/** The error for any other document: what it is, or what was expected. */
export function refusalOf(document: JsonObject, text: string): SyntaxFault {
  const refusal = refusals.find(({ recognizes }) => recognizes(document));
  const isDeclaring = declaresRegistry(text);
  const byText = isDeclaring ? 'notEvaluated' : 'ignored';
  if (refusal !== undefined) {
    const { message, inSearch = byText } = refusal;
    const text = typeof message === 'string' ? message : message(document);
    return new SyntaxFault(text, inSearch);
  }
  const what = isDeclaring
    ? 'mentions a registry, and its kind of document is not read'
    : 'holds nothing that can be checked';
  return new SyntaxFault(`${what}. ${nextStep}`, byText);
}

/** The commonest documents, with the commands that write them; the page lists all. */
const nextStep =
  'Check a Terraform plan or state (terraform show -json), a Terraform configuration, an ARM template, pulumi preview --json, pulumi stack export or az acr list --output json. More: docs/cli.md#what-it-reads';

function quoteCode(error: Json | undefined): string {
  return JSON.stringify(isJsonObject(error) ? error['code'] : undefined);
}
