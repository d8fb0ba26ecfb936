import { Unknown, isList, isObject, memberOfUnknown } from '../model/value';
import type { Value } from '../model/value';

/** The types of the template language that functions distinguish. */
export type TypeName =
  'null' | 'bool' | 'number' | 'string' | 'array' | 'object';

/** Facts about an unknown value. */
export interface Knowledge {
  /** Its type; it is not null then. */
  readonly type?: TypeName;
  /** A string, array or object that is certainly not empty. */
  readonly nonEmpty?: boolean;
  /** Some string of the same length and characters. */
  readonly sample?: string;
  /** The start of a string. */
  readonly prefix?: string;
  /** The end of the resource id: `/providers/Microsoft.Resources/deployments/web`. */
  readonly idTail?: string;
  /** Properties that it certainly has, by lowercase name. */
  readonly members?: Readonly<Record<string, Value>>;
}

/**
 * An unknown value with known facts: `resourceId(…)` is a string that is not
 * empty, so `empty(resourceId(…))` is false.
 */
export class PartlyUnknown extends Unknown {
  constructor(
    reason: string,
    readonly knowledge: Knowledge,
    cause?: unknown,
  ) {
    super(reason, cause, knowledge.members);
  }

  override get sample(): string | undefined {
    return this.knowledge.sample;
  }

  override get prefix(): string {
    return this.knowledge.prefix ?? '';
  }
}

/** Adds facts to an unknown value; returns other values unchanged. */
export function withKnowledge(value: Value, knowledge: Knowledge): Value {
  if (!(value instanceof Unknown)) return value;
  const known = { ...knowledgeOf(value), ...knowledge };
  return new PartlyUnknown(value.reason, known, value.cause);
}

/** The fact that a string starts with a part of it, if that part is known. */
export function knownStart(part: Value | undefined): Knowledge {
  return typeof part === 'string' && part !== '' ? { prefix: part } : {};
}

/** Returns the facts about an unknown value. */
export function knowledgeOf(unknown: Unknown): Knowledge {
  return unknown instanceof PartlyUnknown ? unknown.knowledge : {};
}

/** The type of a value; undefined if it is unknown. */
export function typeOf(value: Value): TypeName | undefined {
  if (value instanceof Unknown) return knowledgeOf(value).type;
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'string' : 'object';
}

/** Returns whether a string, array or object is empty; undefined if that is unknown. */
export function isEmpty(value: Value): boolean | undefined {
  if (value instanceof Unknown) {
    return knowledgeOf(value).nonEmpty === true ? false : undefined;
  }
  if (value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return typeof value === 'object' ? Object.keys(value).length === 0 : false;
}

/**
 * Returns the known properties of an object or of an unknown object, by
 * lowercase name; undefined if the value may not be an object.
 */
export function membersOf(
  value: Value,
): Readonly<Record<string, Value>> | undefined {
  if (value instanceof Unknown) {
    const { type, members = {} } = knowledgeOf(value);
    return type === 'object' ? members : undefined;
  }
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]),
  );
}

/** A property or member of an unknown value, with no known facts. */
export function partOfUnknown(base: Unknown, key: Value): Value {
  const found = typeof key === 'string' ? memberOfUnknown(base, key) : base;
  return found === base ? new Unknown(base.reason, base.cause) : found;
}
