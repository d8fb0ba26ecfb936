import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { creationStack } from './creation-stack';
import type { Construct } from './construct-types';

/** Where a construct was declared. */
export interface DeclaredAt {
  /** `main.ts:34`, relative to the working directory where it lies below it. */
  readonly place: string;
  /** The user's own frames of the stack trace from there on. */
  readonly frames: string[];
}

/**
 * Tells where a construct was declared, from the stack traces that were
 * recorded.
 *
 * The entry `stacktrace` of the metadata is meant for that, but holds no trace
 * since constructs 10 (`addMetadata` traces only when it is asked to). What the
 * library does record are the computed attributes of a resource of a generated
 * provider: they are made in its constructor and keep the stack of it. For the
 * rest see {@link recordCreations}.
 *
 * @returns undefined if nothing was recorded
 */
export function declaredAt(construct: Construct): DeclaredAt | undefined {
  const trace = recordedTrace(construct);
  if (trace === undefined) return undefined;
  const own = framesOutside(construct, trace).flatMap((frame) => {
    const place = placeOf(frame);
    return place === undefined ? [] : [{ frame, place }];
  });
  const [first] = own;
  return first === undefined
    ? undefined
    : { place: first.place, frames: own.map(({ frame }) => frame) };
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
const position = /:(?<line>\d+):\d+\)?$/;
const foreign = /[\\/]node_modules[\\/]|^node:|^native |<anonymous>/;

/** The file and line of a frame of the user's own code. */
function placeOf(frame: string): string | undefined {
  const found = position.exec(frame);
  const line = found?.groups?.['line'];
  const file = frame.slice(frame.lastIndexOf('(') + 1, found?.index);
  if (line === undefined || foreign.test(file)) return undefined;
  const path = file.startsWith('file://') ? fileURLToPath(file) : file;
  const inside = relative(process.cwd(), path);
  return `${inside.startsWith('..') ? path : inside}:${line}`;
}
