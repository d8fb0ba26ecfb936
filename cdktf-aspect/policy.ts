import { PolicyAspect } from './aspect';
import { enforce } from './enforce';
import type { Library } from './library';
import type { AcrPolicyOptions } from './options';
import type { App } from './tree';

/** The policy for one of the two libraries. */
export interface AcrPolicy {
  /** Judges the stack, or the part of it, that it is added to. */
  readonly AcrPolicyAspect: new (options?: AcrPolicyOptions) => PolicyAspect;
  /** Enforces the policy on every stack of an app. */
  readonly enforceAcrPolicy: (app: App, options?: AcrPolicyOptions) => void;
}

/** Binds the policy to a library. */
export function policyFor(library: Library): AcrPolicy {
  return {
    AcrPolicyAspect: class AcrPolicyAspect extends PolicyAspect {
      constructor(options: AcrPolicyOptions = {}) {
        super(library, options, 'AcrPolicyAspect');
      }
    },
    enforceAcrPolicy: (app, options = {}) => {
      enforce(library, app, options);
    },
  };
}
