import type { Scalar } from '../model/registry';

/**
 * How a nested assignment is written, so that a fix can be pasted:
 *
 * - `object`: `networkRuleSet: { defaultAction: "Deny" }` (TypeScript, YAML)
 * - `objectList`: `networkRuleSet: [{ defaultAction: "Deny" }]`, nested lists
 * - `json`: `"networkRuleSet": { "defaultAction": "Deny" }`
 * - `hcl`: `network_rule_set { default_action = "Deny" }`, nested blocks
 * - `hclObject`: `network_rule_set = { default_action = "Deny" }`, nested objects
 */
export type Syntax = 'object' | 'objectList' | 'json' | 'hcl' | 'hclObject';

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
  const [innermost = '', ...outer] = [...path].reverse();
  return outer.reduce(
    (text, name) => writeNested(name, text, syntax),
    writePair(innermost, writeValue(value), syntax),
  );
}

function writePair(name: string, text: string, syntax: Syntax): string {
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

function writeNested(name: string, text: string, syntax: Syntax): string {
  switch (syntax) {
    case 'objectList':
      return writePair(name, `[{ ${text} }]`, syntax);
    case 'hcl':
      return `${name} { ${text} }`;
    case 'object':
    case 'json':
    case 'hclObject':
      return writePair(name, `{ ${text} }`, syntax);
  }
}
