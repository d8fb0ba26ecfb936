import { hasError } from '../annotations';
import type { PlacedAnnotation } from '../annotations';
import { isApp, rootOf } from '../constructs/construct-types';
import type { Manifest, Stack } from '../constructs/construct-types';
import { Output } from './output';
import { printWarnings, warningLines } from './print-warnings';
import { SynthesisReport } from './report';
import type { StackPolicy } from '../stack-policy';
import {
  continuesOnErrors,
  synthesisError,
  violationsIn,
} from './synthesis-error';

/** The static members of the library's class. */
interface LibraryManifest extends Manifest {
  forStack: (this: LibraryManifest, stack: Stack) => unknown;
  writeToFile: (this: LibraryManifest) => void;
}

/** The policies on each stack. */
const policies = new WeakMap<Stack, StackPolicy[]>();

/** The stacks in a manifest; a test may write its own manifest. */
const stacksIn = new WeakMap<Manifest, Set<Stack>>();

/** The classes of manifests that are patched: one for each copy of a library. */
const patched = new WeakSet<Manifest>();

/**
 * Evaluates the output of a policy's stack when the manifest is written. The library
 * writes it last, after all stacks and the App's validations (`App.synth`,
 * `Testing.fullSynth`). It is the only signal to an aspect that its stack is
 * written.
 */
export function evaluateWhenWritten(policy: StackPolicy): void {
  const { stack } = policy;
  policies.set(stack, [...(policies.get(stack) ?? []), policy]);
  const root = rootOf(stack);
  if (isApp(root))
    patch(Object.getPrototypeOf(root.manifest) as LibraryManifest);
}

function patch(manifests: LibraryManifest): void {
  if (patched.has(manifests)) return;
  patched.add(manifests);
  const { forStack, writeToFile } = manifests;
  manifests.forStack = function (stack) {
    stacksIn.set(this, new Set(stacksIn.get(this)).add(stack));
    return forStack.call(this, stack);
  };
  manifests.writeToFile = function () {
    evaluateWritten(this);
    writeToFile.call(this);
  };
}

/** @throws {Error} the violations of all stacks, unless the synthesis continues after errors */
function evaluateWritten(manifest: Manifest): void {
  const noted: PlacedAnnotation[] = [];
  const stacks = [...(stacksIn.get(manifest) ?? [])].map((stack) => ({
    stack,
    active: (policies.get(stack) ?? []).filter(
      ({ isVisited, defersToOutput }) => isVisited && !defersToOutput,
    ),
  }));
  const report = new SynthesisReport(
    manifest.outdir,
    stacks.flatMap(({ active }) =>
      active.map(({ configuration }) => configuration),
    ),
  );
  const failed = stacks.filter(({ stack, active }) => {
    const output = new Output(stack, manifest, manifest.outdir);
    const placed = active.flatMap((policy) =>
      policy.evaluateOutput(output, {
        onEvaluations: (evaluations) => {
          report.add(policy.configuration, output.name, evaluations);
        },
      }),
    );
    output.note(placed);
    noted.push(...placed);
    const isFailed = hasError(placed) && !continuesOnErrors(stack);
    if (isFailed) output.remove();
    return isFailed;
  });
  report.write([]);
  if (failed.length > 0) {
    const violations = failed.flatMap(({ stack }) => violationsIn(stack));
    throw synthesisError(violations, [], warningLines(noted));
  }
  printWarnings(noted);
}
