import type { Scalar } from '../model/registry';

/**
 * How a nested assignment is written, so that a fix can be pasted, or read in any
 * language of Pulumi:
 *
 * - `object`: `networkRuleSet: { defaultAction: "Deny" }` (TypeScript, YAML)
 * - `objectList`: `networkRuleSet: [{ defaultAction: "Deny" }]`, nested lists
 * - `path`: `networkRuleSet.defaultAction to "Deny"`
 * - `pathList`: `networkRuleSets[0].defaultAction to "Deny"`, nested lists
 * - `json`: `"networkRuleSet": { "defaultAction": "Deny" }`
 * - `hcl`: `network_rule_set { default_action = "Deny" }`, nested blocks
 * - `hclObject`: `network_rule_set = { default_action = "Deny" }`, nested objects
 */
export type Syntax = ObjectSyntax | 'path' | 'pathList';

type ObjectSyntax = 'object' | 'objectList' | 'json' | 'hcl' | 'hclObject';

/** Writes a value as all syntaxes do: `"Deny"`, `false`. */
export function writeValue(value: Scalar): string {
  return JSON.stringify(value);
}

/** Writes the assignment of a value to the property at a path. */
export function writeAssignment(
  path: readonly string[],
  value: Scalar,
  syntax: Syntax,
): string {
  return writeAssignments([[path, value]], syntax).join('');
}

/**
 * Writes the assignments of values to the properties at several paths, those in
 * one object as one.
 */
export function writeAssignments(
  values: readonly (readonly [path: readonly string[], value: Scalar])[],
  syntax: Syntax,
): readonly string[] {
  if (syntax === 'path' || syntax === 'pathList') {
    const separator = syntax === 'path' ? '.' : '[0].';
    return values.map(
      ([path, value]) => `${path.join(separator)} to ${writeValue(value)}`,
    );
  }
  const root: Tree = new Map();
  for (const [path, value] of values) insert(root, path, value);
  return writeMembers(root, syntax);
}

type Tree = Map<string, Tree | Scalar>;

function insert(
  tree: Tree,
  [name = '', ...rest]: readonly string[],
  value: Scalar,
): void {
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const inner = tree.get(name);
  const branch: Tree = inner instanceof Map ? inner : new Map<string, never>();
  tree.set(name, branch);
  insert(branch, rest, value);
}

function writeMembers(tree: Tree, syntax: ObjectSyntax): string[] {
  return [...tree].map(([name, member]) =>
    member instanceof Map
      ? writeNested(name, writeMembers(member, syntax), syntax)
      : writePair(name, writeValue(member), syntax),
  );
}

function writePair(name: string, text: string, syntax: ObjectSyntax): string {
  switch (syntax) {
    case 'object':
    case 'objectList':
      return `${name}: ${text}`;
    case 'json':
      return `${JSON.stringify(name)}: ${text}`;
    case 'hcl':
    case 'hclObject':
      return `${name} = ${text}`;
  }
}

function writeNested(
  name: string,
  members: readonly string[],
  syntax: ObjectSyntax,
): string {
  const text = members.join(', ');
  switch (syntax) {
    case 'objectList':
      return writePair(name, `[{ ${text} }]`, syntax);
    case 'hcl':
      // A block in one line has one argument at most.
      return members.length < 2
        ? `${name} { ${text} }`
        : `${name} {\n${members.map((member) => `  ${member}\n`).join('')}}`;
    case 'object':
    case 'json':
    case 'hclObject':
      return writePair(name, `{ ${text} }`, syntax);
  }
}
