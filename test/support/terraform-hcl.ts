/** JSON as Terraform's configuration language takes it. */
type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Block types with their numbers of labels. */
const labels: Readonly<Record<string, number>> = {
  terraform: 0,
  required_providers: 0,
  provider: 1,
  variable: 1,
  output: 1,
  locals: 0,
  module: 1,
  resource: 2,
  data: 2,
  import: 0,
  moved: 0,
  removed: 0,
  lifecycle: 0,
  provisioner: 1,
  dynamic: 1,
  content: 0,
  features: 0,
  network_rule_set: 0,
  ip_rule: 0,
};

/**
 * Writes a configuration in Terraform's JSON syntax in its native one: a string
 * that is one template becomes the expression in it, an object below the name of
 * a block a block.
 */
export function toHcl(configuration: JsonObject): string {
  return bodyOf(configuration);
}

function bodyOf(body: JsonObject): string {
  return Object.entries(body)
    .map(([name, value]) => memberOf(name, value))
    .join('\n');
}

function memberOf(name: string, value: Json): string {
  const count = labels[name];
  const isBlock =
    count !== undefined &&
    typeof value === 'object' &&
    value !== null &&
    !(Array.isArray(value) && value.length === 0);
  // `required_providers` holds attributes that are objects.
  return isBlock
    ? blocksOf(name, value, count)
    : `${name} = ${expressionOf(name, value)}`;
}

function blocksOf(header: string, value: Json, count: number): string {
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .map((one) => blocksOf(header, one, count))
      .join('\n');
  }
  const body = value as JsonObject;
  if (count === 0) return `${header} {\n${bodyOf(body)}\n}`;
  return Object.entries(body)
    .map(([label, inner]) => blocksOf(`${header} "${label}"`, inner, count - 1))
    .join('\n');
}

/** Arguments that are references, which JSON writes as plain strings. */
const references = new Set([
  'from',
  'to',
  'type',
  'ignore_changes',
  'replace_triggered_by',
  'depends_on',
]);

function expressionOf(name: string, value: Json): string {
  if (typeof value === 'string') {
    const whole = wholeTemplate(value);
    if (whole !== undefined) return whole;
    const isReference = references.has(name) && /^[a-z_]+([.[(]|$)/.test(value);
    return isReference ? value : JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${(value as readonly Json[]).map((one) => expressionOf(name, one)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{\n${Object.entries(value as JsonObject)
      .map(
        ([key, inner]) => `${JSON.stringify(key)} = ${expressionOf('', inner)}`,
      )
      .join('\n')}\n}`;
  }
  return String(value);
}

/** The expression that a string consists of: `${…}` from its start to its end. */
function wholeTemplate(text: string): string | undefined {
  if (!text.startsWith('${')) return undefined;
  let depth = 0;
  for (const { 0: character, index } of text.matchAll(/[{}]/g)) {
    depth += character === '{' ? 1 : -1;
    if (depth > 0) continue;
    return index === text.length - 1 ? text.slice(2, -1) : undefined;
  }
  return undefined;
}
