import { acrPolicy, check, inFolder } from '../support/cli';
import { change, changed, plan, web } from '../support/terraform-plans';

const version = { format_version: '1.2' };
const open = change({}, {});
const entry = changed(open);
const valued = { ...entry, change: undefined, values: { sku: 'Premium' } };

describe('a plan that is damaged ends with exit code 2, and says where', () => {
  test.each<[document: object, says: string]>([
    [
      { ...version, planned_values: 3 },
      'has "planned_values", which must be an object, but is a number',
    ],
    [
      { ...version, resource_changes: 'nothing' },
      'has "resource_changes", which must be an array, but is a string',
    ],
    [
      { ...version, resource_changes: [entry, 7] },
      'has "resource_changes[1]", which must be an object, but is a number',
    ],
    [
      { ...version, resource_changes: [{ ...entry, type: undefined }] },
      'has no "resource_changes[0].type": a string was expected',
    ],
    [
      { ...version, resource_changes: [{ ...entry, address: 7 }] },
      'has "resource_changes[0].address", which must be a string, but is a number',
    ],
    [
      { ...version, resource_changes: [{ ...entry, name: {} }] },
      'has "resource_changes[0].name", which must be a string, but is an object',
    ],
    [
      { ...version, resource_changes: [{ ...entry, mode: true }] },
      'has "resource_changes[0].mode", which must be a string, but is a boolean',
    ],
    [
      { ...version, resource_changes: [{ ...entry, change: null }] },
      'has "resource_changes[0].change", which must be an object, but is null',
    ],
    [
      { ...version, resource_changes: [{ ...entry, change: undefined }] },
      'has no "resource_changes[0].change": an object was expected',
    ],
    [
      plan({ ...open, actions: 'create' }),
      'has "resource_changes[0].change.actions", which must be an array, but is a string',
    ],
    [
      plan({ ...open, actions: ['create', 'rename'] }),
      `has the action "rename" for ${web}, which is not known here`,
    ],
    [
      plan({ ...open, after: 'x' }),
      'has "resource_changes[0].change.after", which must be an object, but is a string',
    ],
    [
      plan({ ...open, after: null }),
      'has no "resource_changes[0].change.after": an object was expected',
    ],
    [
      plan({ ...open, after_unknown: 'x' }),
      'has "resource_changes[0].change.after_unknown", which must be an object, but is a string',
    ],
    [
      plan({ ...open, actions: ['delete'], before: [], after: null }),
      'has "resource_changes[0].change.before", which must be an object, but is an array',
    ],
    [
      { ...version, deferred_changes: {} },
      'has "deferred_changes", which must be an array, but is an object',
    ],
    [
      { ...version, deferred_changes: [{ reason: 'unknown' }] },
      'has no "deferred_changes[0].resource_change": an object was expected',
    ],
    [
      { ...version, planned_values: { root_module: [] } },
      'has "planned_values.root_module", which must be an object, but is an array',
    ],
    [
      { ...version, planned_values: { root_module: { resources: {} } } },
      'has "planned_values.root_module.resources", which must be an array, but is an object',
    ],
    [
      { ...version, planned_values: { root_module: { child_modules: 3 } } },
      'has "planned_values.root_module.child_modules", which must be an array, but is a number',
    ],
    [
      {
        ...version,
        values: { root_module: { child_modules: [{}, { resources: 1 }] } },
      },
      'has "values.root_module.child_modules[1].resources", which must be an array, but is a number',
    ],
    [
      {
        ...version,
        values: { root_module: { resources: [{ ...valued, values: 7 }] } },
      },
      'has "values.root_module.resources[0].values", which must be an object, but is a number',
    ],
    [
      { ...version, resource_drift: 'x' },
      'has "resource_drift", which must be an array, but is a string',
    ],
    [
      { ...version, prior_state: [] },
      'has "prior_state", which must be an object, but is an array',
    ],
    [
      { ...version, prior_state: { values: { root_module: 1 } } },
      'has "prior_state.values.root_module", which must be an object, but is a number',
    ],
    [
      { ...version, action_invocations: {} },
      'has "action_invocations", which must be an array, but is an object',
    ],
    [
      { ...version, action_invocations: [{ address: 'action.x.y' }] },
      'has no "action_invocations[0].type": a string was expected',
    ],
    [
      { ...version, deferred_action_invocations: [{}] },
      'has no "deferred_action_invocations[0].action_invocation": an object was expected',
    ],
    [
      plan(open, undefined, { configuration: 'x' }),
      'has "configuration", which must be an object, but is a string',
    ],
    [
      plan(open, undefined, { configuration: { root_module: [] } }),
      'has "configuration.root_module", which must be an object, but is an array',
    ],
    [
      plan(open, undefined, {
        configuration: { root_module: { resources: 1 } },
      }),
      'has "configuration.root_module.resources", which must be an array, but is a number',
    ],
    [
      plan(open, undefined, {
        configuration: { root_module: { module_calls: { hub: 7 } } },
      }),
      'has "configuration.root_module.module_calls.hub", which must be an object, but is a number',
    ],
    [
      plan(open, undefined, { variables: [] }),
      'has "variables", which must be an object, but is an array',
    ],
    [
      { ...plan(open), format_version: '2.0' },
      'has format_version "2.0", and this version reads 0.* and 1.*',
    ],
    [
      { ...plan(open), format_version: 1 },
      'has "format_version", which must be a string, but is a number',
    ],
    [
      plan(open, undefined, { errored: true }),
      'is a plan that Terraform ended with an error: it is not complete',
    ],
  ])('%j', async (document, says) => {
    await inFolder({ 'plan.json': document }, async (cwd) => {
      // Also where nobody named it.
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(stderr).toContain(`plan.json ${says}`);
      expect(exitCode).toBe(2);
    });
  });
});

describe('a plan that is not damaged', () => {
  test.each<[situation: string, document: object]>([
    ['has nothing in it', { ...version, planned_values: { root_module: {} } }],
    [
      'has null where nothing is',
      { ...version, resource_changes: null, planned_values: null },
    ],
    [
      'is of an old version of Terraform',
      { format_version: '0.1', planned_values: { root_module: {} } },
    ],
    [
      'has a resource that went away, and for which nothing is done',
      plan({ actions: ['no-op'], before: null, after: null }),
    ],
  ])('%s', async (_situation, document) => {
    await inFolder({ 'plan.json': document }, async (cwd) => {
      const { report, ended } = await check(['plan.json'], { cwd });
      expect(report.summary).toMatchObject({ registries: 0, notEvaluated: 0 });
      expect(ended.exitCode).toBe(0);
    });
  });
});
