import { Unknown, isList, isObject, memberOfUnknown } from '../model/value';
import type { Value } from '../model/value';

/** The types of the template language, as far as a value's type is asked for. */
export type TypeName =
  'null' | 'bool' | 'number' | 'string' | 'array' | 'object';

/** What can be said of a value that is not known. */
export interface Knowledge {
  /** Its type; it is not null then. */
  readonly type?: TypeName;
  /** A text, array or object that surely has something in it. */
  readonly nonEmpty?: boolean;
  /** Some string of the same length and characters. */
  readonly sample?: string;
  /** What the resource id that it is ends with: `/providers/Microsoft.Resources/deployments/web`. */
  readonly idTail?: string;
  /** Properties that it surely has, by name in lower case. */
  readonly members?: Readonly<Record<string, Value>>;
}

/**
 * An unknown of which something is known all the same: `resourceId(…)` is some
 * text that isn't empty, so `empty(resourceId(…))` is false.
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
}

/** Adds to what is known of an unknown; anything else stays as it is. */
export function withKnowledge(value: Value, knowledge: Knowledge): Value {
  if (!(value instanceof Unknown)) return value;
  const known = { ...knowledgeOf(value), ...knowledge };
  return new PartlyUnknown(value.reason, known, value.cause);
}

/** What is known of an unknown. */
export function knowledgeOf(unknown: Unknown): Knowledge {
  return unknown instanceof PartlyUnknown ? unknown.knowledge : {};
}

/** The type of a value, or undefined where it can't be told. */
export function typeOf(value: Value): TypeName | undefined {
  if (value instanceof Unknown) return knowledgeOf(value).type;
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'string' : 'object';
}

/** Tells whether a text, array or object is empty; undefined where it can't be told. */
export function isEmpty(value: Value): boolean | undefined {
  if (value instanceof Unknown) {
    return knowledgeOf(value).nonEmpty === true ? false : undefined;
  }
  if (value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return typeof value === 'object' ? Object.keys(value).length === 0 : false;
}

/**
 * What is surely in an object or in something unknown that is one, by names in
 * lower case; undefined for what may be no object.
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

/** A property or member of something unknown, of which nothing else is known. */
export function partOfUnknown(base: Unknown, key: Value): Value {
  const found = typeof key === 'string' ? memberOfUnknown(base, key) : base;
  return found === base ? new Unknown(base.reason, base.cause) : found;
}
