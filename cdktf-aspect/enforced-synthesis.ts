import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../shared/json';
import type { JsonObject } from '../shared/json';
import { annotationTypes } from './annotations';
import type { PolicyAspect } from './aspect';
import { constructsBelow, stacksBelow } from './tree';
import type { App, Stack, StackManifest, SynthesisSession } from './tree';

/** With this variable the libraries let a synthesis go on after error annotations. */
const goesOn = 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS';

interface Failure {
  readonly stack: Stack;
  readonly error: Error;
}

/** An error annotation, as it is reported. */
interface Violation {
  readonly path: string;
  readonly message: string;
}

/**
 * One synthesis of an enforced app. The library stops at the first stack with an
 * error annotation; here the stacks after it are synthesized too, what was
 * written is checked, and one error says it all.
 */
export class EnforcedSynthesis {
  readonly #aspect: PolicyAspect;
  readonly #app: App;
  readonly #entry: () => void;
  readonly #failures: Failure[] = [];
  readonly #foundInOutput: Violation[] = [];

  /** @param entry what the user called: an error's stack trace starts there */
  constructor(aspect: PolicyAspect, app: App, entry: () => void) {
    this.#aspect = aspect;
    this.#app = app;
    this.#entry = entry;
  }

  /**
   * @param synth the app's own way to synthesize
   * @throws {Error} the library's own if a single stack fails, else one that
   *   says what failed in all of them
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
    gate.isSynthSure = true;
    const own = stack.synthesizer;
    const synthesize = (session: SynthesisSession) => {
      try {
        own.synthesize(session);
        this.#checkOutput(stack, session);
      } catch (thrown) {
        const error =
          thrown instanceof Error ? thrown : new Error(String(thrown));
        this.#failures.push({ stack, error });
        // Whatever stopped it early must not hide what the policy has to say.
        gate.judgeAll();
      }
      // Before the manifest is written, as when the library fails.
      if (stack === last) this.#report();
    };
    stack.synthesizer = Object.create(own, {
      synthesize: { value: synthesize },
    }) as typeof own;
    return () => {
      stack.synthesizer = own;
      gate.isSynthSure = false;
    };
  }

  /**
   * Checks what was written. Whatever changed a registry after the annotations
   * were collected (a stack that renders in a way of its own, a token that
   * changed its mind) shows there.
   */
  #checkOutput(stack: Stack, session: SynthesisSession): void {
    const manifest = session.manifest.stacks[stack.node.id];
    const document = readOutput(session, manifest);
    const gate = this.#aspect.gateOf(stack);
    // Not JSON: HCL, which is judged by what it is rendered from.
    const late =
      document === undefined ? gate.judgeAll() : gate.judgeOutput(document);
    for (const { construct, annotation } of late) {
      const { type, message, declaredAt } = annotation;
      const { path } = construct.node;
      manifest?.annotations.push({
        constructPath: path,
        level: type,
        message,
        stacktrace: declaredAt?.frames,
      });
      if (type === annotationTypes.error && process.env[goesOn] === undefined) {
        this.#foundInOutput.push({ path, message });
      }
    }
  }

  /** @throws {Error} when something failed */
  #report(): void {
    if (this.#failures.length + this.#foundInOutput.length === 0) return;
    const [only, ...more] = this.#failures;
    const annotated = this.#failures.flatMap(({ stack }) =>
      errorAnnotations(stack),
    );
    const violations = distinct([...annotated, ...this.#foundInOutput]);
    const otherErrors = this.#failures.filter(
      ({ stack, error }) => !isToldBy(error, errorAnnotations(stack)),
    );
    if (
      only !== undefined &&
      more.length === 0 &&
      (violations.length === 0 ||
        (otherErrors.length === 0 && this.#foundInOutput.length === 0))
    ) {
      throw only.error;
    }
    throw errorOf(violations, otherErrors, this.#entry);
  }
}

/** What was written of a stack; undefined if it is not there, or no JSON. */
function readOutput(
  { outdir }: SynthesisSession,
  manifest: StackManifest | undefined,
): JsonObject | undefined {
  if (manifest === undefined) return undefined;
  const file = join(outdir, manifest.synthesizedStackPath);
  if (!existsSync(file)) return undefined;
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isJsonObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function errorAnnotations(stack: Stack): Violation[] {
  return constructsBelow(stack).flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === annotationTypes.error)
      .map(({ data }) => ({ path: node.path, message: String(data) })),
  );
}

/** Tells whether an error is the library's, for nothing but these annotations. */
function isToldBy(
  { message: text }: Error,
  violations: readonly Violation[],
): boolean {
  return (
    violations.length > 0 &&
    violations.every(({ message }) => text.includes(message))
  );
}

/** A construct in a nested stack fails that stack and the one around it. */
function distinct(violations: readonly Violation[]): Violation[] {
  const byText = new Map(violations.map((each) => [textOf(each), each]));
  return [...byText.values()];
}

function textOf({ path, message }: Violation): string {
  return `[${path}] ${message}`;
}

/** @param below the function whose callers the stack trace starts with */
function errorOf(
  violations: readonly Violation[],
  failures: readonly Failure[],
  below: () => void,
): Error {
  const parts = [
    ...violations.map(textOf),
    ...failures.map(({ stack, error }) =>
      textOf({ path: stack.node.path, message: error.message }),
    ),
  ];
  const error = new Error(
    `Encountered Annotations with level "ERROR":\n${parts.join('\n\n')}\n`,
  );
  Error.captureStackTrace(error, below);
  return error;
}
