import {
  Aspects,
  DefaultTokenResolver,
  StringConcat,
  Tokenization,
} from 'cdktf';
import type { IAspect } from 'cdktf';
import { PolicyAspect } from './aspect';
import type { App } from './constructs/construct-types';
import { enforce } from './enforce';
import { toLibrary } from './library';
import type { AcrPolicyOptions } from './options';

const library = toLibrary('cdktf', {
  Aspects,
  DefaultTokenResolver,
  StringConcat,
  Tokenization,
});

/**
 * An aspect that evaluates the registries of the stack, or of the part of it, that
 * it is added to. {@link enforceAcrPolicy} covers a whole app.
 *
 * @throws when an option is not known or wrong
 *
 * @example
 * Aspects.of(stack).add(new AcrPolicyAspect());
 */
export class AcrPolicyAspect extends PolicyAspect implements IAspect {
  constructor(options: AcrPolicyOptions = {}) {
    super(library, options, 'AcrPolicyAspect');
  }
}

/**
 * Enforces the policy on every stack of an app, those included that are added
 * until the synthesis, and reports the findings of all of them at once.
 *
 * @throws if it is not an app, if an option is unknown or wrong, or if the app
 *   is enforced with other options already
 *
 * @example
 * enforceAcrPolicy(app, { preset: 'strict' });
 */
export function enforceAcrPolicy(
  app: App,
  options: AcrPolicyOptions = {},
): void {
  enforce(library, app, options);
}

export { exempt as exemptFromAcrPolicy } from './exempt';
export type { AcrPolicyOptions } from './options';
