import { addTo } from '../util/multi-map';
import { isSameValue } from './same-value';
import { fieldNamesOf } from './registry';
import type { ChildKind } from './kind';
import type {
  Field,
  FieldAssignment,
  FieldName,
  Registry,
  Vocabulary,
} from './registry';
import type { Ternary } from './kleene';
import { sensitiveIn } from './sensitive';
import { Unknown, absent } from './value';
import type { FieldValue } from './value';

/**
 * An update of a registry that is declared elsewhere. It sets some fields and
 * leaves the others unchanged.
 */
export interface RegistryUpdate {
  /** The fields that it sets. */
  readonly fields: ReadonlySet<FieldName>;
  /**
   * A registry with only these fields set. It is Premium, because only Premium has
   * the settings that open or close a registry.
   */
  readonly inIsolation: Registry;
  /** The name of the updated registry, or the expression for its name or ID. */
  readonly target: FieldValue;
}

const unchanged = new Unknown('this change leaves it as it is');
const keptProperty: FieldValue = { state: 'unknown', unknown: unchanged };

/**
 * Makes an update from the written fields.
 *
 * @param written the registry with only the fields of the update
 * @returns the patch, and the registry in which all that it leaves is unknown
 */
export function toRegistryUpdate(
  written: Registry,
  target: RegistryUpdate['target'],
): { readonly registry: Registry; readonly update: RegistryUpdate } {
  const { kind } = written;
  const sets = new Set(
    fieldNamesOf(kind).filter(
      (name) =>
        // The name identifies the updated registry.
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
      fields: fieldsBy(kind, (name) => fill(keptProperty, name)),
    },
    update: {
      fields: sets,
      target,
      inIsolation: {
        ...written,
        fields: fieldsBy(kind, (name) =>
          name === 'skuName'
            ? fill({ state: 'known', value: 'Premium' }, name)
            : fill(absent, name),
        ),
      },
    },
  };
}

/** An update of a registry that is declared here, with its source. */
export interface AppliedUpdate {
  readonly sets: ReadonlySet<FieldName>;
  /** The registry with only the fields of the update. */
  readonly registry: Registry;
  /** The source of the update, for messages: `azapi_update_resource.open`. */
  readonly by: string;
  /** True if it certainly updates this registry and not another one. */
  readonly isCertain: boolean;
  /** The certainty that it is sent. */
  readonly runs: Ternary;
  /** Whether what it sets is known to be in Azure where it is not sent again. */
  readonly isInPlace: boolean;
}

/**
 * The registry with the fields that it does not set filled in from earlier updates,
 * which are not sent again.
 *
 * @param isWhole what the registry leaves out is Azure's default: a refresh has read all of it
 */
export function fillFromUpdates(
  base: Registry,
  updates: readonly AppliedUpdate[],
  isWhole: boolean,
): Registry {
  const isOpen = (name: FieldName) => {
    const { source, unsupported } = base.fields[name];
    return isWhole ? unsupported === true : source.state === 'absent';
  };
  return applyUpdates(
    base,
    updates.map((update) => ({
      ...update,
      sets: new Set([...update.sets].filter(isOpen)),
      runs: update.isInPlace ? 'yes' : 'unknown',
    })),
  );
}

/** Applies updates to a registry. A field with several possible values is unknown. */
export function applyUpdates(
  base: Registry,
  patches: readonly AppliedUpdate[],
): Registry {
  const patchOf = (name: FieldName) =>
    patches.find(({ sets }) => sets.has(name));
  return {
    fields: fieldsBy(base.kind, (name) => {
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
    sensitive: sensitiveIn([base, ...patches.map(({ registry }) => registry)]),
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

/** A field that an update sets is named as in the update, with its source. */
function wordingOf(
  base: Vocabulary,
  patchOf: (name: FieldName) => AppliedUpdate | undefined,
): Vocabulary {
  const wordsOf = (name: FieldName) =>
    patchOf(name)?.registry.vocabulary ?? base;
  return {
    fillsDefaults: base.fillsDefaults,
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
    assignments: (values) => {
      const byPatch = new Map<AppliedUpdate | undefined, FieldAssignment[]>();
      for (const each of values) {
        const patch = patchOf(each[0]);
        addTo(byPatch, patch, each);
      }
      return [...byPatch].flatMap(([patch, own]) =>
        patch === undefined
          ? base.assignments(own)
          : patch.registry.vocabulary
              .assignments(own)
              .map((text) => `${text} in ${patch.by}`),
      );
    },
  };
}

function fieldsBy(
  kind: ChildKind | undefined,
  fieldOf: (name: FieldName) => Field,
): Registry['fields'] {
  return Object.fromEntries(
    fieldNamesOf(kind).map((name) => [name, fieldOf(name)]),
  ) as Record<FieldName, Field>;
}
