import { shorten } from '../util/shorten';
import { sensitiveValue } from '../model/sensitive';
import { factsOf, fieldNames } from '../model/registry';
import type { FieldName, Registry } from '../model/registry';
import { skuNames } from '../model/sku';
import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';

/** Describes a field's value in the author's vocabulary. A value that may be a secret is not printed. */
export function describeField(registry: Registry, name: FieldName): string {
  const { value: property, source, missing, isIgnored } = registry.fields[name];
  const { vocabulary } = registry;
  const isSensitive = hasSensitiveValue(registry, name);
  if (isIgnored === true) return `ignored (${missing})`;
  if (property.state === 'unknown' && source.state !== 'unknown') {
    const seen =
      source.state === 'known'
        ? isSensitive
          ? sensitiveValue
          : (printed(name, source.value) ?? kindOf(source.value))
        : 'not set';
    return `${seen} (${property.unknown.reason})`;
  }
  // Of a list of blocks the rule reads one property each, and that may be unknown.
  const isListOfMembers = property.state === 'known' && isList(property.value);
  const shown = isListOfMembers ? property : source;
  if (shown.state === 'known') {
    if (isSensitive) return sensitiveValue;
    const described = printed(name, shown.value);
    if (described === undefined) return unprinted(registry, name, shown.value);
    const isDefault =
      vocabulary.fillsDefaults && shown.value === factsOf(name).default;
    return isDefault ? `${described} (also the SDK's default)` : described;
  }
  if (shown.state === 'unknown') {
    return `unknown (${shown.unknown.reason})`;
  }
  const fallback = factsOf(name).default;
  const details = [
    ...(fallback === undefined
      ? []
      : [`default ${vocabulary.value(name, fallback)}`]),
    ...(missing === undefined ? [] : [missing]),
  ];
  return details.length === 0 ? 'not set' : `not set (${details.join('; ')})`;
}

/** Returns whether a field has a value that messages must not print. */
export function hasSensitiveValue(
  { fields, sensitive }: Registry,
  name: FieldName,
): boolean {
  if (sensitive === undefined || sensitive.isEmpty) return false;
  const { value, source } = fields[name];
  return [value, source].some(
    (one) => one.state === 'known' && sensitive.hides(one.value),
  );
}

/** The members of an array in a message; of more the first. */
const mostMembers = 5;

/**
 * Writes a value that can't be a secret: Pulumi hands a known secret to a policy as
 * its plain value.
 *
 * @returns undefined if it may be one
 */
function printed(name: FieldName, value: Value): string | undefined {
  const { isPublic, isNumber } = factsOf(name);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    return isPublic === true || azureWords.has(value.toLowerCase())
      ? JSON.stringify(shorten(value))
      : undefined;
  }
  if (typeof value === 'number') {
    return isNumber === true ? String(value) : undefined;
  }
  if (!isList(value)) return undefined;
  if (value.length === 0) return 'empty';
  const unknown = value.find((member) => member instanceof Unknown);
  if (unknown !== undefined) return `partly unknown (${unknown.reason})`;
  if (isPublic !== true) return undefined;
  const members = value
    .slice(0, mostMembers)
    .map((member) => printed(name, member) ?? kindOf(member));
  const more = value.length - members.length;
  return `[${members.join(', ')}${more > 0 ? ` and ${more} more` : ''}]`;
}

/** Describes a value that is not printed: by what Azure takes it for, else by its kind. */
function unprinted(
  { fields, vocabulary }: Registry,
  name: FieldName,
  value: Value,
): string {
  const { value: property } = fields[name];
  const { values = [], default: fallback, isNumber } = factsOf(name);
  const word = values.find(
    (each) => property.state === 'known' && property.value === each,
  );
  if (word !== undefined) return vocabulary.value(name, word);
  const isKnownKind = fallback !== undefined || isNumber === true;
  return isKnownKind ? `not a valid value (${kindOf(value)})` : kindOf(value);
}

function kindOf(value: Value): string {
  if (isList(value)) return 'an array';
  return isObject(value) ? 'an object' : `a ${typeof value}`;
}

/** Azure's values of any field, and how Terraform spells a switch. */
const azureWords = new Set(
  [
    ...fieldNames.flatMap((name) => factsOf(name).values ?? []),
    ...skuNames,
    ...['true', 'false', '0', '1'],
  ].map((word) => String(word).toLowerCase()),
);
