import type { Edit } from '../../shared/engine/repair';
import { isList, isObject } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';

/** A copy of properties with the changes that a repair makes. */
export function applyEdits(properties: Value, edits: readonly Edit[]): Value {
  return edits.reduce(
    (edited, { path, value }) => withValue(edited, path, value),
    properties,
  );
}

function withValue(
  container: Value,
  [step, ...rest]: Edit['path'],
  value: Value,
): Value {
  if (step === undefined) return value;
  if (isList(container)) {
    return container.map((member, index) =>
      index === step ? withValue(member, rest, value) : member,
    );
  }
  if (!isObject(container)) throw new Error(`no object to set ${step} in`);
  return {
    ...container,
    [step]: withValue(container[step] ?? null, rest, value),
  };
}
