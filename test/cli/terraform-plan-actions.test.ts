import { check, inFolder, outcomesOf } from '../support/cli';
import type { Outcome } from '../support/neutral';
import { change, changed, plan, update, web } from '../support/terraform-plans';

/*
 * Terraform 1.14 has actions: hand-written, in the words of Terraform's
 * internal/command/jsonplan/action_invocations.go.
 */

const id =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';
const type = 'Microsoft.ContainerRegistry/registries@2023-07-01';
const address = 'action.azapi_resource_action.patch';
const body = (access: string) => ({
  properties: { publicNetworkAccess: access },
});
const invocation = (access: string, more: object = {}) => ({
  address,
  type: 'azapi_resource_action',
  name: 'patch',
  provider_name: 'registry.terraform.io/azure/azapi',
  config_values: {
    type,
    resource_id: id,
    method: 'PATCH',
    body: body(access),
  },
  config_unknown: {},
  invoke_action_trigger: {},
  ...more,
});
const after = (event: string) => ({
  invoke_action_trigger: undefined,
  lifecycle_action_trigger: {
    triggering_resource_address: web,
    action_trigger_event: event,
    action_trigger_block_index: 0,
    actions_list_index: 0,
  },
});
const shop = changed(
  change(
    { name: 'shopacr', public_network_access_enabled: false },
    {},
    { ...update, before: { name: 'shopacr', sku: 'Premium' } },
  ),
);
const openShop = changed(change({ name: 'shopacr' }, {}));
const version = { format_version: '1.2' };

async function checkPlan(document: object) {
  return inFolder({ 'plan.json': document }, async (cwd) => {
    const { report } = await check(['plan.json'], { cwd });
    return {
      outcomes: outcomesOf(report),
      notEvaluated: report.notEvaluated.map((one) => one.address),
    };
  });
}

describe('an action that a plan invokes', () => {
  test.each<
    [situation: string, document: object, outcomes: Record<string, Outcome>]
  >([
    [
      'opens a registry that is declared elsewhere',
      { ...version, action_invocations: [invocation('Enabled')] },
      { [address]: 'fail' },
    ],
    [
      'closes a registry that is declared elsewhere',
      { ...version, action_invocations: [invocation('Disabled')] },
      { [address]: 'pass' },
    ],
    [
      'is deferred, and opens one',
      {
        ...version,
        deferred_action_invocations: [
          {
            reason: 'deferred_prereq',
            action_invocation: invocation('Enabled'),
          },
        ],
      },
      { [address]: 'fail' },
    ],
    [
      'opens a registry of the plan',
      {
        ...version,
        resource_changes: [shop],
        action_invocations: [invocation('Enabled', after('AfterUpdate'))],
      },
      { [web]: 'fail' },
    ],
    [
      'closes a registry of the plan',
      {
        ...version,
        resource_changes: [openShop],
        action_invocations: [invocation('Disabled', after('AfterCreate'))],
      },
      { [web]: 'pass' },
    ],
    [
      'has a body that is not known',
      {
        ...version,
        action_invocations: [
          invocation('Enabled', {
            config_values: { type, resource_id: id, method: 'PATCH' },
            config_unknown: { body: true },
          }),
        ],
      },
      { [address]: 'unknown' },
    ],
    [
      'is unknown as a whole',
      {
        ...version,
        action_invocations: [
          invocation('Enabled', { config_values: {}, config_unknown: true }),
        ],
      },
      { [address]: 'unknown' },
    ],
    [
      'is invoked twice',
      {
        ...version,
        action_invocations: [
          invocation('Enabled', after('AfterCreate')),
          invocation('Enabled', after('AfterUpdate')),
        ],
      },
      { [address]: 'fail' },
    ],
    [
      'asks for keys',
      {
        ...version,
        action_invocations: [
          invocation('Enabled', {
            config_values: { type, resource_id: id, action: 'listCredentials' },
          }),
        ],
      },
      {},
    ],
  ])('%s', async (_situation, document, outcomes) => {
    expect(await checkPlan(document)).toEqual({ outcomes, notEvaluated: [] });
  });

  test.each<[type: string, provider: string | undefined, isReported: boolean]>([
    [
      'azurerm_container_registry_purge',
      'registry.terraform.io/hashicorp/azurerm',
      true,
    ],
    ['azapi_something_else', 'registry.terraform.io/azure/azapi', true],
    ['azapi_something_else', 'registry.opentofu.org/Azure/azapi', true],
    ['azapi_something_else', undefined, true],
    ['local_command', 'registry.terraform.io/hashicorp/local', false],
    ['aws_lambda_invoke', 'registry.terraform.io/hashicorp/aws', false],
  ])(
    'of type %s of %s is reported: %s',
    async (other, provider, isReported) => {
      const action = `action.${other}.run`;
      const document = {
        ...version,
        action_invocations: [
          {
            address: action,
            type: other,
            name: 'run',
            provider_name: provider,
          },
        ],
      };
      expect((await checkPlan(document)).notEvaluated).toEqual(
        isReported ? [action] : [],
      );
    },
  );
});

describe('what a plan does with a request of azapi', () => {
  const patch = 'azapi_resource_action.patch';
  const request = (made: object) => ({
    ...changed(made, patch),
    type: 'azapi_resource_action',
    name: 'patch',
  });
  const written = (access: string, more: object = {}) => ({
    type,
    resource_id: id,
    method: 'PATCH',
    body: body(access),
    ...more,
  });

  test.each<[what: string, when: string, outcomes: object]>([
    [
      'a request for the time when it is destroyed is sent then',
      'destroy',
      { [patch]: 'fail' },
    ],
    ['any other is not', 'apply', {}],
  ])('%s', async (_what, when, outcomes) => {
    const document = {
      ...version,
      resource_changes: [
        request({
          actions: ['delete'],
          before: written('Enabled', { when }),
          after: null,
          after_unknown: {},
        }),
      ],
    };
    expect((await checkPlan(document)).outcomes).toEqual(outcomes);
  });

  test("an ephemeral one is in OpenTofu's configuration", async () => {
    const expressions = {
      type: { constant_value: type },
      resource_id: { constant_value: id },
      method: { constant_value: 'PATCH' },
      body: { constant_value: body('Enabled') },
    };
    const name = 'ephemeral.azapi_resource_action.patch';
    const entry = {
      address: name,
      mode: 'ephemeral',
      type: 'azapi_resource_action',
      name: 'patch',
    };
    const document = {
      ...version,
      resource_changes: [
        { ...entry, change: { actions: ['Open'], before: null, after: null } },
      ],
      configuration: {
        root_module: { resources: [{ ...entry, expressions }] },
      },
    };
    expect(await checkPlan(document)).toEqual({
      outcomes: { [name]: 'fail' },
      notEvaluated: [],
    });
  });
});

describe('what a plan says and is not known', () => {
  test('a resource of a mode that is not known is reported', async () => {
    const document = {
      ...version,
      resource_changes: [{ ...changed(change({}, {})), mode: 'borrowed' }],
    };
    expect(await checkPlan(document)).toEqual({
      outcomes: {},
      notEvaluated: [web],
    });
  });

  test('a registry that is forgotten stays as it is; what comes in its place is evaluated too', async () => {
    const document = plan({
      actions: ['create', 'forget'],
      before: { sku: 'Premium' },
      after: { sku: 'Premium', public_network_access_enabled: false },
      after_unknown: {},
    });
    await inFolder({ 'plan.json': document }, async (cwd) => {
      const { report } = await check(['plan.json'], { cwd });
      const outcomes = report.findings
        .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
        .map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['pass', 'fail']);
    });
  });
});
