import {
  Aspects,
  DefaultTokenResolver,
  StringConcat,
  Tokenization,
} from 'cdktf';
import { toLibrary } from './library';
import { policyFor } from './policy';

const policy = policyFor(
  toLibrary('cdktf', {
    Aspects,
    DefaultTokenResolver,
    StringConcat,
    Tokenization,
  }),
);
/**
 * An aspect that judges the registries of the stack, or of the part of it, that
 * it is added to. {@link enforceAcrPolicy} covers a whole app.
 *
 * @throws when an option is not known or wrong
 *
 * @example
 * Aspects.of(stack).add(new AcrPolicyAspect());
 */
export const AcrPolicyAspect = policy.AcrPolicyAspect;

/**
 * Enforces the policy on every stack of an app, those included that are added
 * until the synthesis, and reports the findings of all of them at once.
 *
 * @throws when it is no app, when an option is not known or wrong, when the app
 *   is enforced with other options already
 *
 * @example
 * enforceAcrPolicy(app, { preset: 'strict' });
 */
export const enforceAcrPolicy = policy.enforceAcrPolicy;

export { exempt as exemptFromAcrPolicy } from './exempt';
export type { AcrPolicyOptions } from './options';
