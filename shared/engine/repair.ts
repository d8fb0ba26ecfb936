import type { Syntax } from '../dialects/assignment-syntax';
import type { Dialect, FieldSpelling } from '../dialects/dialect';
import type { Scalar } from '../model/registry';
import type { EqualsCondition, RemediationStyle, Rule } from '../rules/types';
import { Unknown, isList, isObject, namesOf } from '../model/value';
import type { Value } from '../model/value';

/** One change: the names and indexes from the properties down, and what to set there. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** Returns whether the style of repairs makes a difference for a rule. */
export function hasRepairStyles({ repairs }: Pick<Rule, 'repairs'>): boolean {
  return repairs !== undefined && !('field' in repairs);
}

/** What a repair of a rule sets; undefined if it has none. */
export function repairOf(
  { repairs }: Pick<Rule, 'repairs'>,
  style: RemediationStyle,
): EqualsCondition | undefined {
  if (repairs === undefined) return undefined;
  return 'field' in repairs ? repairs : repairs[style];
}

/**
 * Finds the changes that give a registry's field a value, in the spelling that
 * its author used, and change nothing else: existing networks stay, a name
 * keeps its case.
 *
 * @param dialect how the properties are spelled
 * @param properties what the resource declares
 * @returns the changes; none if the field has the value, or if it can't be
 *   given it because an enclosing value is unknown or of a wrong type
 */
export function repairsOf(
  dialect: Dialect,
  properties: Value,
  { field, value }: EqualsCondition,
): readonly Edit[] {
  const spelling = spellingIn(dialect.fields[field], properties, dialect);
  if (spelling === undefined) return [];
  const own = spelling.values?.find(([arm]) => arm === value)?.[1] ?? value;
  return editsAt(properties, spelling.path, own, dialect, 0);
}

/** The spelling that the author began to use, else the present one. */
function spellingIn(
  spelling: FieldSpelling | undefined,
  properties: Value,
  { exactNames = 0 }: Dialect,
): FieldSpelling | undefined {
  if (!isObject(properties)) return spelling;
  for (let each = spelling; each !== undefined; each = each.legacy) {
    const [first] = each.path;
    if (
      first !== undefined &&
      namesOf(properties, first, exactNames > 0).length > 0
    ) {
      return each;
    }
  }
  return spelling;
}

function editsAt(
  container: Value,
  [name, ...rest]: readonly string[],
  own: Scalar,
  dialect: Dialect,
  depth: number,
): readonly Edit[] {
  if (name === undefined) return [];
  if (isList(container) && dialect.blocks === true) {
    return container.flatMap((block, index) =>
      editsAt(block, [name, ...rest], own, dialect, depth).map((edit) =>
        within(index, edit),
      ),
    );
  }
  if (!isObject(container)) return [];
  const written = namesOf(container, name, depth < (dialect.exactNames ?? 0));
  return (written.length > 0 ? written : [name]).flatMap((key) => {
    const value = container[key] ?? null;
    if (isEmpty(value)) {
      return [{ path: [key], value: nest(rest, own, dialect) }];
    }
    if (rest.length > 0) {
      return editsAt(value, rest, own, dialect, depth + 1).map((edit) =>
        within(key, edit),
      );
    }
    return value === own || value instanceof Unknown
      ? []
      : [{ path: [key], value: own }];
  });
}

function isEmpty(value: Value): boolean {
  return value === null || (isList(value) && value.length === 0);
}

/** The syntaxes of dialects that have a nested block as a list of one. */
const lists: ReadonlySet<Syntax> = new Set(['hcl', 'objectList', 'pathList']);

/** Missing parts are added in the dialect's form: an object or an array of one. */
function nest(
  path: readonly string[],
  own: Scalar,
  { syntax }: Dialect,
): Value {
  return path.reduceRight<Value>((value, name) => {
    const inner = { [name]: value };
    return lists.has(syntax) ? [inner] : inner;
  }, own);
}

function within(step: string | number, { path, value }: Edit): Edit {
  return { path: [step, ...path], value };
}
