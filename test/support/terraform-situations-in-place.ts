import type { InState } from './terraform-runs';
import type { JsonObject } from './terraform-hcl';
import { apiType, idOf, registry, root, type } from './terraform-situation';
import type { PlanRow } from './terraform-situation';

const parent_id =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg';
const premium = { sku: { name: 'Premium' } };
const access = (publicNetworkAccess: string) => ({
  properties: { publicNetworkAccess },
});

/** A value of any type, as a state file holds it. */
const dynamic = (value: unknown): object => ({ value, type: typeOf(value) });
function typeOf(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([k, v]) => [k, typeOf(v)]);
    return ['object', Object.fromEntries(members)];
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const resource = (name: string, more: JsonObject = {}): JsonObject => ({
  type: apiType,
  name,
  parent_id,
  location: 'westeurope',
  body: premium,
  ...more,
});
const update = (name: string, more: JsonObject = {}): JsonObject => ({
  type: apiType,
  resource_id: idOf(name),
  body: access('Disabled'),
  ...more,
});
const inState = (
  address: string,
  { body, ...attributes }: JsonObject,
): InState => ({
  address,
  attributes: {
    ...attributes,
    id: idOf(address.split('.')[1] ?? ''),
    output: dynamic({}),
    ...(body === undefined ? {} : { body: dynamic(body) }),
  },
});

const names = ['closed', 'acted', 'hidden', 'changed'] as const;
const closers = {
  azapi_update_resource: {
    closed: update('closed', { name: 'closed', parent_id }),
    hidden: update('hidden', { name: 'hidden', parent_id, body: {} }),
    changed: update('changed', { name: 'changed', parent_id }),
    read: update('read', { name: 'read', parent_id }),
  },
  azapi_resource_action: {
    acted: update('acted', { method: 'PATCH', when: 'apply' }),
  },
};
/** `name` and `parent_id` are what the provider makes of the ID. */
const written = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([name]) => name !== 'name' && name !== 'parent_id',
    ),
  );

/** Updates whose requests are not sent again. */
export const inPlaceRows: readonly PlanRow[] = [
  {
    name: 'updates-in-place',
    modules: {
      '.': root({
        [type]: { read: registry({ name: 'read' }) },
        azapi_resource: {
          ...Object.fromEntries(names.map((name) => [name, resource(name)])),
          changed: resource('changed', {
            body: { ...premium, tags: { team: 'shop' } },
          }),
        },
        azapi_update_resource: {
          closed: written(closers.azapi_update_resource.closed),
          hidden: {
            ...written(closers.azapi_update_resource.hidden),
            sensitive_body: access('Disabled'),
          },
          changed: written(closers.azapi_update_resource.changed),
          read: written(closers.azapi_update_resource.read),
        },
        azapi_resource_action: closers.azapi_resource_action,
      }),
    },
    state: [
      ...names.map((name) => inState(`azapi_resource.${name}`, resource(name))),
      ...Object.entries(closers).flatMap(([of, all]) =>
        Object.entries(all).map(([name, body]) =>
          inState(`${of}.${name}`, body),
        ),
      ),
      {
        address: `${type}.read`,
        attributes: {
          ...registry({ name: 'read' }),
          id: idOf('read'),
          admin_enabled: false,
          export_policy_enabled: true,
          public_network_access_enabled: true,
          network_rule_bypass_option: 'AzureServices',
          network_rule_set: [],
          encryption: [],
        },
      },
    ],
    outcomes: {
      [`${type}.read`]: 'fail',
      'azapi_resource.closed': 'pass',
      'azapi_resource.acted': 'unknown',
      'azapi_resource.hidden': 'unknown',
      'azapi_resource.changed': 'fail',
    },
  },
];
