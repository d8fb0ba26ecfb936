import { isDeepStrictEqual } from 'node:util';
import { inheritAppAspects, loadedCopies } from './synthesis/app-aspects';
import { PolicyAspect } from './aspect';
import { recordCreations } from './constructs/creation-stack';
import { EnforcedSynthesis } from './synthesis/enforced-synthesis';
import { checkExemptions } from './exempt';
import type { Library } from './library';
import type { AcrPolicyOptions } from './options';
import { enforced, isApp } from './constructs/construct-types';
import type { App } from './constructs/construct-types';

/**
 * Enforces the policy on every stack of an app: those that exist and those that
 * are added until the synthesis.
 *
 * @throws {Error} if it is not an app, if an option is wrong, or if the app is
 *   enforced with other options already
 */
export function enforce(
  library: Library,
  app: App & { [enforced]?: AcrPolicyOptions },
  options: AcrPolicyOptions,
): void {
  if (!isApp(app)) {
    throw new Error(
      `enforceAcrPolicy: expected the App, got ${describe(app)}. For a single stack use Aspects.of(stack).add(new AcrPolicyAspect()).`,
    );
  }
  const present = app[enforced];
  if (present !== undefined) {
    if (isDeepStrictEqual(present, options)) return;
    throw new Error(
      'enforceAcrPolicy: this App is enforced with other options already. Call it once, with the options that hold for the whole App.',
    );
  }
  const aspect = new PolicyAspect(library, options, 'enforceAcrPolicy');
  checkExemptions(app);
  // A copy: the caller may change its object afterwards.
  Object.defineProperty(app, enforced, { value: { ...options } });
  recordCreations(app);
  // For whoever synthesizes a stack alone, as Testing does; see inheritAppAspects.
  for (const Aspects of loadedCopies(library)) Aspects.of(app).add(aspect);
  const synth = app.synth.bind(app);
  app.synth = () => {
    // A copy of the library may have been loaded since.
    inheritAppAspects(library);
    new EnforcedSynthesis(aspect, app).run(synth);
  };
}

function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `a ${value.constructor.name}`;
}
