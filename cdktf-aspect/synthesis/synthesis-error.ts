import { dirname, sep } from 'node:path';
import { annotationTypes } from '../annotations';
import { constructsBelow } from '../constructs/construct-types';
import type { Construct, Stack } from '../constructs/construct-types';

/** With this variable the libraries let a synthesis go on after error annotations. */
const variable = 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS';

/** Tells whether a stack is to be written in spite of error annotations; the property is the library's own. */
export function continuesOnErrors({ synthesizer }: Stack): boolean {
  const { continueOnErrorAnnotations } = synthesizer as {
    continueOnErrorAnnotations?: unknown;
  };
  return (
    process.env[variable] !== undefined || continueOnErrorAnnotations === true
  );
}

/** An error annotation, as an error tells it. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

/** The error annotations in a stack, whoever made them. */
export function violationsIn(stack: Construct): Violation[] {
  return constructsBelow(stack).flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === annotationTypes.error)
      .map(({ data }) => ({ path: node.path, message: String(data) })),
  );
}

/** How the libraries begin an error of annotations. */
const header = 'Encountered Annotations with level "ERROR":';

/** Tells whether an error ends a synthesis for annotations, the library's or the policy's. */
export function isOfAnnotations({ message }: Error): boolean {
  return message.startsWith(header);
}

/**
 * The error that ends a synthesis, in the words that the libraries have for it.
 *
 * @param others what else stopped a stack
 */
export function synthesisError(
  violations: readonly Violation[],
  others: readonly Violation[] = [],
): Error {
  const texts = [...violations, ...others].map(
    ({ path, message }) => `[${path}] ${message}`,
  );
  // A construct in a nested stack fails that stack and the one around it.
  const distinct = [...new Set(texts)].join('\n\n');
  return withUserFrames(new Error(`${header}\n${distinct}\n`));
}

/** Where the files of this package's aspect are. */
const ownDirectory = dirname(__dirname) + sep;

const foreign = /[\\/]node_modules[\\/]|\bnode:|\(<anonymous>\)/;

/** Where the user's own code was; the libraries' frames and ours say nothing. */
function withUserFrames(error: Error): Error {
  const title = `${error.name}: ${error.message}`;
  const frames = (error.stack ?? title)
    .slice(title.length)
    .split('\n')
    .filter((frame) => !foreign.test(frame) && !frame.includes(ownDirectory));
  error.stack = [title, ...frames].join('\n');
  return error;
}
