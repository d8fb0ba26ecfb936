import { shorten } from '../util/shorten';
import type { FieldName, Registry, Scalar } from '../model/registry';
import { Unknown, isList } from '../model/value';
import type { Value } from '../model/value';

/** What Azure does with a field that nobody sets. */
const azureDefaults: Readonly<Partial<Record<FieldName, Scalar>>> = {
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Allow',
  networkRuleBypassOptions: 'AzureServices',
  adminUserEnabled: false,
  anonymousPullEnabled: false,
  quarantinePolicy: 'disabled',
  trustPolicy: 'disabled',
  retentionPolicy: 'disabled',
  softDeletePolicy: 'disabled',
  exportPolicy: 'enabled',
};

/**
 * Values that a message may print. Anything else may be a secret: Pulumi hands
 * a known secret to a policy as its plain value.
 */
const printable = new Set([
  'allow',
  'azureservices',
  'basic',
  'classic',
  'deny',
  'disabled',
  'enabled',
  'false',
  'none',
  'premium',
  'securedbyperimeter',
  'standard',
  'true',
]);

/** Says what a field is, in the author's words; never a value that may be a secret. */
export function describeField(registry: Registry, name: FieldName): string {
  const { value: property, source: written, missing } = registry.fields[name];
  if (written.state === 'known' && isDays(name, written.value)) {
    return String(written.value);
  }
  if (property.state === 'unknown' && written.state !== 'unknown') {
    const seen =
      written.state === 'known' ? describeSku(written.value) : 'not set';
    return `${seen} (${property.unknown.reason})`;
  }
  // Of a list of blocks the rule reads one property each, and that may be unknown.
  const isListOfMembers = property.state === 'known' && isList(property.value);
  const told = isListOfMembers ? property : written;
  if (told.state === 'known') return describeValue(told.value);
  if (told.state === 'unknown') {
    return `not known yet (${told.unknown.reason})`;
  }
  const fallback = azureDefaults[name];
  const details = [
    ...(fallback === undefined
      ? []
      : [`default ${registry.vocabulary.value(name, fallback)}`]),
    ...(missing === undefined ? [] : [missing]),
  ];
  return details.length === 0 ? 'not set' : `not set (${details.join('; ')})`;
}

/** A number of days is no secret. */
function isDays(name: FieldName, value: Value): value is number {
  return name.endsWith('Days') && typeof value === 'number';
}

/** A SKU is no secret. */
function describeSku(value: Value): string {
  return typeof value === 'string'
    ? JSON.stringify(shorten(value))
    : describeValue(value);
}

function describeValue(value: Value): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    return printable.has(value.toLowerCase())
      ? JSON.stringify(value)
      : 'a text that Azure does not accept';
  }
  if (typeof value === 'number') return 'a number';
  if (!isList(value)) return 'an object';
  const unknown = value.find((member) => member instanceof Unknown);
  return unknown === undefined
    ? 'a list of values'
    : `a list with a value that is not known yet (${unknown.reason})`;
}
