import { isList, isObject, tooLarge, Unknown } from '../model/value';
import type { Value } from '../model/value';
import { shorten } from '../util/shorten';
import {
  Refused,
  asMap,
  asSet,
  isMap,
  isSet,
  toObject,
  toText,
} from './evaluation/values';

export { tooLarge } from '../model/value';

/** A value that Terraform computes, with how it was written. */
export class TerraformExpression extends Unknown {
  /**
   * @param template the whole string
   * @param pieces what it is put together from: text, and what is not known
   * @param reason why it is unknown, if the template is not the best reason
   * @param isSource the template is what was written, not only what it refers to
   * @param origin what the expression depends on, if that is written elsewhere
   * @param module what the addresses in it start with, if another module wrote it: `module.hub.`
   */
  constructor(
    readonly template: string,
    readonly pieces: readonly (string | Unknown)[] = [],
    reason = `Terraform computes ${shorten(template)}`,
    readonly isSource = true,
    readonly origin?: Unknown,
    readonly module?: string,
  ) {
    super(reason);
  }

  /** All that is written of it, here and where it comes from: what references are looked for in. */
  get written(): string {
    // Of another module addresses would mean something else here.
    return this.origin instanceof TerraformExpression &&
      this.origin.module === this.module
      ? `${this.template} ${this.origin.written}`
      : this.template;
  }

  override get prefix(): string {
    const [first] = this.pieces;
    return typeof first === 'string' ? first : '';
  }
}

/**
 * Notes in what is unknown of a value which module wrote it, before another module
 * sees the value: as an input or an output.
 *
 * @param module what the addresses of the module start with; empty for the root
 */
export function qualify(value: Value, module: string): Value {
  if (value instanceof TerraformExpression) {
    if (value.module !== undefined) return value;
    const { template, pieces, reason, isSource, origin } = value;
    const own = pieces.map((piece) =>
      piece instanceof Unknown ? (qualify(piece, module) as Unknown) : piece,
    );
    return new TerraformExpression(
      template,
      own,
      reason,
      isSource,
      origin,
      module,
    );
  }
  if (isList(value)) {
    const members = value.map((member) => qualify(member, module));
    if (members.every((member, index) => member === value[index])) return value;
    return isSet(value) ? asSet(members) : members;
  }
  if (!isObject(value)) return value;
  const members = Object.entries<Value>(value).map(
    ([name, member]) => [name, qualify(member, module)] as const,
  );
  if (members.every(([name, member]) => member === value[name])) return value;
  return isMap(value) ? asMap(toObject(members)) : toObject(members);
}

/** Limits of what the locals of one document may cost. Past one of them a value is unknown. */
export const limits = {
  /** Values in one local, each counted as often as it occurs. */
  values: 100_000,
  /** Values that are evaluated in locals, in all. */
  steps: 2_000_000,
  /** Locals that refer to one another in a chain. */
  levels: 200,
  /** Levels of objects and lists in one another: what the stack holds. */
  depth: 400,
  /** Characters of a string that is put together, the size of a whole template (Azure's). */
  characters: 4 * 1024 * 1024,
} as const;

/** Puts a string together, as far as its pieces are known. */
export function join(values: readonly Value[], template: string): Value {
  const joined: (string | Unknown)[] = [];
  let length = 0;
  for (const value of values) {
    const last = joined.at(-1);
    const text = toText(value);
    // A list, an object or null in a string is Terraform's error.
    if (text === tooLarge || text instanceof Refused) return text;
    if (typeof text !== 'string') joined.push(text);
    else {
      length += text.length;
      if (length > limits.characters) return tooLarge;
      if (typeof last === 'string') joined.splice(-1, 1, last + text);
      else joined.push(text);
    }
  }
  return joined.every((piece) => typeof piece === 'string')
    ? joined.join('')
    : new TerraformExpression(template, joined);
}

/** Replaces a value that is nested too deep. */
export const tooDeep = new Unknown(
  `it is nested more than ${limits.depth} levels deep`,
);
