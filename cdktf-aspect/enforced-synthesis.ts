import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExemptionTracker } from '../shared/exemptions';
import { unusedMessage } from '../shared/message';
import { Annotations, annotationTypes, hasError, noteIn } from './annotations';
import type { PolicyAspect } from './aspect';
import {
  goesOnAfterErrors,
  synthesisError,
  violationsIn,
} from './synthesis-error';
import type { Violation } from './synthesis-error';
import { stacksBelow } from './tree';
import type { App, Stack, SynthesisSession } from './tree';

/** A stack that is not written. */
interface Failure {
  readonly stack: Stack;
  /** What stopped the library; nothing if it was the policy. */
  readonly error?: Error;
  /** What the error says besides the annotations in the stack. */
  readonly others: readonly Violation[];
}

/**
 * One synthesis of an enforced app. The library stops at the first stack with an
 * error annotation; here the stacks after it are synthesized too, each is judged
 * by what was written, and one error says it all.
 */
export class EnforcedSynthesis {
  readonly #aspect: PolicyAspect;
  readonly #app: App;
  readonly #failures: Failure[] = [];
  readonly #exemptions: ExemptionTracker;

  constructor(aspect: PolicyAspect, app: App) {
    this.#aspect = aspect;
    this.#app = app;
    this.#exemptions = new ExemptionTracker(aspect.configuration.exemptions);
  }

  /**
   * @param synth the app's own way to synthesize
   * @throws {Error} the library's own, if that is all; else one that says what
   *   is wrong in all stacks
   */
  run(synth: () => void): void {
    const stacks = stacksBelow(this.#app);
    const undo = stacks.map((stack) => this.#watch(stack, stacks.at(-1)));
    try {
      synth();
    } finally {
      for (const each of undo) each();
    }
    // An App of one's own may have left out the last stack.
    this.#report();
  }

  /** Puts this synthesis between the app and a stack, for as long as it takes. */
  #watch(stack: Stack, last: Stack | undefined): () => void {
    const gate = this.#aspect.gateOf(stack);
    gate.add(stack);
    gate.withdraw();
    gate.isLeftToOutput = true;
    const own = stack.synthesizer;
    const synthesize = (session: SynthesisSession) => {
      try {
        own.synthesize(session);
        this.#judgeOutput(stack, session);
      } catch (thrown) {
        this.#fail(stack, thrown);
      }
      // Before the manifest is written, as when the library fails.
      if (stack === last) {
        this.#tellUnused(stack, session);
        this.#report();
      }
    };
    stack.synthesizer = Object.create(own, {
      synthesize: { value: synthesize },
    }) as typeof own;
    return () => {
      stack.synthesizer = own;
      gate.isLeftToOutput = false;
    };
  }

  #judgeOutput(stack: Stack, { outdir, manifest }: SynthesisSession): void {
    const entry = manifest.stacks[stack.node.id];
    const file =
      entry === undefined
        ? undefined
        : join(outdir, entry.synthesizedStackPath);
    // What is no JSON is HCL, or was written elsewhere: judged by what is rendered.
    const made = this.#aspect
      .gateOf(stack)
      .judge(readJson(file), (findings) => {
        this.#exemptions.see(findings);
      });
    noteIn(entry, made);
    if (!hasError(made) || goesOnAfterErrors(stack)) return;
    this.#failures.push({ stack, others: [] });
    // The library does not write a stack with an error annotation.
    if (file !== undefined) rmSync(file, { force: true });
  }

  /**
   * Tells of exemptions without effect, in the last stack's part of the manifest:
   * there is no place in it for an app. Nothing is told where a stack failed
   * before it could be judged.
   */
  #tellUnused(stack: Stack, { manifest }: SynthesisSession): void {
    if (this.#failures.some(({ error }) => error !== undefined)) return;
    const unused = this.#exemptions.unused().map((each) => ({
      type: annotationTypes.warning,
      message: unusedMessage(each),
      declaredAt: undefined,
    }));
    new Annotations().add(this.#app, unused);
    noteIn(
      manifest.stacks[stack.node.id],
      unused.map((annotation) => ({ construct: this.#app, annotation })),
    );
  }

  #fail(stack: Stack, thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const others = isToldBy(error, violationsIn(stack))
      ? []
      : [{ path: stack.node.path, message: error.message }];
    this.#failures.push({ stack, error, others });
    try {
      // Whatever stopped it early must not hide what the policy has to say.
      this.#aspect.gateOf(stack).judge();
    } catch {
      // It can't be rendered: that is what the error says.
    }
  }

  #report(): void {
    const [only, ...more] = this.#failures;
    if (only === undefined) return;
    const violations = this.#failures.flatMap(({ stack }) =>
      violationsIn(stack),
    );
    const others = this.#failures.flatMap((failure) => failure.others);
    if (only.error !== undefined && more.length === 0) {
      const isAll = isToldBy(only.error, [...violations, ...others]);
      if (isAll) throw only.error;
    }
    throw synthesisError(violations, others);
  }
}

/** Tells whether an error says all of this; of no annotation it says nothing. */
function isToldBy(
  { message: text }: Error,
  violations: readonly Violation[],
): boolean {
  return (
    violations.length > 0 &&
    violations.every(({ message }) => text.includes(message))
  );
}

function readJson(file: string | undefined): unknown {
  if (file === undefined || !existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
