/**
 * How a nested assignment is written, so that a fix can be pasted:
 *
 * - `object`: `networkRuleSet: { defaultAction: "Deny" }` (TypeScript, YAML)
 * - `json`: `"networkRuleSet": { "defaultAction": "Deny" }`
 * - `hcl`: `network_rule_set { default_action = "Deny" }`, nested blocks
 * - `hclObject`: `network_rule_set = { default_action = "Deny" }`, nested objects
 */
export type Syntax = 'object' | 'json' | 'hcl' | 'hclObject';

/** Writes a value as all four syntaxes do: `"Deny"`, `false`. */
export function writeValue(value: string | boolean): string {
  return JSON.stringify(value);
}

/** Writes the assignment of a value to the property at a path. */
export function writeAssignment(
  path: readonly string[],
  value: string | boolean,
  syntax: Syntax,
): string {
  const inner = path.length - 1;
  return path.reduceRight<string>(
    (text, name, depth) =>
      depth === inner
        ? writePair(name, text, syntax, false)
        : writePair(name, `{ ${text} }`, syntax, true),
    writeValue(value),
  );
}

function writePair(
  name: string,
  text: string,
  syntax: Syntax,
  nested: boolean,
): string {
  switch (syntax) {
    case 'object':
      return `${name}: ${text}`;
    case 'json':
      return `${JSON.stringify(name)}: ${text}`;
    case 'hcl':
      return nested ? `${name} ${text}` : `${name} = ${text}`;
    case 'hclObject':
      return `${name} = ${text}`;
  }
}
