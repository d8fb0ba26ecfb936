import { dirname, sep } from 'node:path';
import { annotationTypes } from '../annotations';
import { constructsBelow } from '../constructs/construct-types';
import type { Construct, Stack } from '../constructs/construct-types';

/** With this environment variable the libraries continue after error annotations. */
const variable = 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS';

/** Returns whether a stack is written despite error annotations, by the library's own property. */
export function continuesOnErrors({ synthesizer }: Stack): boolean {
  const { continueOnErrorAnnotations } = synthesizer as {
    continueOnErrorAnnotations?: unknown;
  };
  return (
    process.env[variable] !== undefined || continueOnErrorAnnotations === true
  );
}

/** An error annotation in an error's message. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

/** All error annotations in a stack. */
export function violationsIn(stack: Construct): Violation[] {
  return constructsBelow(stack).flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === annotationTypes.error)
      .map(({ data }) => ({ path: node.path, message: String(data) })),
  );
}

/** The start of the libraries' error about annotations. */
const header = 'Encountered Annotations with level "ERROR":';

/** Returns whether an error reports annotations, the library's or the policy's. */
export function isOfAnnotations({ message }: Error): boolean {
  return message.startsWith(header);
}

/**
 * Builds the error that ends a synthesis, in the libraries' wording.
 *
 * @param others other errors that stopped a stack
 * @param warnings lines that follow the errors
 */
export function synthesisError(
  violations: readonly Violation[],
  others: readonly Violation[] = [],
  warnings: readonly string[] = [],
): Error {
  const texts = [...violations, ...others].map(
    ({ path, message }) => `[${path}] ${message}`,
  );
  // A construct in a nested stack fails that stack and its parent.
  const distinct = [...new Set(texts)].join('\n\n');
  const end = warnings.map((line) => `${line}\n`).join('');
  return withUserFrames(
    new Error(`${header}\n${distinct}\n${end === '' ? '' : `\n${end}`}`),
  );
}

/** The directory of this package's aspect. */
const ownDirectory = dirname(__dirname) + sep;

const foreign = /[\\/]node_modules[\\/]|\bnode:|\(<anonymous>\)/;

/** The user's frames, without the libraries' and ours. */
function withUserFrames(error: Error): Error {
  const title = `${error.name}: ${error.message}`;
  const frames = (error.stack ?? title)
    .slice(title.length)
    .split('\n')
    .filter((frame) => !foreign.test(frame) && !frame.includes(ownDirectory));
  error.stack = [title, ...frames].join('\n');
  return error;
}
