import { judgeWithCli } from '../support/cli';
import type { Outcome } from '../support/neutral';

const type = 'Microsoft.ContainerRegistry/registries@2023-07-01';
const premium = { sku: { name: 'Premium' } };
const closed = { properties: { publicNetworkAccess: 'Disabled' } };
const open = { properties: { publicNetworkAccess: 'Enabled' } };
const acr = 'azapi_resource.acr';
const web = 'azurerm_container_registry.web';
const change = 'azapi_update_resource.change';

interface Planned {
  readonly address: string;
  readonly after: object;
  readonly unknown?: object;
  readonly expressions?: object;
  /** The resource is there already. */
  readonly before?: object;
}

/** A plan as `terraform show -json` writes it. */
function plan(...resources: readonly Planned[]): object {
  const partsOf = (address: string) => {
    const [resourceType, name] = address
      .replace(/^module\.\w+\./, '')
      .split('.');
    return { mode: 'managed', type: resourceType, name };
  };
  const configured = (inModule: boolean) =>
    resources
      .filter(({ address }) => address.startsWith('module.') === inModule)
      .map(({ address, expressions = {} }) => ({
        ...partsOf(address),
        expressions,
      }));
  return {
    format_version: '1.2',
    resource_changes: resources.map(({ address, after, unknown, before }) => ({
      address,
      ...partsOf(address),
      change: {
        actions: [before === undefined ? 'create' : 'no-op'],
        before: before ?? null,
        after,
        after_unknown: unknown ?? {},
      },
    })),
    configuration: {
      root_module: {
        resources: configured(false),
        module_calls: { hub: { module: { resources: configured(true) } } },
      },
    },
  };
}

const closedRegistry: Planned = {
  address: web,
  after: {
    name: 'shopacr',
    sku: 'Premium',
    public_network_access_enabled: false,
  },
  unknown: { id: true },
};
const opens = (references: string[], address = change): Planned => ({
  address,
  after: { type, body: open },
  unknown: { id: true, resource_id: true },
  expressions: { resource_id: { references } },
});

test.each<[situation: string, document: object, Record<string, Outcome>]>([
  [
    'a registry',
    plan({ address: acr, after: { type, body: { ...premium, ...closed } } }),
    { [acr]: 'pass' },
  ],
  [
    'a body of which a part is known after apply',
    plan({
      address: acr,
      after: { type, body: { ...premium, properties: {} } },
      unknown: { body: { properties: { publicNetworkAccess: true } } },
      expressions: { body: { references: ['terraform_data.late.output'] } },
    }),
    { [acr]: 'unknown' },
  ],
  [
    'a sensitive body, which no plan shows, that opens it',
    plan({
      address: acr,
      after: { type, body: { ...premium, ...closed }, sensitive_body: null },
      expressions: { sensitive_body: { constant_value: open } },
    }),
    { [acr]: 'fail' },
  ],
  [
    'a sensitive body of a registry that is there already',
    plan({
      address: acr,
      before: { type, body: { ...premium, ...closed } },
      after: { type, body: { ...premium, ...closed }, sensitive_body: null },
      expressions: { sensitive_body: { constant_value: open } },
    }),
    { [acr]: 'fail' },
  ],
  [
    'a sensitive body that refers to something',
    plan({
      address: acr,
      after: { type, body: { ...premium, ...closed }, sensitive_body: null },
      expressions: { sensitive_body: { references: ['var.body'] } },
    }),
    { [acr]: 'unknown' },
  ],
  [
    'a change of a registry in the plan',
    plan(closedRegistry, opens([`${web}.id`, web])),
    { [web]: 'fail' },
  ],
  [
    'a change of a registry in the same module',
    plan(
      { ...closedRegistry, address: `module.hub.${web}` },
      opens([`${web}.id`, web], `module.hub.${change}`),
    ),
    { [`module.hub.${web}`]: 'fail' },
  ],
  [
    'a change of a registry that is there already, by its ID',
    plan(
      { ...closedRegistry, before: { name: 'shopacr' } },
      {
        address: change,
        after: {
          type,
          body: open,
          resource_id:
            '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr',
        },
      },
    ),
    { [web]: 'fail' },
  ],
  [
    'a change of a registry out of sight',
    plan(closedRegistry, opens(['var.registry_id'])),
    { [web]: 'pass', [change]: 'fail' },
  ],
])('%s', async (_situation, document, outcomes) => {
  expect(await judgeWithCli({ 'plan.json': document })).toEqual(outcomes);
});

describe('an update in a state, which does not tell what was sent last', () => {
  const id =
    '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';
  const stateOf = (body: object, updateBody: object) => {
    const resource = (address: string, values: object) => {
      const [resourceType, name] = address.split('.');
      return { address, mode: 'managed', type: resourceType, name, values };
    };
    return {
      format_version: '1.0',
      values: {
        root_module: {
          resources: [
            resource(acr, { type, name: 'shopacr', body }),
            resource(change, { type, resource_id: id, body: updateBody }),
          ],
        },
      },
    };
  };

  test.each<[what: string, document: object, outcome: Outcome]>([
    [
      'that closes a registry may have been undone',
      stateOf(premium, closed),
      'unknown',
    ],
    [
      'that opens a registry counts',
      stateOf({ ...premium, ...closed }, open),
      'fail',
    ],
  ])('%s', async (_what, document, outcome) => {
    const outcomes = await judgeWithCli({ 'state.json': document });
    expect(outcomes).toEqual({ [acr]: outcome });
  });
});
