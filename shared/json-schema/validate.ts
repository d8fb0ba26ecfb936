import type { ObjectSchema, Schema, StringSchema } from './types';

/** A name or an index in the path from the root of an input to a part of it. */
export type Step = string | number;

/** One error in an input. */
export interface ValidationIssue {
  readonly kind: 'unknownName' | 'missing' | 'wrongValue';
  /** The steps to the part that is wrong or missing. */
  readonly path: readonly Step[];
  /** The value found; undefined if it is missing. */
  readonly received: unknown;
  /** The schema of the part; for an unknown name, the schema of its object. */
  readonly schema: Schema;
}

/**
 * Validates an input and returns all errors, in the order of the input.
 *
 * No library, because this runs at the start of the Pulumi pack, where loading
 * one takes too long (valibot 7 ms, ajv 27, zod 50). A test compares the result
 * with ajv's.
 *
 * @param input any value; only own properties of plain objects count, and an
 *   undefined one counts as missing
 */
export function validate(
  schema: Schema,
  input: unknown,
  path: readonly Step[] = [],
): ValidationIssue[] {
  const wrong: ValidationIssue = {
    kind: 'wrongValue',
    path,
    received: input,
    schema,
  };
  if ('anyOf' in schema) {
    const alternative = schema.anyOf.find(({ type }) => isOfType(type, input));
    if (alternative === undefined) return [wrong];
    return validate(alternative, input, path).map((problem) =>
      problem.path === path ? wrong : problem,
    );
  }
  if (!isOfType(schema.type, input) || !isWithinBounds(schema, input)) {
    return [wrong];
  }
  if (schema.type === 'array') {
    return Array.from(input as readonly unknown[]).flatMap((item, index) =>
      validate(schema.items, item, [...path, index]),
    );
  }
  return schema.type === 'object'
    ? validateProperties(schema, input as PlainObject, path)
    : [];
}

type PlainObject = Readonly<Record<string, unknown>>;
type TypeName = Exclude<Schema, { readonly anyOf: unknown }>['type'];

function isOfType(type: TypeName, input: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof input === type;
    case 'integer':
      return Number.isInteger(input);
    case 'array':
      return Array.isArray(input);
    case 'object':
      return isPlainObject(input);
  }
}

/** Returns whether a value is a plain object: a Map or a Date has no options to read. */
function isPlainObject(input: unknown): input is PlainObject {
  if (typeof input !== 'object' || input === null) return false;
  const prototype: unknown = Object.getPrototypeOf(input);
  // The root of all prototypes, in any realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Validates the constraints of a schema other than the type, which was checked before. */
function isWithinBounds(
  schema: Exclude<Schema, { readonly anyOf: unknown }>,
  input: unknown,
): boolean {
  switch (schema.type) {
    case 'string':
      return isFittingText(schema, String(input));
    case 'boolean':
      return true;
    case 'integer':
      return Number(input) >= schema.minimum && Number(input) <= schema.maximum;
    case 'array':
      return (input as readonly unknown[]).length >= (schema.minItems ?? 0);
    case 'object':
      return (
        givenNames(input as PlainObject).length >= (schema.minProperties ?? 0)
      );
  }
}

function isFittingText(schema: StringSchema, text: string): boolean {
  if (schema.enum?.includes(text) === false) return false;
  if (schema.format === 'date' && !isCalendarDate(text)) return false;
  if (schema.format === 'regex' && !isRegularExpression(text)) return false;
  return schema.pattern === undefined || new RegExp(schema.pattern).test(text);
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

/** Returns whether a string is an existing day, as `YYYY-MM-DD`. */
function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // A day that the month does not have turns into another day.
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  );
}

function validateProperties(
  schema: ObjectSchema,
  input: PlainObject,
  path: readonly Step[],
): ValidationIssue[] {
  const given = givenNames(input);
  const missing = (schema.required ?? []).filter(
    (name) => !given.includes(name),
  );
  return [
    ...given.flatMap((name): ValidationIssue[] => {
      const received = input[name];
      const property = propertyOf(schema, name);
      return property === undefined
        ? [{ kind: 'unknownName', path: [...path, name], received, schema }]
        : validate(property, received, [...path, name]);
    }),
    ...missing.map((name): ValidationIssue => ({
      kind: 'missing',
      path: [...path, name],
      received: undefined,
      schema: propertyOf(schema, name) ?? schema,
    })),
  ];
}

/** Looks up a property of the schema itself, which does not include `__proto__`. */
function propertyOf(schema: ObjectSchema, name: string): Schema | undefined {
  return Object.hasOwn(schema.properties, name)
    ? schema.properties[name]
    : undefined;
}

function givenNames(input: PlainObject): string[] {
  return Object.keys(input).filter((name) => input[name] !== undefined);
}
