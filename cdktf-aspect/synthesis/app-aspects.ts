import type { Aspect, AspectList, AspectsClass, Library } from '../library';
import { isStack, lineage } from '../constructs/construct-types';
import type { Construct, Stack } from '../constructs/construct-types';

/** Marks the policy's aspects, for every copy of this package. */
export const policyAspect = Symbol.for('azure-acr-policy-pack/aspect');

/** Marks a class `Aspects` that hands the policy's aspects down. */
const inherited = Symbol.for('azure-acr-policy-pack/hands-down');

interface PatchedAspects extends AspectsClass {
  [inherited]?: true;
}

/**
 * Makes an {@link policyAspect} that was added above the stacks count for every
 * stack below.
 *
 * The libraries collect aspects from each stack down, so that one on the App,
 * or on any construct between, is never invoked, and nobody says so. A policy
 * must not be silently inert. The one thing that they ask in every way to
 * synthesize (`App.synth`, `Testing.synth`, `Testing.fullSynth`) is
 * `Aspects.of(stack)`: there the policy's aspects from above are added to the
 * stack. No other aspect is touched.
 */
export function inheritAppAspects(library: Library): void {
  for (const aspects of loadedCopies(library)) patch(aspects);
}

function patch(aspects: PatchedAspects): void {
  if (aspects[inherited] === true) return;
  aspects[inherited] = true;
  const of = aspects.of.bind(aspects);
  aspects.of = (scope) => {
    const own = of(scope);
    if (isStack(scope)) addInherited(scope, own, of);
    return own;
  };
}

function addInherited(
  stack: Stack,
  own: AspectList,
  of: (scope: Construct) => AspectList,
): void {
  const { scope } = stack.node;
  if (scope === undefined) return;
  for (const above of lineage(scope)) {
    for (const aspect of of(above).all) {
      if (isPolicyAspect(aspect) && !own.all.includes(aspect)) own.add(aspect);
    }
  }
}

function isPolicyAspect(aspect: Aspect): boolean {
  return policyAspect in aspect;
}

/** Where both libraries keep the class `Aspects`. */
const aspectFile = /[\\/]cdkt[fn][\\/]lib[\\/]aspect\.js$/;

/**
 * The class `Aspects` of each copy of the libraries that is loaded: each copy
 * has aspects of its own, and a program may use another one than this package
 * finds.
 */
export function loadedCopies(library: Library): Set<AspectsClass> {
  const copies = Object.entries(require.cache).flatMap(([file, module]) => {
    if (!aspectFile.test(file)) return [];
    const { Aspects } = module?.exports as { Aspects?: AspectsClass };
    return Aspects === undefined ? [] : [Aspects];
  });
  return new Set([library.Aspects, ...copies]);
}
