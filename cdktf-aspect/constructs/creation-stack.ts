import { moduleType } from '../../shared/terraform/modules';
import { isTerraformResourceType } from '../../shared/terraform/resource-types';
import type { Construct, ConstructNode } from './construct-types';

/** Where constructs were made, by their nodes. The text of a trace is made when it is read. */
const traces = new WeakMap<ConstructNode, Trace>();

/** The prototypes of nodes whose constructs are watched: one for each copy of constructs. */
const watched = new WeakSet();

/** What lies between the library's entry and the user's own code is less. */
const depth = 30;

interface Trace {
  /** Undefined where the program has turned stack traces off. */
  stack?: string;
}

interface Node extends ConstructNode {
  readonly host?: { readonly _elementType?: unknown };
  addMetadata: (...args: [type: string, data: unknown]) => void;
}

/**
 * Records from now on where constructs are made that may declare registries.
 *
 * Each element asks its node to keep a stack trace, by the metadata
 * `stacktrace`; since constructs 10 the node keeps none. The request is what
 * tells that an element is being made. It is passed on as it is, so that nothing
 * else is written.
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

/** The frames of who made a construct; undefined if nobody watched then. */
export function creationStack({ node }: Construct): string[] | undefined {
  return traces
    .get(node)
    ?.stack?.split('\n')
    .slice(1)
    .map((frame) => frame.replace(/^\s*at /, ''));
}

/** What an element is can't be seen in full while it is made. */
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
