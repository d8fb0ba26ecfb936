/**
 * The paths of `ignoreChanges` that contain a property or are part of it.
 *
 * For these Pulumi puts what the state holds in the place of what the program
 * says, before policies see it (`processIgnoreChanges` in pulumi's
 * pkg/resource/deploy/step_generator.go), and providers leave them out of what
 * they change.
 *
 * @param path the names down to the property; indexes of arrays do not count
 */
export function ignoredAt(
  path: readonly (string | number)[],
  ignoreChanges: readonly string[],
): string[] {
  const names = path.filter((step) => typeof step === 'string');
  return ignoreChanges.filter((ignored) => {
    const steps = stepsOf(ignored);
    return (
      steps.length > 0 &&
      steps.every(
        (step, index) =>
          step === '*' || names[index] === undefined || step === names[index],
      )
    );
  });
}

/** A property path is written as in JavaScript: `a.b`, `a["b"]`, `a[0].b`. */
function stepsOf(path: string): string[] {
  return Array.from(
    path.matchAll(/\["((?:\\"|[^"])*)"\]|\[(\d+|\*)\]|[^.[\]]+/g),
    ([name, quoted, index]) => quoted?.replaceAll('\\"', '"') ?? index ?? name,
  ).filter((step) => !/^\d+$/.test(step));
}
