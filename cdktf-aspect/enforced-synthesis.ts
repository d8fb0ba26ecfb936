import { ExemptionTracker } from '../shared/exemptions';
import { unusedMessage } from '../shared/message';
import { strangerMessage } from '../shared/notice';
import { Annotations, annotationTypes, hasError, noteIn } from './annotations';
import type { PolicyAspect } from './aspect';
import { Output } from './output';
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

/** A stack whose synthesis is watched. */
interface Watch {
  readonly stack: Stack;
  /** Whether the stack was synthesized. */
  readonly isReached: () => boolean;
  /**
   * Ends the watch.
   *
   * @returns whether someone put another synthesizer on the stack meanwhile
   */
  readonly end: () => boolean;
}

/**
 * One synthesis of an enforced app. The library stops at the first stack with an
 * error annotation; here the stacks after it are synthesized too, each is judged
 * by what was written, and one error says it all. Whatever changes what was
 * written, until the app is done, has it judged again.
 */
export class EnforcedSynthesis {
  readonly #aspect: PolicyAspect;
  readonly #app: App;
  readonly #failures = new Map<Stack, Failure>();
  readonly #exemptions: ExemptionTracker;
  readonly #strangers: Violation[] = [];
  /** By what they are written to, which two stacks may have in common. */
  readonly #outputs = new Map<string, Output>();

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
    const watched = stacks.map((stack) => this.#watch(stack, stacks.at(-1)));
    const evaded: Stack[] = [];
    try {
      synth();
    } finally {
      for (const { stack, isReached, end } of watched) {
        const isReplaced = end();
        if (isReplaced && !isReached()) evaded.push(stack);
      }
    }
    this.#settleUnseen(watched, evaded);
    this.#refuseStrangers(stacks);
    // The app's validations come last; an App of one's own may do more.
    this.#settleChanged();
    this.#keepNotes();
    this.#report();
  }

  /** Puts this synthesis between the app and a stack, for as long as it takes. */
  #watch(stack: Stack, last: Stack | undefined): Watch {
    const gate = this.#aspect.gateOf(stack);
    gate.add(stack);
    gate.withdraw();
    gate.isLeftToOutput = true;
    const own = stack.synthesizer;
    let isReached = false;
    const synthesize = (session: SynthesisSession) => {
      isReached = true;
      this.#try(stack, () => {
        own.synthesize(session);
        this.#settle(new Output(stack, session));
      });
      // Before the manifest is written, as when the library fails.
      if (stack === last) {
        this.#settleChanged(stack);
        this.#tellUnused(stack, session);
        this.#report();
      }
    };
    const watching = Object.create(own, {
      synthesize: { value: synthesize },
    }) as typeof own;
    stack.synthesizer = watching;
    return {
      stack,
      isReached: () => isReached,
      end: () => {
        gate.isLeftToOutput = false;
        if (stack.synthesizer !== watching) return true;
        stack.synthesizer = own;
        return false;
      },
    };
  }

  /** Judges a stack by what was written of it. */
  #settle(output: Output): void {
    const { stack, file } = output;
    this.#outputs.set(file ?? stack.node.path, output);
    const gate = this.#aspect.gateOf(stack);
    // Where there is no JSON, what is rendered is judged.
    const { document, unread } = output.read();
    const said = gate.judge(
      document,
      (findings) => {
        this.#exemptions.see(findings);
      },
      unread,
    );
    output.note(said);
    if (!hasError(said) || goesOnAfterErrors(stack)) return;
    this.#failures.set(stack, { stack, others: [] });
    // The library does not write a stack with an error annotation.
    output.remove();
  }

  /** @param latest a stack that nothing can have changed meanwhile */
  #settleChanged(latest?: Stack): void {
    for (const output of [...this.#outputs.values()]) {
      const { stack } = output;
      if (stack === latest) continue;
      this.#try(stack, () => {
        if (output.hasChanged()) this.#settle(output);
      });
    }
  }

  /**
   * Judges what was written past the watch.
   *
   * @param evaded those that are written by someone else than whom they had
   */
  #settleUnseen(watched: readonly Watch[], evaded: readonly Stack[]): void {
    const seen = new Set(
      watched.filter(({ isReached }) => isReached()).map(({ stack }) => stack),
    );
    const all = [
      ...watched.map(({ stack }) => stack),
      ...stacksBelow(this.#app),
    ];
    for (const stack of new Set(all)) {
      const output = new Output(stack, this.#app);
      const isWritten = output.file !== undefined || evaded.includes(stack);
      if (seen.has(stack) || !isWritten) continue;
      this.#aspect.gateOf(stack).add(stack);
      this.#try(stack, () => {
        this.#settle(output);
      });
    }
  }

  /** Nothing tells what became of a stack that is in the manifest alone. */
  #refuseStrangers(stacks: readonly Stack[]): void {
    const known = new Set(
      [...stacks, ...stacksBelow(this.#app)].map(({ node }) => node.id),
    );
    for (const name of Object.keys(this.#app.manifest.stacks)) {
      if (known.has(name)) continue;
      this.#strangers.push({ path: name, message: strangerMessage(name) });
    }
  }

  /** For who goes on after errors, the manifest is all that tells of them. */
  #keepNotes(): void {
    const noted = [...this.#outputs.values()].filter((output) =>
      output.noteAgain(),
    );
    if (noted.length > 0) this.#app.manifest.writeToFile();
  }

  #try(stack: Stack, act: () => void): void {
    try {
      act();
    } catch (thrown) {
      this.#fail(stack, thrown);
    }
  }

  /**
   * Tells of exemptions without effect, in the last stack's part of the manifest:
   * there is no place in it for an app. Nothing is told where a stack failed
   * before it could be judged.
   */
  #tellUnused(stack: Stack, { manifest }: SynthesisSession): void {
    if ([...this.#failures.values()].some(({ error }) => error !== undefined))
      return;
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
    this.#failures.set(stack, { stack, error, others });
    try {
      // Whatever stopped it early must not hide what the policy has to say.
      this.#aspect.gateOf(stack).judge();
    } catch {
      // It can't be rendered: that is what the error says.
    }
  }

  #report(): void {
    const failures = [...this.#failures.values()];
    const [only, ...more] = failures;
    if (only === undefined && this.#strangers.length === 0) return;
    const violations = failures.flatMap(({ stack }) => violationsIn(stack));
    const others = [
      ...failures.flatMap((failure) => failure.others),
      ...this.#strangers,
    ];
    if (only?.error !== undefined && more.length === 0) {
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
