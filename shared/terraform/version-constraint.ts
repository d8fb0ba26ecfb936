/** `>= 1.2.0`, of which the operator may be left out. */
const clausePattern =
  /^(?<operator>=|!=|>=|<=|>|<|~>)?\s*v?(?<version>\d+(?:\.\d+)*)(?<suffix>-[\w.-]+)?$/;

/**
 * Returns whether a version meets a constraint
 * (https://developer.hashicorp.com/terraform/language/expressions/version-constraints).
 *
 * @returns undefined if one of them is not written as Terraform takes it
 */
export function meetsConstraint(
  version: string,
  constraint: string,
): boolean | undefined {
  const own = clausePattern.exec(version.trim())?.groups;
  if (own === undefined || own['operator'] !== undefined) return undefined;
  let isMet = true;
  for (const clause of constraint.split(',')) {
    const bound = clausePattern.exec(clause.trim())?.groups;
    if (bound === undefined) return undefined;
    // A version before a release is taken only by its own name.
    const isPrerelease = own['suffix'] !== bound['suffix'];
    isMet &&=
      !isPrerelease &&
      meets(
        numbersOf(own['version']),
        numbersOf(bound['version']),
        bound['operator'] ?? '=',
      );
  }
  return isMet;
}

function meets(
  version: readonly number[],
  bound: readonly number[],
  operator: string,
): boolean {
  const order = compare(version, bound);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    default:
      // Only the last number that is written may grow.
      return (
        order >= 0 &&
        bound.slice(0, -1).every((number, index) => version[index] === number)
      );
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version = ''): number[] {
  return version.split('.').map(Number);
}
