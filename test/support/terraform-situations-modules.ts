import { hub, registry, root, type, web } from './terraform-situation';
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
];
