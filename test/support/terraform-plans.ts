/** The type of a registry in azurerm. */
export const type = 'azurerm_container_registry';
/** The address of one. */
export const web = `${type}.web`;

/** A change that creates a registry, unless `more` overrides it. */
export const change = (after: object, unknown: object, more: object = {}) => ({
  actions: ['create'],
  before: null,
  after: { sku: 'Premium', ...after },
  after_unknown: unknown,
  ...more,
});
/** A change that updates an existing registry. */
export const update = { actions: ['update'], before: { sku: 'Premium' } };
/** A change that replaces a registry. */
export const replacement = { actions: ['delete', 'create'], before: {} };

/** The entry of a change. */
export const changed = (made: object, address = web) => ({
  address,
  mode: 'managed',
  type,
  name: 'web',
  change: made,
});

/** A plan with what was written for `web`. */
export const plan = (
  made: object,
  expressions?: object,
  more: object = {},
) => ({
  format_version: '1.2',
  resource_changes: [changed(made)],
  ...(expressions === undefined
    ? {}
    : {
        configuration: {
          root_module: {
            resources: [
              { mode: 'managed', type, name: 'web', expressions },
              // Its expressions are not the registry's.
              { mode: 'data', type, name: 'web', expressions: {} },
            ],
          },
        },
      }),
  ...more,
});

/** A module that holds a registry with what was written for it. */
export const moduleWith = (expressions: object, more: object = {}) => ({
  module: {
    resources: [{ mode: 'managed', type, name: 'web', expressions }],
    ...more,
  },
});

/** A rule set that is not known. */
export const isComputed = { network_rule_set: true };
/** The expression of a value that depends on another. */
export const waits = { references: ['local.rules'] };
