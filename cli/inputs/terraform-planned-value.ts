import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject } from '../../shared/json';
import { TerraformExpression } from '../../shared/terraform/expression';
import { Unknown } from '../../shared/value';
import type { Value, ValueObject } from '../../shared/value';
import { asList, asObject } from './parts';

/**
 * Attributes of azurerm that the provider computes where nobody writes them, so
 * that every plan for a new resource calls them unknown. Nothing written means
 * Azure's default all the same. Any other name that is unknown and not in the
 * configuration is a block that a `dynamic` block may generate.
 * (azurerm: `Optional` and `Computed` in container_registry_resource.go)
 */
const computedAttributes = new Set([
  'encryption',
  'network_rule_set',
  'retention_policy',
  'trust_policy',
]);

/** Attributes whose values neither a plan nor a state holds: azapi's write-only ones. */
const writeOnlyAttributes = ['sensitive_body'];

const afterApply = new Unknown('Terraform knows it after apply');

/**
 * What an expression refers to, as the expression that it may have been: it says
 * what is waited for, and which registry a change is about.
 */
function unknownOf(written: Json | undefined, module: string): Unknown {
  const names = asList(asObject(written)['references']).filter(
    (one) => typeof one === 'string',
  );
  // Of `web.id` and `web`, which stand together, only the longer says something.
  const whole = names.filter(
    (one) => !names.some((other) => other.startsWith(`${one}.`)),
  );
  return whole.length === 0
    ? afterApply
    : new TerraformExpression(
        whole.map((one) => `\${${module}${one}}`).join(''),
        [],
        undefined,
        false,
      );
}

/** What a plan says of a resource. */
export interface Planned {
  /** The values that are known. */
  readonly after: JsonObject;
  /** `true` in the place of each value that is not: `after_unknown`. */
  readonly unknown: JsonObject;
  /** What was written for a resource that is new; undefined where that is not known. */
  readonly expressions: JsonObject | undefined;
  /** What was written, also for a resource that is there already. */
  readonly written: JsonObject;
  /** The module that it is in, as its address starts: `module.hub["a"].` */
  readonly module: string;
}

/** Puts {@link Unknown} in the place of each value that a plan does not know. */
export function plannedProperties({
  after,
  unknown,
  expressions,
  written: allWritten,
  module,
}: Planned): ValueObject {
  const properties = copyOf(after);
  for (const [name, marker] of Object.entries(unknown)) {
    const written = expressions?.[name];
    const isLeftOut =
      expressions !== undefined &&
      computedAttributes.has(name) &&
      marker === true &&
      (written === undefined || isLiteral(written));
    if (isLeftOut) continue;
    const value = merge(after[name], marker, written, module);
    if (value !== undefined) properties[name] = value;
  }
  for (const name of writeOnlyAttributes) {
    const written = allWritten[name];
    if (written === undefined) continue;
    const { constant_value: constant } = asObject(written);
    properties[name] = constant ?? unknownOf(written, module);
  }
  return properties;
}

/**
 * @param written what was written for the value; left out where nothing is known
 *   of that: a `dynamic` block leaves no trace in a plan's configuration
 */
function merge(
  after: Json | undefined,
  unknown: Json | undefined,
  written: Json | undefined,
  module: string,
): Value | undefined {
  if (unknown === true) {
    // What is written as a literal is the provider's to compute.
    return isLiteral(written) ? undefined : unknownOf(written, module);
  }
  if (Array.isArray(unknown)) {
    return mergeLists(
      asList(after),
      unknown as readonly Json[],
      written,
      module,
    );
  }
  return isJsonObject(unknown)
    ? mergeObjects(asObject(after), unknown, written, module)
    : after;
}

function mergeLists(
  after: readonly Json[],
  unknown: readonly Json[],
  written: Json | undefined,
  module: string,
): Value[] {
  const expressions = asList(written);
  return Array.from(
    { length: Math.max(after.length, unknown.length) },
    (_, index) =>
      merge(
        after[index],
        unknown[index],
        isJsonObject(written) ? written : expressions[index],
        module,
      ) ?? null,
  );
}

function mergeObjects(
  after: JsonObject,
  unknown: JsonObject,
  written: Json | undefined,
  module: string,
): ValueObject {
  const merged = copyOf(after);
  for (const [name, marker] of Object.entries(unknown)) {
    const value = merge(after[name], marker, memberOf(written, name), module);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

function copyOf(json: JsonObject): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, json);
}

/** What was written for a member: an expression holds for all of them, a block has one for each. */
function memberOf(written: Json | undefined, name: string): Json | undefined {
  const block = asObject(written);
  return isExpression(block) ? block : block[name];
}

/**
 * Tells an expression, `{references: […]}` or `{constant_value: …}`, from a
 * nested block. One that refers to nothing and is no literal, such as `uuid()`,
 * is empty, and may as well be a block of which nothing is written.
 */
function isExpression(written: JsonObject): boolean {
  return Object.hasOwn(written, 'references') || isLiteral(written);
}

/** Tells whether an expression is a literal, so that nothing of it can be unknown. */
function isLiteral(written: Json | undefined): boolean {
  return isJsonObject(written) && Object.hasOwn(written, 'constant_value');
}
