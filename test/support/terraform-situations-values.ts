import { root, table } from './terraform-situation';
import type { PlanRow } from './terraform-situation';

const computed = table({
  nothing_written: [{}, 'fail'],
  null_written: [{ network_rule_set: '${null}' }, 'fail'],
  empty_list: [{ network_rule_set: [] }, 'fail'],
  empty_list_as_expression: [{ network_rule_set: '${[]}' }, 'fail'],
  null_variable: [{ network_rule_set: '${var.rules}' }, 'fail'],
  null_by_condition: [
    {
      network_rule_set:
        '${var.is_closed ? [{ default_action = "Deny", ip_rule = [] }] : null}',
    },
    'fail',
  ],
  null_by_workspace: [
    {
      network_rule_set:
        '${terraform.workspace == "other" ? [{ default_action = "Deny", ip_rule = [] }] : null}',
    },
    'fail',
  ],
  set_by_condition: [
    {
      network_rule_set:
        '${var.is_closed ? null : [{ default_action = "Deny", ip_rule = [] }]}',
    },
    'pass',
  ],
  sensitive_null: [{ network_rule_set: '${var.secret}' }, 'fail'],
  null_local: [{ network_rule_set: '${local.nothing}' }, 'unknown'],
  local_that_waits: [{ network_rule_set: '${local.waits}' }, 'unknown'],
  several_that_wait: [
    {
      network_rule_set:
        '${var.is_closed ? local.nothing : terraform_data.later.id == "" ? local.waits : null}',
    },
    'unknown',
  ],
  resource_that_waits: [
    {
      network_rule_set:
        '${terraform_data.later.id == "" ? [] : [{ default_action = "Deny", ip_rule = [] }]}',
    },
    'unknown',
  ],
  call_that_waits: [
    {
      network_rule_set:
        '${uuid() == "" ? [] : [{ default_action = "Deny", ip_rule = [] }]}',
    },
    'unknown',
  ],
  dynamic_without_blocks: [
    {
      dynamic: {
        network_rule_set: {
          for_each: '${var.is_closed ? [1] : []}',
          content: { default_action: 'Deny' },
        },
      },
    },
    'fail',
  ],
  dynamic_that_waits: [
    {
      dynamic: {
        network_rule_set: {
          for_each: '${terraform_data.later.id == "" ? [] : [1]}',
          content: {
            default_action: '${terraform_data.later.output}',
            ip_rule: [],
          },
        },
      },
    },
    'unknown',
  ],
  dynamic_that_denies: [
    {
      dynamic: {
        network_rule_set: {
          for_each: '${toset(["Deny"])}',
          content: { default_action: '${network_rule_set.value}' },
        },
      },
    },
    'pass',
  ],
});

const values = table({
  open: [{}, 'fail'],
  standard: [{ sku: 'Standard' }, 'notApplicable'],
  allows: [
    { network_rule_set: [{ default_action: 'Allow', ip_rule: [] }] },
    'fail',
  ],
  denies: [
    { network_rule_set: [{ default_action: 'Deny', ip_rule: [] }] },
    'pass',
  ],
  denies_without_ranges: [
    { network_rule_set: [{ default_action: 'Deny', ip_rule: null }] },
    'pass',
  ],
  denies_by_variable: [
    { network_rule_set: [{ default_action: '${var.action}', ip_rule: [] }] },
    'pass',
  ],
  secretly_open: [
    { public_network_access_enabled: '${sensitive(true)}' },
    'fail',
  ],
  secretly_closed: [
    { public_network_access_enabled: '${sensitive(false)}' },
    'pass',
  ],
  closed: [{ public_network_access_enabled: false }, 'pass'],
  closed_by_text: [{ public_network_access_enabled: '${"false"}' }, 'pass'],
  access_waits: [
    { public_network_access_enabled: '${terraform_data.later.output == "on"}' },
    'unknown',
  ],
  access_waits_for_a_call: [
    { public_network_access_enabled: '${uuid() == "on"}' },
    'unknown',
  ],
  access_is_known_and_null: [
    { public_network_access_enabled: '${var.rules}' },
    'fail',
  ],
  sku_waits: [
    { sku: '${terraform_data.later.id == "" ? "Basic" : "Premium"}' },
    'unknown',
  ],
  sku_waits_in_text: [{ sku: 'Prem${terraform_data.later.output}' }, 'unknown'],
  sku_waits_for_a_call: [{ sku: '${uuid()}' }, 'unknown'],
  sku_waits_and_is_closed: [
    { sku: '${uuid()}', public_network_access_enabled: false },
    'pass',
  ],
  action_waits: [
    {
      network_rule_set: [
        { default_action: '${terraform_data.later.output}', ip_rule: [] },
      ],
    },
    'unknown',
  ],
  range_waits: [
    {
      network_rule_set: [
        {
          default_action: 'Deny',
          ip_rule: [
            { action: 'Allow', ip_range: '${terraform_data.later.output}' },
          ],
        },
      ],
    },
    'pass',
  ],
  secret_ranges: [{ network_rule_set: '${var.secret_rules}' }, 'pass'],
  escaped_text: [{ tags: { price: '$${free}', share: '%%{all}' } }, 'fail'],
  name_waits: [{ name: 'shop${terraform_data.later.output}' }, 'fail'],
});

const variables = {
  action: { default: 'Deny' },
  rules: { default: null },
  is_closed: { default: false },
  secret: { default: null, sensitive: true },
  secret_rules: {
    default: [
      {
        default_action: 'Deny',
        ip_rule: [{ action: 'Allow', ip_range: '96.0.0.0/2' }],
      },
    ],
    sensitive: true,
  },
};
const locals = {
  nothing: '${var.rules}',
  waits: '${terraform_data.later.id == "" ? [] : null}',
};

/** Registries of azurerm in the root module. */
export const valueRows: readonly PlanRow[] = [
  {
    name: 'values',
    modules: { '.': root(values.resources, { variable: variables }) },
    outcomes: values.outcomes,
  },
  {
    name: 'computed-attributes',
    modules: {
      '.': root(computed.resources, { variable: variables, locals }),
    },
    outcomes: computed.outcomes,
  },
];
