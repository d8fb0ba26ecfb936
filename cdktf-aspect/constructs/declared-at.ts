import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { creationStack } from './creation-stack';
import type { Construct } from './construct-types';

/** The source position of a construct. */
export interface DeclaredAt {
  /** `main.ts:34`, relative to the working directory if it is below it. */
  readonly place: string;
  /** The path of the file, and the line in it. */
  readonly file: string;
  readonly line: number;
  /** The user's frames of the stack trace, from that position. */
  readonly frames: string[];
}

/**
 * Finds the source position of a construct in the recorded stack traces.
 *
 * The metadata `stacktrace` is meant for that, but contains no trace since
 * constructs 10 (`addMetadata` traces only on request). The library does record
 * traces in the computed attributes of generated providers, which are created in
 * the constructor. For the rest see {@link recordCreations}.
 *
 * @returns undefined if nothing was recorded
 */
export function declaredAt(construct: Construct): DeclaredAt | undefined {
  const trace = recordedTrace(construct);
  if (trace === undefined) return undefined;
  const own = framesOutside(construct, trace).flatMap((frame) => {
    const position = positionOf(frame);
    return position === undefined ? [] : [{ frame, ...position }];
  });
  const [first] = own;
  if (first === undefined) return undefined;
  const { file, line } = first;
  const inside = relative(process.cwd(), file);
  return {
    place: `${inside.startsWith('..') ? file : inside}:${line}`,
    file,
    line,
    frames: own.map(({ frame }) => frame),
  };
}

function recordedTrace(construct: Construct): readonly string[] | undefined {
  const recorded = construct.node.metadata.find(
    ({ type }) => type === 'stacktrace',
  );
  if (recorded?.trace !== undefined) return recorded.trace;
  for (const attribute of Object.values(construct)) {
    if (isComputedAttributeOf(construct, attribute)) {
      return attribute.creationStack;
    }
  }
  return creationStack(construct);
}

function isComputedAttributeOf(
  construct: Construct,
  value: unknown,
): value is { readonly creationStack: readonly string[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'terraformResource' in value &&
    value.terraformResource === construct &&
    'creationStack' in value &&
    Array.isArray(value.creationStack) &&
    value.creationStack.length > 0
  );
}

/** The frames that called the construct's constructor. */
function framesOutside(
  construct: Construct,
  trace: readonly string[],
): string[] {
  const constructor = `new ${construct.constructor.name} `;
  const own = trace.findLastIndex((frame) => frame.startsWith(constructor));
  return trace.slice(own + 1);
}

/** The end of a frame: `:12:5)`. */
const lineAndColumn = /:(?<line>\d+):\d+\)?$/;
const foreign = /[\\/]node_modules[\\/]|^node:|^native |<anonymous>/;

/** The file and line of a frame of the user's own code. */
function positionOf(
  frame: string,
): Pick<DeclaredAt, 'file' | 'line'> | undefined {
  const found = lineAndColumn.exec(frame);
  const line = found?.groups?.['line'];
  const file = frame.slice(frame.lastIndexOf('(') + 1, found?.index);
  if (line === undefined || foreign.test(file)) return undefined;
  const path = file.startsWith('file://') ? fileURLToPath(file) : file;
  return { file: path, line: Number(line) };
}
