import type * as Protocol from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import type {
  AnalyzeRequest,
  AnalyzerResource,
} from '@pulumi/pulumi/proto/analyzer_pb';
import { pulumiSurface } from '../../shared/pulumi/resource-types';
import { resolved } from './lazy-policy-sdk';

/**
 * Lets the policy SDK see of a resource that declares no registry only which it
 * is. None of the pack's policies reads more of it, but the SDK makes JavaScript
 * of its properties, and of its provider's, for each policy anew, and nearly
 * all of a stack is such resources.
 *
 * It happens where the bytes of a request become a message, so it must be said
 * before the policy server starts.
 *
 * @param load requires from the SDK's own place
 */
export function stripIrrelevantProperties(load: NodeJS.Require): void {
  const file = resolved(load, '@pulumi/pulumi/proto/analyzer_grpc_pb');
  // Where the protocol lies elsewhere, requests stay whole.
  if (file === undefined) return;
  const { AnalyzerService } = load(file) as typeof Protocol;
  const { analyze, remediate, analyzeStack } = AnalyzerService;
  afterReading(analyze, leaveOutUnreadOf);
  afterReading(remediate, leaveOutUnreadOf);
  afterReading(analyzeStack, (request) => {
    request.getResourcesList().forEach(leaveOutUnreadOf);
  });
}

/** Changes the requests of a method once the bytes have become a message. */
export function afterReading<Request>(
  method: { requestDeserialize: (bytes: Buffer) => Request },
  change: (request: Request) => void,
): void {
  const { requestDeserialize } = method;
  method.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes);
    change(request);
    return request;
  };
}

function leaveOutUnreadOf(resource: AnalyzeRequest | AnalyzerResource): void {
  if (pulumiSurface(resource.getType()) !== undefined) return;
  resource.getProperties()?.clearFieldsMap();
  resource.clearProvider();
}
