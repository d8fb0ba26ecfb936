import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import {
  TerraformExpression,
  toValue,
} from '../../shared/terraform/expression';
import { ModuleScope } from '../../shared/terraform/scope';
import { SensitiveStrings } from '../../shared/model/sensitive';
import { Unknown } from '../../shared/model/value';
import type { Value, ValueObject } from '../../shared/model/value';
import { asList, asObject } from './json-helpers';
import type { PlanConfiguration } from './terraform-plan-configuration';
import { callsFunction, isExpression } from './terraform-plan-reference';
import type { Written } from './terraform-plan-written';

/**
 * Attributes that azurerm computes where nobody writes them, so that every plan
 * for a new registry calls them unknown, with what null means. Any other name
 * that is unknown and not in the configuration is a block that a `dynamic` block
 * may generate: it leaves no trace there.
 * (azurerm: `Optional` and `Computed` in container_registry_resource.go of versions 2 to 5)
 */
const computedAttributes: Readonly<Record<string, string>> = {
  encryption: 'null means no key of your own',
  network_rule_set: 'null means Allow',
  retention_policy: 'null means none',
  trust_policy: 'null means none',
};

/** The resource type whose attributes these are. */
const computingType = 'azurerm_container_registry';

/** Attributes whose values neither a plan nor a state holds: azapi's write-only ones. */
const writeOnlyAttributes = ['sensitive_body'];

const afterApply = new Unknown('Terraform knows it after apply');

/** A plan's data about a resource. */
export interface Planned {
  readonly type: string;
  /** The values that are known. */
  readonly after: JsonObject;
  /** `true` in the place of each value that is not: `after_unknown`. */
  readonly unknown: JsonObject;
  /** `true` in the place of each value that is sensitive: `after_sensitive`, `sensitive_values`. */
  readonly sensitive?: Json | undefined;
  /** It is created: what nobody writes is not set. One that is there keeps what it has. */
  readonly isNew: boolean;
  /** The configuration; undefined if the plan does not have it. */
  readonly written: Written | undefined;
  readonly configuration: PlanConfiguration;
  /** The resource that triggers an action: an ID that is not known may be its ID. */
  readonly triggeredBy?: string;
}

/** Puts {@link Unknown} in the place of each value that a plan does not know. */
export function plannedProperties(planned: Planned): ValueObject {
  const { after, unknown, written } = planned;
  const reader = new UnknownReader(planned);
  const expressions = asObject(written?.block['expressions']);
  const properties = copyOf(after);
  for (const [name, marker] of Object.entries(unknown)) {
    const value = reader.attribute(
      name,
      after[name],
      marker,
      expressions[name],
    );
    if (value !== undefined) properties[name] = value;
  }
  const { triggeredBy } = planned;
  if (triggeredBy !== undefined && properties['resource_id'] === afterApply) {
    properties['resource_id'] = new TerraformExpression(
      `\${${triggeredBy}.id}?`,
      [],
      afterApply.reason,
      false,
    );
  }
  for (const name of writeOnlyAttributes) {
    const expression = expressions[name];
    if (expression !== undefined) properties[name] = reader.literal(expression);
  }
  return properties;
}

/** The strings of a resource that a plan or a state marks as sensitive. */
export function sensitiveStrings({
  after,
  sensitive,
}: Pick<Planned, 'after' | 'sensitive'>): SensitiveStrings {
  const strings = new SensitiveStrings();
  const rest: [Json | undefined, Json | undefined][] = [[after, sensitive]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [value, marker] = next;
    if (marker === true) strings.add(value);
    else if (isJsonObject(marker)) {
      const members = asObject(value);
      for (const [name, own] of Object.entries(marker)) {
        rest.push([members[name], own]);
      }
    } else if (Array.isArray(marker)) {
      const members = asList(value);
      for (const [index, own] of (marker as readonly Json[]).entries()) {
        rest.push([members[index], own]);
      }
    }
  }
  return strings;
}

class UnknownReader {
  readonly #planned: Planned;

  constructor(planned: Planned) {
    this.#planned = planned;
  }

  /** A value of the resource; undefined where nothing is set. */
  attribute(
    name: string,
    after: Json | undefined,
    marker: Json,
    expression: Json | undefined,
  ): Value | undefined {
    const { type, isNew, written } = this.#planned;
    const meaning =
      type === computingType && Object.hasOwn(computedAttributes, name)
        ? computedAttributes[name]
        : undefined;
    const isLeftOut =
      marker === true &&
      isNew &&
      written !== undefined &&
      meaning !== undefined &&
      (expression === undefined || this.#isNull(expression));
    return isLeftOut
      ? undefined
      : this.#merge(after, marker, expression, meaning);
  }

  /** The value of an expression that the plan holds no value for. */
  literal(expression: Json): Value {
    const { constant_value: constant, references } = asObject(expression);
    return constant === undefined ||
      asList(references).length > 0 ||
      callsFunction(constant)
      ? this.#unknown(expression)
      : toValue(constant, new ModuleScope());
  }

  /**
   * Returns whether a value that is not known was written as null, or left out in
   * what was written: if Terraform knew all of the expression, only the provider
   * can have made it unknown, and a provider computes what is not set.
   */
  #isNull(expression: Json | undefined): boolean {
    const { type, isNew, written, configuration } = this.#planned;
    return (
      type === computingType &&
      isNew &&
      written !== undefined &&
      configuration.isKnown(expression, written)
    );
  }

  #merge(
    after: Json | undefined,
    marker: Json | undefined,
    expression: Json | undefined,
    meaning?: string,
  ): Value | undefined {
    if (marker === true) {
      return this.#isNull(expression)
        ? undefined
        : this.#unknown(expression, meaning);
    }
    if (Array.isArray(marker)) {
      return this.#mergeArrays(
        asList(after),
        marker as readonly Json[],
        expression,
      );
    }
    return isJsonObject(marker)
      ? this.#mergeObjects(asObject(after), marker, expression)
      : after;
  }

  #mergeArrays(
    after: readonly Json[],
    markers: readonly Json[],
    expression: Json | undefined,
  ): Value[] {
    const blocks = asList(expression);
    return Array.from(
      { length: Math.max(after.length, markers.length) },
      (_, index) =>
        this.#merge(
          after[index],
          markers[index],
          isJsonObject(expression) ? expression : blocks[index],
        ) ?? null,
    );
  }

  #mergeObjects(
    after: JsonObject,
    markers: JsonObject,
    expression: Json | undefined,
  ): ValueObject {
    const merged = copyOf(after);
    for (const [name, marker] of Object.entries(markers)) {
      const value = this.#merge(
        after[name],
        marker,
        memberOf(expression, name),
      );
      if (value !== undefined) merged[name] = value;
    }
    return merged;
  }

  /**
   * The references of an expression, as the expression that it may have been: they
   * name what is waited for, and the registry of an update.
   */
  #unknown(expression: Json | undefined, meaning?: string): Unknown {
    const { written, configuration } = this.#planned;
    const references =
      written === undefined ? [] : configuration.trace(expression, written);
    if (references.length === 0) return afterApply;
    return new TerraformExpression(
      references.map((one) => `\${${one}}`).join(''),
      [],
      reasonOf(references, meaning),
      false,
    );
  }
}

function reasonOf(references: readonly string[], meaning?: string): string {
  const [only = '', ...others] = references;
  const names =
    references.length > mostNames
      ? [...references.slice(0, mostNames - 1), 'other values']
      : references;
  const what =
    others.length === 0
      ? `\${${only}}`
      : `it from ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  const suffix = meaning === undefined ? '' : `; ${meaning}`;
  return `Terraform computes ${what}${suffix}`;
}

/** The maximum number of references in a message. */
const mostNames = 3;

function copyOf(json: JsonObject): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, json);
}

/** The configuration of a member: an expression applies to all members, blocks have one each. */
function memberOf(written: Json | undefined, name: string): Json | undefined {
  const block = asObject(written);
  return isExpression(block) ? block : block[name];
}
