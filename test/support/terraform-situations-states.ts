import type { InState } from './terraform-runs';
import { idOf, registry, root, type, web } from './terraform-situation';
import type { PlanRow } from './terraform-situation';

const inState = (name: string, more: object = {}): InState => ({
  address: `${type}.${name}`,
  attributes: {
    ...registry({ name }),
    id: idOf(name),
    login_server: `${name}.azurecr.io`,
    admin_enabled: false,
    export_policy_enabled: true,
    public_network_access_enabled: true,
    network_rule_bypass_option: 'AzureServices',
    network_rule_set: [],
    encryption: [],
    ...more,
  },
});
const allows = { network_rule_set: [{ default_action: 'Allow', ip_rule: [] }] };
const denies = { network_rule_set: [{ default_action: 'Deny', ip_rule: [] }] };

const azure = (name: string, more: Record<string, unknown>) => ({
  [idOf(name)]: more,
});
const whole = (name: string) =>
  inState(name).attributes as Record<string, unknown>;

/** Existing registries: changes, and partial plans. */
export const stateRows: readonly PlanRow[] = [
  {
    name: 'nothing-to-do',
    modules: {
      '.': root({
        [type]: {
          open: registry({ name: 'open' }),
          closed: registry({
            name: 'closed',
            network_rule_set: [{ default_action: 'Deny', ip_rule: [] }],
          }),
        },
      }),
    },
    state: [inState('open'), inState('closed', denies)],
    outcomes: { [`${type}.open`]: 'fail', [`${type}.closed`]: 'pass' },
  },
  {
    name: 'changed-by-hand',
    modules: {
      '.': root({
        [type]: {
          web: registry({
            name: 'web',
            network_rule_set: [{ default_action: 'Deny', ip_rule: [] }],
          }),
          ignoring: registry({
            name: 'ignoring',
            lifecycle: { ignore_changes: ['network_rule_set'] },
          }),
        },
      }),
    },
    state: [inState('web', denies), inState('ignoring', denies)],
    inAzure: { ...azure('web', allows), ...azure('ignoring', allows) },
    outcomes: { [web]: 'pass', [`${type}.ignoring`]: 'fail' },
  },
  {
    name: 'refresh-only',
    modules: { '.': root({ [type]: { web: registry({ name: 'web' }) } }) },
    state: [inState('web', denies), inState('closed', denies)],
    inAzure: azure('web', allows),
    args: ['-refresh-only'],
    outcomes: { [web]: 'fail', [`${type}.closed`]: 'pass' },
  },
  {
    name: 'refresh-only-before-anything-is-there',
    modules: { '.': root({ [type]: { web: registry({ name: 'web' }) } }) },
    args: ['-refresh-only'],
    outcomes: {},
    notEvaluated: [web],
  },
  {
    name: 'targeted',
    modules: {
      '.': root({
        [type]: {
          web: registry({ name: 'web', public_network_access_enabled: false }),
          other: registry({ name: 'other' }),
          there: registry({ name: 'there' }),
        },
      }),
    },
    state: [inState('there')],
    args: ['-target=azurerm_container_registry.web'],
    outcomes: { [web]: 'pass', [`${type}.there`]: 'fail' },
    notEvaluated: ['', `${type}.other`],
  },
  {
    name: 'removed',
    modules: {
      '.': root(
        {},
        { removed: [{ from: web, lifecycle: { destroy: false } }] },
      ),
    },
    state: [inState('web')],
    outcomes: { [web]: 'fail' },
  },
  {
    name: 'moved',
    modules: {
      '.': root(
        { [type]: { web: registry({ name: 'old' }) } },
        { moved: [{ from: `${type}.old`, to: web }] },
      ),
    },
    state: [inState('old', denies)],
    outcomes: { [web]: 'pass' },
  },
  {
    name: 'imported',
    modules: {
      '.': root(
        {
          [type]: {
            web: registry({ name: 'web' }),
            shut: registry({
              name: 'shut',
              public_network_access_enabled: false,
            }),
          },
        },
        {
          import: [
            { to: web, id: idOf('web') },
            { to: `${type}.shut`, id: idOf('shut') },
          ],
        },
      ),
    },
    inAzure: {
      ...azure('web', whole('web')),
      ...azure('shut', whole('shut')),
    },
    outcomes: { [web]: 'fail', [`${type}.shut`]: 'pass' },
  },
  {
    name: 'destroyed',
    modules: { '.': root({ [type]: { web: registry({ name: 'web' }) } }) },
    state: [inState('web'), inState('orphan')],
    args: ['-destroy'],
    outcomes: {},
  },
  {
    name: 'replaced',
    modules: {
      '.': root({
        [type]: {
          web: registry({ name: 'web' }),
          triggered: registry({
            name: 'triggered',
            lifecycle: {
              create_before_destroy: true,
              replace_triggered_by: [web],
            },
          }),
        },
      }),
    },
    state: [inState('web', denies), inState('triggered', denies)],
    args: ['-replace=azurerm_container_registry.web'],
    outcomes: { [web]: 'fail', [`${type}.triggered`]: 'fail' },
  },
  {
    name: 'left-by-a-replacement',
    modules: {
      '.': root({
        [type]: {
          web: registry({ name: 'web', public_network_access_enabled: false }),
        },
      }),
    },
    state: [{ ...inState('web'), deposed: '12345678' }],
    outcomes: { [web]: 'pass' },
  },
];
