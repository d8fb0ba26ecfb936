import { moduleType } from '../../shared/terraform/modules';
import { isTerraformResourceType } from '../../shared/terraform/resource-types';
import type { Construct, ConstructNode } from './construct-types';

/** Stack traces of the creation of constructs, by node. Node formats a trace when it is read. */
const traces = new WeakMap<ConstructNode, Trace>();

/** The prototypes of nodes whose constructs are watched: one for each copy of constructs. */
const watched = new WeakSet();

/** More frames than there are between the library and the user's code. */
const depth = 30;

interface Trace {
  /** Undefined if the program has turned stack traces off. */
  stack?: string;
}

interface Node extends ConstructNode {
  readonly host?: { readonly _elementType?: unknown };
  addMetadata: (...args: [type: string, data: unknown]) => void;
}

/**
 * Starts to record where constructs that may declare registries are created.
 *
 * Each element asks its node to keep a stack trace in the metadata `stacktrace`,
 * which nodes ignore since constructs 10. That call shows that an element is being
 * created. It is passed on unchanged, so the output stays the same.
 */
export function recordCreations({ node }: Construct): void {
  const prototype = Object.getPrototypeOf(node) as Node;
  if (watched.has(prototype)) return;
  watched.add(prototype);
  const { addMetadata } = prototype;
  prototype.addMetadata = function watching(this: Node, ...args) {
    if (args[0] === 'stacktrace' && mayDeclareRegistries(this)) {
      traces.set(this, captureBelow(watching));
    }
    addMetadata.apply(this, args);
  };
}

/** The frames that created a construct; undefined if they were not recorded. */
export function creationStack({ node }: Construct): string[] | undefined {
  return traces
    .get(node)
    ?.stack?.split('\n')
    .slice(1)
    .map((frame) => frame.replace(/^\s*at /, ''));
}

/** The kind of an element is not fully visible in its constructor. */
function mayDeclareRegistries({ host }: Node): boolean {
  const type = host?._elementType;
  return (
    typeof type !== 'string' ||
    type === moduleType ||
    isTerraformResourceType(type)
  );
}

function captureBelow(caller: (...args: never[]) => unknown): Trace {
  const trace: Trace = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = depth;
  Error.captureStackTrace(trace, caller);
  Error.stackTraceLimit = stackTraceLimit;
  return trace;
}
