import { handDownPolicyAspects, policyAspect } from './app-aspects';
import { addKnownRules, checkExemptions } from './exempt';
import { Gate } from './gate';
import type { Library } from './library';
import { toConfiguration } from './options';
import type { AcrPolicyOptions, PolicyConfiguration } from './options';
import { stackOf } from './tree';
import type { Construct, Stack } from './tree';

/**
 * Judges every container registry in the scope that it is added to: an error
 * annotation on the construct that violates a mandatory rule, a warning where a
 * value is known to Terraform alone.
 *
 * What is judged is what will be written: first at the visit, and again when all
 * aspects and validations have run.
 */
export class PolicyAspect {
  readonly [policyAspect] = true;
  readonly configuration: PolicyConfiguration;
  readonly #library: Library;
  readonly #gates = new WeakMap<Stack, Gate>();

  /**
   * @param source what errors in the options call the function that took them
   * @throws {Error} that names every option that is not known or wrong
   */
  constructor(library: Library, options: AcrPolicyOptions, source: string) {
    this.configuration = toConfiguration(options, source);
    addKnownRules(this.configuration.knownRules);
    this.#library = library;
    handDownPolicyAspects(library);
  }

  /** Invoked by the library for each construct in the aspect's scope. */
  visit(construct: Construct): void {
    const stack = stackOf(construct);
    if (stack === undefined) return;
    if (!this.#gates.has(stack)) checkExemptions(stack);
    this.gateOf(stack).visit(construct);
  }

  /** The policy on one stack. */
  gateOf(stack: Stack): Gate {
    let gate = this.#gates.get(stack);
    if (gate === undefined) {
      gate = new Gate(this.#library, this.configuration, stack);
      this.#gates.set(stack, gate);
    }
    return gate;
  }
}
