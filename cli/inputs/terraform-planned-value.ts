import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject } from '../../shared/json';
import { TerraformExpression } from '../../shared/terraform/expression';
import { Unknown } from '../../shared/value';
import type { Value, ValueObject } from '../../shared/value';

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
  const references = isJsonObject(written) ? asList(written['references']) : [];
  const names = references.filter((one) => typeof one === 'string');
  // Of `web.id` and `web`, which stand together, only the longer says something.
  const whole = names.filter(
    (one) => !names.some((other) => other.startsWith(`${one}.`)),
  );
  return whole.length === 0
    ? afterApply
    : new TerraformExpression(
        whole.map((one) => `\${${module}${one}}`).join(''),
      );
}

/** What a plan says of a resource. */
interface Planned {
  /** The values that are known. */
  readonly after: JsonObject;
  /** `true` in the place of each value that is not: `after_unknown`. */
  readonly unknown: JsonObject;
  /** What was written for a resource that is new; left out where that is not known. */
  readonly expressions?: JsonObject;
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
  const properties = Object.create(null) as Record<string, Value>;
  for (const [name, value] of Object.entries(after)) {
    if (value !== null) properties[name] = value;
  }
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
    properties[name] = constantOf(written) ?? unknownOf(written, module);
  }
  return properties;
}

/** The value of an expression that is a literal. */
function constantOf(written: Json): Json | undefined {
  return isJsonObject(written) ? written['constant_value'] : undefined;
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
    // What nobody refers to anything for is the provider's to compute.
    return written !== undefined && isLiteral(written)
      ? undefined
      : unknownOf(written, module);
  }
  if (Array.isArray(unknown)) {
    return mergeLists(
      asList(after),
      unknown as readonly Json[],
      written,
      module,
    );
  }
  if (isJsonObject(unknown) && Object.keys(unknown).length > 0) {
    return mergeObjects(
      isJsonObject(after) ? after : {},
      unknown,
      written,
      module,
    );
  }
  return after;
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
  const merged = Object.create(null) as Record<string, Value>;
  for (const [name, value] of Object.entries(after)) merged[name] = value;
  for (const [name, marker] of Object.entries(unknown)) {
    const value = merge(after[name], marker, memberOf(written, name), module);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** What was written for a member: an expression holds for all of them, a block has one for each. */
function memberOf(written: Json | undefined, name: string): Json | undefined {
  if (!isJsonObject(written)) return undefined;
  return isExpression(written) ? written : written[name];
}

/** Tells an expression, `{references: […]}` or `{constant_value: …}`, from a nested block. */
function isExpression(written: JsonObject): boolean {
  return (
    Object.keys(written).length === 0 ||
    Object.hasOwn(written, 'references') ||
    Object.hasOwn(written, 'constant_value')
  );
}

/** Tells whether an expression refers to nothing, so that nothing of it can be unknown. */
function isLiteral(written: Json): boolean {
  return (
    isJsonObject(written) &&
    isExpression(written) &&
    !Object.hasOwn(written, 'references')
  );
}

function asList(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}
