import { absent, isSameText, readProperty } from './value';
import type { Property, Value } from './value';
import type { Field, FieldName, Registry, Wording } from './registry';
import { writeAssignment, writeValue } from './syntax';
import type { Syntax } from './syntax';

/** How a dialect spells one field. */
export interface FieldSpelling {
  /** The names from the resource's properties down to the value. */
  readonly path: readonly string[];
  /**
   * The dialect's own values by ARM's, where they differ:
   * `{ Enabled: true, Disabled: false }`.
   */
  readonly values?: Readonly<Record<string, boolean | string>>;
}

/**
 * One way to spell a registry: ARM properties, azurerm attributes, the inputs
 * of a module. A field that the dialect can't express is left out.
 */
export interface Dialect {
  readonly fields: Readonly<Partial<Record<FieldName, FieldSpelling>>>;
  /** How an assignment is written, for messages. */
  readonly syntax: Syntax;
  /** A nested object may be written as a list of blocks (Terraform). */
  readonly blocks?: boolean;
}

const fieldNames: readonly FieldName[] = [
  'skuName',
  'skuTier',
  'publicNetworkAccess',
  'defaultAction',
];

/**
 * Reads a registry from the raw properties of a resource.
 *
 * @param dialect how the properties are spelled
 * @param properties what the resource declares; anything at all may be in it
 * @param words the dialect that the author wrote in, where that is another one
 *   than what is read (CDKTF renders camelCase to Terraform's snake_case)
 * @returns the registry; never throws, a wrong type is a value that satisfies
 *   nothing
 */
export function readRegistry(
  dialect: Dialect,
  properties: Value | undefined,
  words: Dialect = dialect,
): Registry {
  const fields = {} as Record<FieldName, Field>;
  for (const name of fieldNames) {
    fields[name] = readField(dialect, dialect.fields[name], properties);
  }
  return { fields, wording: wordingOf(words) };
}

function readField(
  dialect: Dialect,
  spelling: FieldSpelling | undefined,
  properties: Value | undefined,
): Field {
  if (spelling === undefined) return { property: absent, written: absent };
  const written = readProperty(properties, spelling.path, {
    blocks: dialect.blocks === true,
  });
  return { property: toArm(written, spelling), written };
}

/** Turns a dialect's own value into ARM's; what has no translation stays as it is. */
function toArm(property: Property, { values }: FieldSpelling): Property {
  if (values === undefined || property.state !== 'known') return property;
  for (const [armValue, own] of Object.entries(values)) {
    if (isWrittenAs(property.value, own)) {
      return { state: 'known', value: armValue };
    }
  }
  return property;
}

/** Terraform converts the strings "true" and "false" for a boolean attribute. */
function isWrittenAs(value: Value, own: boolean | string): boolean {
  if (value === own) return true;
  if (typeof value !== 'string') return false;
  return typeof own === 'boolean'
    ? value === String(own)
    : isSameText(value, own);
}

const wordings = new WeakMap<Dialect, Wording>();

function wordingOf(dialect: Dialect): Wording {
  let wording = wordings.get(dialect);
  if (wording === undefined) {
    wording = createWording(dialect);
    wordings.set(dialect, wording);
  }
  return wording;
}

function createWording({ fields, syntax }: Dialect): Wording {
  const pathOf = (field: FieldName) => fields[field]?.path ?? [field];
  const own = (field: FieldName, armValue: string) =>
    fields[field]?.values?.[armValue] ?? armValue;
  return {
    path: (field) => pathOf(field).join('.'),
    value: (field, armValue) => writeValue(own(field, armValue)),
    assignment: (field, armValue) =>
      writeAssignment(pathOf(field), own(field, armValue), syntax),
  };
}
