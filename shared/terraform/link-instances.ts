import type { JsonObject } from '../json/json';
import { allOf } from '../model/kleene';
import type { Ternary } from '../model/kleene';
import { isSameValue } from '../model/same-value';
import type { InstanceReference } from './computed';
import type { Declaring } from './links';
import { splitKey } from './references';

/** Returns whether an update has an instance for each of those of a resource. */
export function isOfEach({ body }: Declaring): boolean {
  const forEach = body?.['for_each'];
  return typeof forEach === 'string' && referenceIn(forEach) !== undefined;
}

/** The reference that a template is, as written; undefined if it is more. */
function referenceIn(template: string): string | undefined {
  return /^\$\{([\w.-]+)\}$/.exec(template)?.[1];
}

/** `for_each = azurerm_container_registry.web` makes `each.value` each of them. */
export function withEach(template: string, { body }: Declaring): string {
  const forEach = body?.['for_each'];
  if (typeof forEach !== 'string' || !/\beach\.value\b/.test(template)) {
    return template;
  }
  const whole = referenceIn(forEach);
  return whole === undefined
    ? `${template}${forEach}`
    : template.replaceAll(/\beach\.value\b/g, whole);
}

/** Returns whether an index in a reference leaves out no instance of a resource. */
export function isOnlyInstance(
  { body }: Pick<Declaring, 'body'>,
  update: Declaring,
  template: string,
): boolean {
  if (body === undefined) return false;
  if (/\[(?:each\.key|count\.index)\]/.test(template)) {
    return isRepeatedAs(update, body);
  }
  const { count, for_each: forEach } = body;
  if (forEach !== undefined) return false;
  return (
    count === 1 ||
    (typeof count === 'string' &&
      /^\$\{[^?]*\?\s*(?:1\s*:\s*0|0\s*:\s*1)\s*\}$/.test(count))
  );
}

/** Returns whether an update through an output of a module is about each registry of the module. */
export function isOfEachModule(
  update: Declaring,
  instances: readonly InstanceReference[],
): boolean {
  const [reference, ...others] = instances;
  if (reference === undefined || others.length > 0) return false;
  const { key, call, from } = reference;
  const isOwn = from === (update.module ?? '');
  return isOwn && isOnlyInstance({ body: call.json }, update, key);
}

/** Returns whether an update is sent if the registry of a module is created, an output of which it refers to. */
export function runsWithModule(
  update: Declaring,
  [reference]: readonly InstanceReference[],
): Ternary {
  const isAlike =
    reference !== undefined &&
    isSentAlways(update) &&
    isRepeatedAs(update, reference.call.json);
  return isAlike ? 'yes' : runsOf(update);
}

/** Returns whether each instance of an update sends its request when its registry is created. */
function isSentAlways({ isTriggered, body }: Declaring): boolean {
  return isTriggered !== true && body !== undefined && !mayBeDisabled(body);
}

/** Returns whether an update has the same instances as a resource, and some. */
function isRepeatedAs({ body }: Declaring, resource: JsonObject): boolean {
  return ['count', 'for_each'].every((name) =>
    isSameValue(body?.[name] ?? null, resource[name] ?? null),
  );
}

/** Returns whether an update is sent if its registry is created. */
export function runsWith(update: Declaring, resource: Declaring): Ternary {
  const { address, body, module = '' } = resource;
  const own = update.module ?? '';
  // Blocks of a module exist only if the module does.
  const moduleRuns = module.startsWith(own)
    ? 'yes'
    : (update.moduleRuns ?? 'yes');
  const isAlike =
    own === module &&
    isSentAlways(update) &&
    body !== undefined &&
    (isRepeatedAs(update, body) ||
      update.body?.['for_each'] ===
        `\${${splitKey(address.slice(module.length))[0]}}`);
  return isAlike ? 'yes' : allOf(ownRuns(update), moduleRuns);
}

export function runsOf(update: Declaring): Ternary {
  return allOf(ownRuns(update), update.moduleRuns ?? 'yes');
}

function ownRuns({ runs = 'yes' }: Declaring): Ternary {
  return runs === 'maybe' ? 'unknown' : runs;
}

/** OpenTofu's `lifecycle { enabled = … }`. */
function mayBeDisabled({ lifecycle }: JsonObject): boolean {
  return lifecycle !== undefined && /"enabled"/.test(JSON.stringify(lifecycle));
}
