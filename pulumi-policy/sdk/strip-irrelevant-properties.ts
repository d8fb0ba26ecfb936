import type * as Protocol from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import type {
  AnalyzeRequest,
  AnalyzerResource,
} from '@pulumi/pulumi/proto/analyzer_pb';
import { isPulumiEndpoint } from '../../shared/pulumi/private-endpoints';
import { pulumiSurface } from '../../shared/pulumi/resource-types';
import { rememberSecretsOf } from './secrets';
import { resolved } from './lazy-policy-sdk';

/**
 * Strips the properties of resources that cannot declare a registry before the SDK
 * converts them. No policy of the pack reads these properties, but the SDK
 * converts them, and the provider's, again for each policy, and nearly all
 * resources of a stack are of this kind.
 *
 * It patches the deserialization of requests, so it must run before the policy
 * server starts.
 *
 * @param load resolves from the SDK's directory
 */
export function stripIrrelevantProperties(load: NodeJS.Require): void {
  const file = resolved(load, '@pulumi/pulumi/proto/analyzer_grpc_pb');
  // If the protocol module is elsewhere, requests stay unchanged.
  if (file === undefined) return;
  const { AnalyzerService } = load(file) as typeof Protocol;
  const { analyze, remediate, analyzeStack } = AnalyzerService;
  afterReading(analyze, (request) => {
    leaveOutUnreadOf(request);
    rememberSecretsOf(request);
  });
  afterReading(remediate, leaveOutUnreadOf);
  afterReading(analyzeStack, (request) => {
    for (const resource of request.getResourcesList()) {
      if (!isPulumiEndpoint(resource.getType())) leaveOutUnreadOf(resource);
    }
  });
}

/** Changes the requests of a method after deserialization. */
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
