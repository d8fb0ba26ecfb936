import { shorten } from '../util/shorten';
import { sensitiveValue } from '../model/sensitive';
import { factsOf, fieldNames } from '../model/registry';
import type { FieldName, Registry } from '../model/registry';
import { skuNames } from '../model/sku';
import { Unknown, isList } from '../model/value';
import type { Value } from '../model/value';

/** Describes a field's value in the author's vocabulary. A value that may be a secret is not printed. */
export function describeField(registry: Registry, name: FieldName): string {
  const { value: property, source: written, missing } = registry.fields[name];
  const isSensitive = hasSensitiveValue(registry, name);
  if (property.state === 'unknown' && written.state !== 'unknown') {
    const seen =
      written.state === 'known'
        ? isSensitive
          ? sensitiveValue
          : describeValue(name, written.value)
        : 'not set';
    return `${seen} (${property.unknown.reason})`;
  }
  // Of a list of blocks the rule reads one property each, and that may be unknown.
  const isListOfMembers = property.state === 'known' && isList(property.value);
  const told = isListOfMembers ? property : written;
  if (told.state === 'known') {
    if (isSensitive) return sensitiveValue;
    const isDefault =
      registry.vocabulary.fillsDefaults && told.value === factsOf(name).default;
    const described = describeValue(name, told.value);
    return isDefault ? `${described} (also the SDK's default)` : described;
  }
  if (told.state === 'unknown') {
    return `unknown (${told.unknown.reason})`;
  }
  const fallback = factsOf(name).default;
  const details = [
    ...(fallback === undefined
      ? []
      : [`default ${registry.vocabulary.value(name, fallback)}`]),
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

/** Pulumi hands a known secret to a policy as its plain value: only what can't be one is printed. */
function describeValue(name: FieldName, value: Value): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    return isPrintable(name, value)
      ? JSON.stringify(shorten(value))
      : 'a text that Azure does not accept';
  }
  if (typeof value === 'number') {
    return factsOf(name).isNumber === true ? String(value) : 'a number';
  }
  if (!isList(value)) return 'an object';
  if (value.length === 0) return 'empty';
  const unknown = value.find((member) => member instanceof Unknown);
  if (unknown !== undefined) {
    return `a list with a value that is unknown (${unknown.reason})`;
  }
  return factsOf(name).isPublic === true
    ? `[${value.map((member) => describeValue(name, member)).join(', ')}]`
    : 'a list of values';
}

/** Azure's values of any field, and how Terraform spells a switch. */
const azureWords = new Set(
  [
    ...fieldNames.flatMap((name) => factsOf(name).values ?? []),
    ...skuNames,
    ...['true', 'false', '0', '1'],
  ].map((word) => String(word).toLowerCase()),
);

function isPrintable(name: FieldName, value: string): boolean {
  return factsOf(name).isPublic === true || azureWords.has(value.toLowerCase());
}
