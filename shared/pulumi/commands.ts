import { unreadTemplate } from '../arm/unresolved-template';
import type { RegistryReader } from '../model/declaration';
import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';
import { hasAzureCommand, unreadCommand } from '../util/azure-commands';

/**
 * Tokens of resources that run code: the command provider
 * (https://www.pulumi.com/registry/packages/command/), dynamic resources, scripts
 * of azure-native.
 */
export const runsCode = /^command:|:dynamic[:/]|(?<!sub)script/i;

/** Reports a command that may declare or change registries, which is not evaluated. */
export const readCommand: RegistryReader = (properties) =>
  hasAzureCommand(textOf(properties))
    ? [unreadTemplate(new Unknown(unreadCommand))]
    : [];

/**
 * The strings of a value, in order: a command may be an array of arguments.
 * Unknown parts are left out. When the deployment runs they are known, and the
 * policy evaluates them again.
 */
function textOf(properties: Value): string {
  const strings: string[] = [];
  // Not by recursion: it may be nested as deep as it is long.
  const left: Value[] = [properties];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value === 'string') strings.push(value);
    else if (isList(value) || isObject(value)) {
      for (const member of Object.values(value).reverse()) left.push(member);
    }
  }
  return strings.join(' ');
}
