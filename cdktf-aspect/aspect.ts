import { addKnownRules, checkExemptions } from './exempt';
import { inheritAppAspects, policyAspect } from './synthesis/app-aspects';
import { stackOf } from './constructs/construct-types';
import type { Construct, Stack } from './constructs/construct-types';
import type { Library } from './library';
import { toConfiguration } from './options';
import type { AcrPolicyOptions, PolicyConfiguration } from './options';
import { StackPolicy } from './stack-policy';
import { evaluateWhenWritten } from './synthesis/written-manifests';

/**
 * Evaluates every container registry in the scope that it is added to: an error
 * annotation on the construct that violates a mandatory rule, a warning where only
 * Terraform knows a value. What is evaluated is what the stack writes.
 */
export class PolicyAspect {
  readonly [policyAspect] = true;
  readonly configuration: PolicyConfiguration;
  readonly #library: Library;
  readonly #policies = new WeakMap<Stack, StackPolicy>();

  /**
   * @param source what errors in the options call the function that took them
   * @throws {Error} that names every option that is not known or wrong
   */
  constructor(library: Library, options: AcrPolicyOptions, source: string) {
    this.configuration = toConfiguration(options, source);
    addKnownRules(this.configuration.knownRules);
    this.#library = library;
    inheritAppAspects(library);
  }

  /** Invoked by the library for each construct in the aspect's scope. */
  visit(construct: Construct): void {
    const stack = stackOf(construct);
    if (stack === undefined) return;
    if (!this.#policies.has(stack)) checkExemptions(stack);
    this.policyOf(stack).visit(construct);
  }

  /** The policy on one stack. */
  policyOf(stack: Stack): StackPolicy {
    let policy = this.#policies.get(stack);
    if (policy === undefined) {
      policy = new StackPolicy(this.#library, this.configuration, stack);
      this.#policies.set(stack, policy);
      evaluateWhenWritten(policy);
    }
    return policy;
  }
}
