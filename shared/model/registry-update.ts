import { isSameValue } from '../util/budget';
import { fieldNames } from './registry';
import type { Field, FieldName, Registry, Vocabulary } from './registry';
import type { OptionValues } from '../json-schema/types';
import type { Ternary } from './kleene';
import type { Rule, Verdict } from '../rules/types';
import { Unknown, absent } from './value';
import type { FieldValue } from './value';

/**
 * A change of a registry that is declared elsewhere: it sets some fields and
 * leaves the others as they are in Azure.
 */
export interface RegistryUpdate {
  /** The fields that it sets. */
  readonly fields: ReadonlySet<FieldName>;
  /**
   * The registry that the change alone would make: a Premium one, for only such
   * a registry has what a change opens or closes, with nothing set besides.
   */
  readonly inIsolation: Registry;
  /** The name of the registry that is changed, or the expression that gives its name or its ID. */
  readonly target: FieldValue;
}

const unchanged = new Unknown('this change leaves it as it is');
const keptProperty: FieldValue = { state: 'unknown', unknown: unchanged };

/**
 * Makes a patch of what a change writes.
 *
 * @param written the registry as the change spells it
 * @returns the patch, and the registry in which all that it leaves is unknown
 */
export function toRegistryUpdate(
  written: Registry,
  target: RegistryUpdate['target'],
): { readonly registry: Registry; readonly update: RegistryUpdate } {
  const sets = new Set(
    fieldNames.filter(
      (name) =>
        // It says which registry is changed.
        name !== 'name' && written.fields[name].source.state !== 'absent',
    ),
  );
  const fill = (property: FieldValue, name: FieldName): Field => {
    const field = written.fields[name];
    if (sets.has(name) || field.unsupported === true) return field;
    return { value: property, source: keptProperty };
  };
  return {
    registry: {
      ...written,
      fields: fieldsBy((name) => fill(keptProperty, name)),
    },
    update: {
      fields: sets,
      target,
      inIsolation: {
        ...written,
        fields: fieldsBy((name) =>
          name === 'skuName'
            ? fill({ state: 'known', value: 'Premium' }, name)
            : fill(absent, name),
        ),
      },
    },
  };
}

/**
 * Judges a change whose registry is not in sight. What it sets must satisfy a
 * rule by itself: a change that opens the public network is a violation, though
 * the registry's firewall may be closed, as nobody can see here that it is.
 *
 * @returns undefined if nothing that the rule asks for is set
 */
export function evaluateUpdate(
  rule: Rule,
  registry: Registry,
  { fields, inIsolation }: RegistryUpdate,
  options: OptionValues | undefined,
): { readonly verdict: Verdict; readonly registry: Registry } | undefined {
  const verdict = rule.evaluate(registry, options);
  switch (verdict.outcome) {
    case 'notApplicable':
      return undefined;
    case 'pass':
    case 'fail':
      return { verdict, registry };
    case 'unknown': {
      if (verdict.waitsFor.some((name) => fields.has(name))) {
        return { verdict, registry };
      }
      const strict = rule.evaluate(inIsolation, options);
      return strict.outcome === 'fail' &&
        strict.expected.some(({ field }) => fields.has(field))
        ? { verdict: strict, registry: inIsolation }
        : undefined;
    }
  }
}

/** A patch that changes a registry in sight, and what says so. */
export interface AppliedUpdate {
  readonly sets: ReadonlySet<FieldName>;
  /** The registry as the change spells it. */
  readonly registry: Registry;
  /** What makes the change, for messages: `azapi_update_resource.open`. */
  readonly by: string;
  /** Whether it changes this registry for certain, or may change another one. */
  readonly isCertain: boolean;
  /** Whether it is sent at all. */
  readonly runs: Ternary;
}

/** The registry as changes leave it. A field that they may leave in several ways is unknown. */
export function applyUpdates(
  base: Registry,
  patches: readonly AppliedUpdate[],
): Registry {
  const patchOf = (name: FieldName) =>
    patches.find(({ sets }) => sets.has(name));
  return {
    fields: fieldsBy((name) => {
      const changes = patches.filter(({ sets }) => sets.has(name));
      const [first, ...others] = changes;
      if (first === undefined) return base.fields[name];
      const field = first.registry.fields[name];
      const alternatives = [
        ...others.map(({ registry }) => registry.fields[name]),
        ...(first.isCertain && first.runs === 'yes' ? [] : [base.fields[name]]),
      ];
      if (alternatives.every((other) => isSameProperty(other, field))) {
        return field;
      }
      const unknown = new Unknown(`${first.by} may change it`);
      const property: FieldValue = { state: 'unknown', unknown };
      return { value: property, source: property };
    }),
    vocabulary: wordingOf(base.vocabulary, patchOf),
  };
}

function isSameProperty({ value: property }: Field, other: Field): boolean {
  if (property.state !== 'known') {
    return property.state === 'absent' && other.value.state === 'absent';
  }
  return (
    other.value.state === 'known' &&
    isSameValue(property.value, other.value.value)
  );
}

/** A field that a change sets is spelled as there, and says where. */
function wordingOf(
  base: Vocabulary,
  patchOf: (name: FieldName) => AppliedUpdate | undefined,
): Vocabulary {
  const wordsOf = (name: FieldName) =>
    patchOf(name)?.registry.vocabulary ?? base;
  return {
    path: (field) => {
      const path = wordsOf(field).path(field);
      const patch = patchOf(field);
      return patch === undefined ? path : `${patch.by}.${path}`;
    },
    value: (field, armValue) => wordsOf(field).value(field, armValue),
    assignment: (field, armValue) => {
      const assignment = wordsOf(field).assignment(field, armValue);
      const patch = patchOf(field);
      return patch === undefined ? assignment : `${assignment} in ${patch.by}`;
    },
  };
}

function fieldsBy(fieldOf: (name: FieldName) => Field): Registry['fields'] {
  return Object.fromEntries(
    fieldNames.map((name) => [name, fieldOf(name)]),
  ) as Record<FieldName, Field>;
}
