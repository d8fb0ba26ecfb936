/** Each `field` in an array of operations (`modify`) or of details (`append`): its property, and its value if that is literal. */
const fields =
  /\bfield[:=]Microsoft\.ContainerRegistry\/registries\/(?<property>[^,{}]+)(?:,(?:operation[:=]\w+,)?value[:=](?<value>\w+))?/gi;

/** Properties with the values that restrict a registry. */
const restricts =
  /^(?:publicNetworkAccess=Disabled|networkRuleSet\.defaultAction=Deny|(?:adminUserEnabled|anonymousPullEnabled)=false)$/i;

/**
 * Returns whether a text has a policy rule that may open registries: Azure Policy
 * changes their properties by the effects `modify` and `append`
 * (https://learn.microsoft.com/azure/governance/policy/concepts/effect-modify).
 *
 * @param text JSON or an expression in HCL, which may be in a string of JSON
 */
export function mayOpenRegistries(text: string): boolean {
  if (!/\b(?:operations|details)\b/.test(text)) return false;
  const packed = text
    .replaceAll(/\\[nr]/g, ',')
    .replaceAll(/[\s"\\]/g, '')
    .replaceAll(/,+/g, ',');
  const start = packed.search(/\b(?:operations|details)[:=]\[/);
  if (start < 0) return false;
  return [...packed.slice(start).matchAll(fields)].some(
    ({ groups = {} }) =>
      !restricts.test(`${groups['property']}=${groups['value']}`),
  );
}
