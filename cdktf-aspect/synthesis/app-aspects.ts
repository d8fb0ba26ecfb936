import type { Aspect, AspectList, AspectsClass, Library } from '../library';
import { isStack, lineage } from '../constructs/construct-types';
import type { Construct, Stack } from '../constructs/construct-types';

/** Marks the policy's aspects, for every copy of this package. */
export const policyAspect = Symbol.for('azure-acr-policy-pack/aspect');

/** Marks a class `Aspects` that passes the policy's aspects down. */
const inherited = Symbol.for('azure-acr-policy-pack/hands-down');

interface PatchedAspects extends AspectsClass {
  [inherited]?: true;
}

/**
 * Makes an {@link policyAspect} that was added above the stacks count for every
 * stack below.
 *
 * The libraries collect aspects from each stack down and silently ignore those on
 * the App or on constructs between. A policy must not be ignored. Every way to
 * synthesize (`App.synth`, `Testing.synth`, `Testing.fullSynth`) calls
 * `Aspects.of(stack)`; there the policy's aspects from above are added to the
 * stack. Other aspects are not affected.
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

/** The path of the class `Aspects` in both libraries. */
const aspectFile = /[\\/]cdkt[fn][\\/]lib[\\/]aspect\.js$/;

/**
 * The class `Aspects` of each loaded copy of the libraries. Each copy has its own
 * aspects, and the program may use another copy than this package resolves.
 */
export function loadedCopies(library: Library): Set<AspectsClass> {
  const copies = Object.entries(require.cache).flatMap(([file, module]) => {
    if (!aspectFile.test(file)) return [];
    const { Aspects } = module?.exports as { Aspects?: AspectsClass };
    return Aspects === undefined ? [] : [Aspects];
  });
  return new Set([library.Aspects, ...copies]);
}
