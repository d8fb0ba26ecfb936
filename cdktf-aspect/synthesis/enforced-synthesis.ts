import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExemptionTracker } from '../../shared/engine/exemptions';
import {
  exemptionNotes,
  unknownStackMessage,
} from '../../shared/messages/exemption';
import { Annotations, annotationTypes, hasError } from '../annotations';
import type { PlacedAnnotation } from '../annotations';
import type { PolicyAspect } from '../aspect';
import { stacksBelow } from '../constructs/construct-types';
import type { App, Manifest, Stack } from '../constructs/construct-types';
import { Output } from './output';
import { printWarnings, warningLines } from './print-warnings';
import { SynthesisReport } from './report';
import {
  continuesOnErrors,
  isOfAnnotations,
  synthesisError,
  violationsIn,
} from './synthesis-error';
import type { Violation } from './synthesis-error';

/** The error that stopped the library, and its stack. */
interface Failure {
  readonly stack: Stack | undefined;
  readonly error: Error;
}

/**
 * One synthesis of an enforced app. The app synthesizes as usual; the files on disk
 * are then evaluated once, and one error reports all findings. The library stops
 * at the first stack that fails; here the remaining stacks are synthesized too, so
 * that the report covers them.
 */
export class EnforcedSynthesis {
  readonly #aspect: PolicyAspect;
  readonly #app: App;
  /** The output directory at the start, because a program may change the app's property. */
  readonly #outdir: string;
  readonly #manifest: Manifest;
  /** The stacks at the start, because a written stack may be removed from the app. */
  readonly #stacks: readonly Stack[];
  readonly #failures: Failure[] = [];
  readonly #exemptions: ExemptionTracker;
  readonly #report: SynthesisReport;
  /** The annotations that were added, which the manifest on disk lacks. */
  readonly #noted: PlacedAnnotation[] = [];

  constructor(aspect: PolicyAspect, app: App) {
    this.#aspect = aspect;
    this.#app = app;
    this.#outdir = app.outdir;
    this.#manifest = app.manifest;
    this.#stacks = stacksBelow(app);
    const { configuration } = aspect;
    const { exemptions, now } = configuration;
    this.#report = new SynthesisReport(this.#outdir, [configuration]);
    this.#exemptions = new ExemptionTracker(exemptions, now);
  }

  /**
   * @param synth the app's own `synth`
   * @throws {Error} the library's own error if it is the only one; otherwise one that
   *   reports all stacks
   */
  run(synth: () => void): void {
    for (const stack of this.#stacks) this.#begin(stack);
    try {
      synth();
    } catch (thrown) {
      this.#fail(this.#lastVisited(), thrown);
      this.#continue();
    }
    for (const stack of this.#allStacks()) {
      this.#aspect.policyOf(stack).defersToOutput = false;
    }
    const failed = this.#allStacks().filter((stack) => this.#evaluate(stack));
    this.#reportExemptions();
    this.#end(failed);
  }

  #begin(stack: Stack): void {
    const policy = this.#aspect.policyOf(stack);
    policy.add(stack);
    policy.retract();
    policy.isVisited = false;
    policy.defersToOutput = true;
  }

  #allStacks(): Stack[] {
    return [...new Set([...this.#stacks, ...stacksBelow(this.#app)])];
  }

  #lastVisited(): Stack | undefined {
    return this.#allStacks().findLast(
      (stack) => this.#aspect.policyOf(stack).isVisited,
    );
  }

  /** Synthesizes the stacks that the library did not reach. */
  #continue(): void {
    if (this.#lastVisited() === undefined) return;
    for (const stack of this.#allStacks()) {
      if (this.#aspect.policyOf(stack).isVisited) continue;
      try {
        stack.synthesizer.synthesize({
          outdir: this.#outdir,
          manifest: this.#manifest,
          skipValidation: this.#app.skipValidation,
        });
      } catch (thrown) {
        this.#fail(stack, thrown);
      }
    }
  }

  #fail(stack: Stack | undefined, thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.#failures.push({ stack, error });
  }

  /** @returns whether the stack is not to be deployed */
  #evaluate(stack: Stack): boolean {
    const output = new Output(stack, this.#manifest, this.#outdir);
    const isFailed = this.#failures.some((failure) => failure.stack === stack);
    if (output.file === undefined && !isFailed && writesByLibrary(stack)) {
      // It was not written.
      return false;
    }
    try {
      const { configuration } = this.#aspect;
      const placed = this.#policyOf(stack).evaluateOutput(output, {
        onFindings: (findings) => {
          this.#exemptions.record(findings);
        },
        onEvaluations: (evaluations) => {
          this.#report.add(configuration, output.name, evaluations);
        },
      });
      this.#note(output, placed);
      if (!hasError(placed) || continuesOnErrors(stack)) return false;
    } catch (thrown) {
      // A stack that failed may not be renderable.
      if (!isFailed) this.#fail(stack, thrown);
      return false;
    }
    output.remove();
    return true;
  }

  #policyOf(stack: Stack) {
    const policy = this.#aspect.policyOf(stack);
    policy.add(stack);
    return policy;
  }

  /** The manifest has entries only for stacks, so findings about the app go to one of them. */
  #reportExemptions(): void {
    const last = this.#stacks.at(-1);
    if (this.#failures.length > 0 || last === undefined) return;
    const { size } = this.#exemptions;
    const notes = exemptionNotes(this.#exemptions.notes(), size).map(
      (message) => ({
        type: annotationTypes.warning,
        message,
        declaredAt: undefined,
      }),
    );
    const placed = new Annotations().add(this.#app, notes);
    this.#note(new Output(last, this.#manifest, this.#outdir), placed);
  }

  #note(output: Output, placed: readonly PlacedAnnotation[]): void {
    output.note(placed);
    this.#noted.push(...placed);
  }

  /** @param failed the stacks with violations that block */
  #end(failed: readonly Stack[]): void {
    const others = [...this.#otherErrors(), ...this.#unknownStacks()];
    this.#report.write(others);
    if (failed.length === 0 && others.length === 0) {
      if (this.#noted.length > 0) this.#manifest.writeToFile();
      printWarnings(this.#noted);
      return;
    }
    // The library writes no manifest when it fails.
    rmSync(join(this.#outdir, 'manifest.json'), { force: true });
    const violations = this.#allStacks().flatMap(violationsIn);
    const [only, ...more] = this.#failures;
    if (
      only !== undefined &&
      more.length === 0 &&
      isReportedBy(only.error, [...violations, ...others])
    ) {
      throw only.error;
    }
    throw synthesisError(violations, others, warningLines(this.#noted));
  }

  /** The error that stopped the library, unless it lists annotations, which are reported anyway. */
  #otherErrors(): Violation[] {
    return this.#failures
      .filter(({ error }) => !isOfAnnotations(error))
      .map(({ stack = this.#app, error: { message } }) => ({
        path: stack.node.path,
        message,
      }));
  }

  /** A stack that is only in the manifest cannot be checked. */
  #unknownStacks(): Violation[] {
    const known = new Set(this.#allStacks().map(({ node }) => node.id));
    return Object.keys(this.#manifest.stacks)
      .filter((name) => !known.has(name))
      .map((name) => ({ path: name, message: unknownStackMessage(name) }));
  }
}

/** Returns whether a stack has the library's own synthesizer, which records all its files in the manifest. */
function writesByLibrary({ synthesizer }: Stack): boolean {
  return (
    synthesizer.constructor.name === 'StackSynthesizer' &&
    'hclOutput' in synthesizer
  );
}

/** Returns whether an error contains all of these annotations; false for an empty array. */
function isReportedBy(
  { message: text }: Error,
  violations: readonly Violation[],
): boolean {
  return (
    violations.length > 0 &&
    violations.every(({ message }) => text.includes(message))
  );
}
