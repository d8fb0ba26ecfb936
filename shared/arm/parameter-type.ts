import { unescapeSegment } from '../json/pointer';
import { isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { byLowerName, readPart } from './lookup';
import { isEmpty } from './partially-known';
import type { Knowledge, TypeName } from './partially-known';

/** The constraints on a parameter's values from its definition. */
export interface DeclaredType {
  /** Null, and no value at all, are allowed. */
  readonly isNullable: boolean;
  /** Azure doesn't log it: `secureString`, `secureObject`. */
  readonly isSecure: boolean;
  /** Applies to every value that is not null. */
  readonly knowledge: Knowledge;
}

const types: Readonly<Record<string, TypeName>> = {
  array: 'array',
  bool: 'bool',
  int: 'number',
  object: 'object',
  secureobject: 'object',
  securestring: 'string',
  string: 'string',
};

/** Number of definitions that a type may refer through, so that a cycle ends. */
const mostReferences = 20;

/**
 * Reads a parameter's definition, through the definitions that its type refers
 * to: https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
 */
export function declaredType(
  definition: ValueObject,
  template: ValueObject,
): DeclaredType {
  let part: ValueObject | undefined = definition;
  let isNullable = false;
  let isSecure = false;
  let type: TypeName | undefined;
  let nonEmpty = false;
  for (let step = 0; part !== undefined && step < mostReferences; step++) {
    isNullable ||= readPart(part, 'nullable') === true;
    const written = readPart(part, 'type');
    if (typeof written === 'string') type ??= types[written.toLowerCase()];
    isSecure ||= typeof written === 'string' && /^secure/i.test(written);
    nonEmpty ||= excludesEmpty(part, type);
    part = referredTo(part, template);
  }
  return {
    isNullable,
    isSecure,
    knowledge: type === undefined ? {} : { type, nonEmpty },
  };
}

function excludesEmpty(
  definition: ValueObject,
  type: TypeName | undefined,
): boolean {
  const least = readPart(definition, 'minLength');
  if (typeof least === 'number' && least > 0) return true;
  // An array may be empty, whatever values its members may have.
  if (type !== 'string') return false;
  const allowed = readPart(definition, 'allowedValues');
  const hasMembers = isList(allowed) && allowed.length > 0;
  return hasMembers && allowed.every((value) => isEmpty(value) === false);
}

function referredTo(
  definition: ValueObject,
  template: ValueObject,
): ValueObject | undefined {
  const reference = readPart(definition, '$ref');
  const [, name] =
    typeof reference === 'string'
      ? (/^#\/definitions\/(.+)/.exec(reference) ?? [])
      : [];
  const definitions = readPart(template, 'definitions');
  if (name === undefined || !isObject(definitions)) return undefined;
  const found: Value | undefined =
    readPart(definitions, name) ??
    byLowerName(definitions).get(unescapeSegment(name).toLowerCase());
  return isObject(found) ? found : undefined;
}
