import type * as Grpc from '@grpc/grpc-js';
import type {
  handleUnaryCall,
  sendUnaryData,
  ServerUnaryCall,
} from '@grpc/grpc-js';
import type { AnalyzeRequest } from '@pulumi/pulumi/proto/analyzer_pb';
import { pulumiSurface, stackType } from '../../shared/pulumi/resource-types';
import { resolved } from './lazy-policy-sdk';

type Handler = handleUnaryCall<AnalyzeRequest, object>;
type Implementation = Record<string, Handler | undefined>;

/**
 * Answers for a resource that cannot declare a registry with the answer for the
 * first such resource: every policy answers the same, that it does not apply, and
 * nearly all resources of a stack are of this kind. The SDK would build the
 * arguments of each policy and catch an error from it for each of them.
 *
 * Only for a pack whose policies are all of this package. It patches the server
 * class, so it must run before the policy server starts; if the SDK has another
 * layout, every request reaches the policies. Unnecessary once the SDK lets a
 * policy name the resource types that it applies to.
 *
 * @param load resolves from the SDK's directory
 */
export function answerIrrelevantResources(load: NodeJS.Require): void {
  const file = resolved(load, '@grpc/grpc-js');
  if (file === undefined) return;
  const { prototype } = (load(file) as typeof Grpc).Server;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the server below
  const { addService } = prototype;
  prototype.addService = function (service, implementation) {
    addService.call(this, service, {
      ...implementation,
      ...answeringOnce(implementation as Implementation),
    } as typeof implementation);
  };
}

function answeringOnce(handlers: Implementation): Implementation {
  const answers = new Map<string, object>();
  const once = (method: string): Implementation => {
    const handle = handlers[method];
    if (handle === undefined) return {};
    return {
      [method]: (call, callback) => {
        if (!isIrrelevant(call)) {
          handle(call, callback);
          return;
        }
        const answer = answers.get(method);
        if (answer !== undefined) {
          callback(null, answer);
          return;
        }
        handle(
          call,
          remembering(callback, (first) => answers.set(method, first)),
        );
      },
    };
  };
  const { configure } = handlers;
  return {
    ...once('analyze'),
    ...once('remediate'),
    ...(configure && {
      // The answer names the policies that are on.
      configure: (call, callback) => {
        answers.clear();
        configure(call, callback);
      },
    }),
  };
}

function isIrrelevant({
  request,
}: ServerUnaryCall<AnalyzeRequest, object>): boolean {
  const type = request.getType();
  // The stack has no registry, but policies use it as the start of a run.
  return type !== stackType && pulumiSurface(type) === undefined;
}

function remembering(
  callback: sendUnaryData<object>,
  remember: (answer: object) => void,
): sendUnaryData<object> {
  return (error, answer, ...more) => {
    if (answer !== null && answer !== undefined) remember(answer);
    callback(error, answer, ...more);
  };
}
