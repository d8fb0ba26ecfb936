import type { JsonObject } from '../json/json';
import {
  isList,
  isObject,
  memberOfUnknown,
  tooLarge,
  Unknown,
} from '../model/value';
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
import type { Step } from './hcl/tree';
import type { Part } from './labelled';

export { tooLarge } from '../model/value';

/** A reference to one instance of a module that is not known, or to all of them: `module.hub[each.key]`. */
export interface InstanceReference {
  /** The index as written: `[each.key]`. */
  readonly key: string;
  /** The call of the module. */
  readonly call: Part<JsonObject>;
  /** The start of the addresses of the module that makes the call. */
  readonly from: string;
}

/** A value that Terraform computes, with how it was written. */
export class TerraformExpression extends Unknown {
  /**
   * @param template the whole string
   * @param pieces what it is put together from: text, and what is not known
   * @param reason why it is unknown, if the template is not the best reason
   * @param isSource the template is what was written, not only what it refers to
   * @param origin what the expression depends on, if that is written elsewhere
   * @param module what the addresses in it start with, if another module wrote it: `module.hub.`
   * @param instances the references by which it may be from several instances of that module
   */
  constructor(
    readonly template: string,
    readonly pieces: readonly (string | Unknown)[] = [],
    reason = reasonOf(template),
    readonly isSource = true,
    readonly origin?: Unknown,
    readonly module?: string,
    readonly instances: readonly InstanceReference[] = [],
  ) {
    super(reason);
  }

  /** The reference that it is, as written: `var.registries["a"]`; undefined if it is more or less. */
  get reference(): string | undefined {
    return this.pieces.length === 0 && this.origin === undefined
      ? wholeReference.exec(this.template)?.[1]
      : undefined;
  }

  /** A member of it, of which a host knows no more than the name or the index. */
  member(step: Step): TerraformExpression {
    return this.part(
      typeof step === 'string' && identifier.test(step)
        ? `.${step}`
        : indexOf(step),
    );
  }

  /** A part of it: `.sku`, `[each.key]`. */
  part(step: string): TerraformExpression {
    const { template, pieces, module, instances, reference, reason } = this;
    const inner = reference ?? /^\$\{(.*)\}$/s.exec(template)?.[1];
    if (inner === undefined || pieces.length > 0) return this;
    return new TerraformExpression(
      reference === undefined ? `\${(${inner})${step}}` : `\${${inner}${step}}`,
      [],
      reason === reasonOf(template) ? undefined : reason,
      this.isSource,
      reference === undefined ? this : undefined,
      module,
      instances,
    );
  }

  override get prefix(): string {
    const [first] = this.pieces;
    return typeof first === 'string' ? first : '';
  }
}

function reasonOf(template: string): string {
  return `Terraform computes ${shorten(template)}`;
}

/** A reference to what only Terraform knows: `${azurerm_container_registry.web}`. */
const wholeReference = /^\$\{([\p{ID_Continue}.[\]"-]+)\}$/u;

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** The member of what is unknown; of an expression, the expression of that member. */
export function memberOfComputed(unknown: Unknown, step: Step): Value {
  const member =
    typeof step === 'string' ? memberOfUnknown(unknown, step) : unknown;
  return member === unknown && unknown instanceof TerraformExpression
    ? unknown.member(step)
    : member;
}

/** An index as written: `[each.key]`, `["a"]`. */
export function indexOf(key: Value): string {
  return key instanceof TerraformExpression
    ? `[${key.template.replace(/^\$\{|\}$/g, '')}]`
    : `[${key instanceof Unknown ? '?' : JSON.stringify(key)}]`;
}

/**
 * Notes in what is unknown of a value which module wrote it, before another module
 * sees the value: as an input or an output.
 *
 * @param module what the addresses of the module start with; empty for the root
 */
export function qualify(value: Value, module: string): Value {
  return placed(value, (expression) =>
    expression.module === undefined
      ? { module, instances: expression.instances }
      : undefined,
  );
}

/**
 * Notes in what is unknown of an output that it may be the output of another
 * instance of the module.
 *
 * @param from what the addresses of the instance start with
 * @param to what the addresses in the value are to start with
 */
export function asOneOfSeveral(
  value: Value,
  from: string,
  to: string,
  reference: InstanceReference,
): Value {
  return placed(value, ({ module, instances }) =>
    module?.startsWith(from) === true
      ? {
          module: `${to}${module.slice(from.length)}`,
          instances: [...instances, reference],
        }
      : undefined,
  );
}

type Place = Pick<TerraformExpression, 'module' | 'instances'>;

/** @param placeOf the place of an expression; undefined if it stays as it is */
function placed(
  value: Value,
  placeOf: (expression: TerraformExpression) => Place | undefined,
): Value {
  const own = (inner: Value) => placed(inner, placeOf);
  if (value instanceof TerraformExpression) {
    const place = placeOf(value);
    if (place === undefined) return value;
    const { template, pieces, reason, isSource, origin } = value;
    return new TerraformExpression(
      template,
      pieces.map((piece) => own(piece) as string | Unknown),
      reason,
      isSource,
      origin,
      place.module,
      place.instances,
    );
  }
  if (isList(value)) {
    const members = value.map(own);
    if (members.every((member, index) => member === value[index])) return value;
    return isSet(value) ? asSet(members) : members;
  }
  if (!isObject(value)) return value;
  const members = Object.entries<Value>(value).map(
    ([name, member]) => [name, own(member)] as const,
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
