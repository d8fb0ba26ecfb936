/** Number of characters that cost one step. Characters are cheaper than members. */
export const charactersPerStep = 64;

/**
 * Limits of the evaluator. Beyond one of them a value is unknown with the limit as
 * its reason, so no template can make a host hang or overflow the stack.
 *
 * Azure's own limits:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
 */
export const limits = {
  /** Characters of one expression (Azure's). */
  expressionLength: 24_576,
  /** Instances of one copy loop, as many as a template may have resources (Azure's). */
  copies: 800,
  /** Registries of one template with all that it nests: more than any subscription has. */
  registries: 4_000,
  /** Members that `range` makes (Azure's). */
  rangeCount: 10_000,
  /** Characters of one computed string, the size of a whole template (Azure's). */
  textLength: 4 * 1024 * 1024,
  /** Levels of one expression, of one value and of nested deployments. */
  levels: 100,
  /** Levels of evaluation through parameters, variables and functions that fit on the stack. */
  evaluationLevels: 400,
  /** Steps of evaluation in one template: well under a second. */
  steps: 1_000_000,
} as const;
