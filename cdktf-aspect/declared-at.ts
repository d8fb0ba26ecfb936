import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Construct } from './tree';

/** Where a construct was declared. */
export interface DeclaredAt {
  /** `main.ts:34`, relative to the working directory where it lies below it. */
  readonly place: string;
  /** The frames of the stack trace from there on. */
  readonly frames: string[];
}

/**
 * Tells where a construct was declared, from the stack traces that the library
 * recorded.
 *
 * The entry `stacktrace` of the metadata is meant for that, but holds no trace
 * since constructs 10 (`addMetadata` traces only when it is asked to). What is
 * left are the computed attributes of a resource of a generated provider: they
 * are made in its constructor and keep the stack of it.
 *
 * @returns undefined if the library recorded nothing
 */
export function declaredAt(construct: Construct): DeclaredAt | undefined {
  const trace = recordedTrace(construct);
  if (trace === undefined) return undefined;
  const frames = framesOutside(construct, trace);
  for (const [index, frame] of frames.entries()) {
    const place = placeOf(frame);
    if (place !== undefined) return { place, frames: frames.slice(index) };
  }
  return undefined;
}

function recordedTrace(construct: Construct): readonly string[] | undefined {
  const recorded = construct.node.metadata.find(
    ({ type, trace }) => type === 'stacktrace' && trace !== undefined,
  );
  if (recorded?.trace !== undefined) return recorded.trace;
  for (const attribute of Object.values(construct)) {
    if (isComputedAttributeOf(construct, attribute)) {
      return attribute.creationStack;
    }
  }
  return undefined;
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

const location = /^(?:.*\()?(?<file>(?:file:\/\/)?.+?):(?<line>\d+):\d+\)?$/;
const foreign = /[\\/]node_modules[\\/]|^node:|^native |<anonymous>/;

/** The file and line of a frame of the user's own code. */
function placeOf(frame: string): string | undefined {
  const { file, line } = location.exec(frame)?.groups ?? {};
  if (file === undefined || line === undefined || foreign.test(file)) {
    return undefined;
  }
  const path = file.startsWith('file://') ? fileURLToPath(file) : file;
  const inside = relative(process.cwd(), path);
  return `${inside.startsWith('..') ? path : inside}:${line}`;
}
