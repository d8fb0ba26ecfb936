/** Commands of the Azure CLI and of Azure PowerShell that declare or change registries, or deploy templates. */
const commands =
  /\bacr\s+(?:create|update|network-rule|config)\b|\bdeployment\s+(?:group|sub|mg|tenant)\s+create\b|\bstack\s+(?:group|sub|mg)\s+create\b|(?:New|Set|Update|Add)-Az(?:ContainerRegistry|ResourceGroupDeployment|Deployment|SubscriptionDeployment)|Microsoft\.ContainerRegistry\/registries/i;

/** Commands that send any request, if they also mention a registry. */
const requests =
  /\baz\s+(?:rest|resource)\b|\bInvoke-AzRest|\bmanagement\.azure\.com\b/i;
const registries = /container_?registry/i;

/** Returns whether a text has a command that may declare or change registries. */
export function hasAzureCommand(text: string): boolean {
  // The arguments of a command may be a JSON array.
  const line = text.replaceAll(/"\s*,\s*"/g, ' ');
  return commands.test(line) || (requests.test(line) && registries.test(line));
}

/** The reason why a command that calls Azure is not evaluated. */
export const unreadCommand =
  "it runs a command that may declare or change registries, and is not evaluated. Set these properties in the registry's own resource";
