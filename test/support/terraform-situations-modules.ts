import { apiType, hub, registry, root, type, web } from './terraform-situation';
import type { JsonObject } from './terraform-hcl';
import type { PlanRow } from './terraform-situation';

const deny = '${[{ default_action = "Deny", ip_rule = [] }]}';

/** Registries with several instances, and in modules. */
export const moduleRows: readonly PlanRow[] = [
  {
    name: 'instances',
    modules: {
      '.': root(
        {
          [type]: {
            counted: registry({
              count: 2,
              name: 'shop${count.index}',
              network_rule_set:
                '${count.index == 0 ? [{ default_action = "Deny", ip_rule = [] }] : null}',
            }),
            each: registry({
              for_each: '${var.registries}',
              name: '${each.key}',
              network_rule_set:
                '${each.value ? [{ default_action = "Deny", ip_rule = [] }] : null}',
            }),
            late: registry({
              for_each: '${{ a = terraform_data.later.output }}',
              network_rule_set:
                '${each.value == "on" ? [{ default_action = "Deny", ip_rule = [] }] : null}',
            }),
            none: registry({ count: 0 }),
          },
        },
        { variable: { registries: { default: { a: true, 'b.c': false } } } },
      ),
    },
    outcomes: {
      [`${type}.counted[0]`]: 'pass',
      [`${type}.counted[1]`]: 'fail',
      [`${type}.each["a"]`]: 'pass',
      [`${type}.each["b.c"]`]: 'fail',
      [`${type}.late["a"]`]: 'unknown',
    },
  },
  {
    name: 'modules',
    modules: {
      '.': root(
        {},
        {
          variable: { none: { default: null } },
          locals: { none: '${var.none}' },
          module: {
            default: { source: './hub' },
            constant: { source: './hub', rules: null },
            denies: { source: './hub', rules: deny },
            variable: { source: './hub', rules: '${var.none}' },
            local: { source: './hub', rules: '${local.none}' },
            waits: {
              source: './hub',
              rules: '${terraform_data.later.id == "" ? [] : null}',
            },
            counted: { source: './hub', count: 2, rules: '${var.none}' },
            each: {
              source: './hub',
              for_each: '${toset(["a", "b"])}',
              rules:
                '${each.key == "a" ? [{ default_action = "Deny", ip_rule = [] }] : null}',
            },
            nested: { source: './outer', rules: '${var.none}' },
          },
        },
      ),
      hub,
      outer: {
        variable: { rules: {} },
        module: {
          inner: {
            source: '../hub',
            for_each: '${{ "x.y" = var.rules }}',
            rules: '${each.value}',
          },
        },
      },
    },
    outcomes: {
      [`module.default.${web}`]: 'fail',
      [`module.constant.${web}`]: 'fail',
      [`module.denies.${web}`]: 'pass',
      [`module.variable.${web}`]: 'fail',
      [`module.local.${web}`]: 'unknown',
      [`module.waits.${web}`]: 'unknown',
      [`module.counted[0].${web}`]: 'fail',
      [`module.counted[1].${web}`]: 'fail',
      [`module.each["a"].${web}`]: 'pass',
      [`module.each["b"].${web}`]: 'fail',
      [`module.nested.module.inner["x.y"].${web}`]: 'fail',
    },
  },
  {
    name: 'updates of module instances',
    modules: {
      '.': root(
        {
          azapi_update_resource: {
            each: closing({
              for_each: '${toset(["a", "b"])}',
              resource_id: '${module.each[each.key].id}',
            }),
            one: closing({ resource_id: '${module.one["a"].id}' }),
            first: closing({ resource_id: '${module.counted[0].id}' }),
            splat: closing({
              count: 2,
              resource_id: '${(module.splat[*].id)[count.index]}',
            }),
            of_each: closing({
              for_each: '${module.of_each}',
              resource_id: '${each.value.id}',
            }),
            by_other_key: closing({
              for_each: '${{ x = "b" }}',
              resource_id: '${module.other[each.value].id}',
            }),
          },
        },
        {
          module: {
            each: { source: './hub', for_each: '${toset(["a", "b"])}' },
            one: { source: './hub', for_each: '${toset(["a", "b"])}' },
            counted: { source: './hub', count: 2 },
            splat: { source: './hub', count: 2 },
            of_each: { source: './hub', for_each: '${toset(["a", "b"])}' },
            other: { source: './hub', for_each: '${toset(["a", "b"])}' },
          },
        },
      ),
      hub,
    },
    // Of `module.each[each.key].id` a plan has no more than what it refers to.
    outcomes: {
      [`module.each["a"].${web}`]: 'unknown',
      [`module.each["b"].${web}`]: 'unknown',
      [`module.one["a"].${web}`]: 'pass',
      [`module.one["b"].${web}`]: 'fail',
      [`module.counted[0].${web}`]: 'pass',
      [`module.counted[1].${web}`]: 'fail',
      [`module.splat[0].${web}`]: 'unknown',
      [`module.splat[1].${web}`]: 'unknown',
      [`module.of_each["a"].${web}`]: 'unknown',
      [`module.of_each["b"].${web}`]: 'unknown',
      [`module.other["a"].${web}`]: 'unknown',
      [`module.other["b"].${web}`]: 'unknown',
      'azapi_update_resource.each["a"]': 'pass',
      'azapi_update_resource.each["b"]': 'pass',
      'azapi_update_resource.of_each["a"]': 'pass',
      'azapi_update_resource.of_each["b"]': 'pass',
      'azapi_update_resource.splat[0]': 'pass',
      'azapi_update_resource.splat[1]': 'pass',
      'azapi_update_resource.by_other_key["x"]': 'pass',
    },
  },
];

/** An update that closes a registry. */
function closing(more: JsonObject): JsonObject {
  return {
    type: apiType,
    body: { properties: { publicNetworkAccess: 'Disabled' } },
    ...more,
  };
}
