import { AnalyzerService } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import * as proto from '@pulumi/pulumi/proto/analyzer_pb';
import { stripIrrelevantProperties } from '../../pulumi-policy/sdk/strip-irrelevant-properties';
import { toRequest, toStackResource } from '../support/analyzer-messages';

const registry = 'azure-native:containerregistry:Registry';
const storage = 'azure-native:storage:StorageAccount';
const properties = { sku: { name: 'Premium' } };

/** Requires the protocol, a copy that nobody else is changed by. */
function protocolAt(): NodeJS.Require {
  const { analyze, remediate, analyzeStack } = AnalyzerService;
  const copy = {
    AnalyzerService: {
      analyze: { ...analyze },
      remediate: { ...remediate },
      analyzeStack: { ...analyzeStack },
    },
  };
  const load = () => copy;
  return Object.assign(load, {
    resolve: (request: string) => request,
  }) as unknown as NodeJS.Require;
}

/** The service, as the policy SDK finds it. */
function leanService(): typeof AnalyzerService {
  const load = protocolAt();
  stripIrrelevantProperties(load);
  return (load('protocol') as { AnalyzerService: typeof AnalyzerService })
    .AnalyzerService;
}

const provider = () => {
  const message = new proto.AnalyzerProviderResource();
  message.setName('default');
  return message;
};

const seenOf = (message: proto.AnalyzeRequest | proto.AnalyzerResource) => ({
  type: message.getType(),
  urn: message.getUrn(),
  properties: message.getProperties()?.toJavaScript(),
  provider: message.getProvider()?.getName(),
});

describe('what the policy SDK is given of a request', () => {
  const situations = [
    {
      situation: 'a registry, which stays whole',
      type: registry,
      seen: { properties, provider: 'default' },
    },
    {
      situation: 'what is no registry, without what no policy reads',
      type: storage,
      seen: { properties: {}, provider: undefined },
    },
  ];

  describe.each(['analyze', 'remediate'] as const)('to %s', (method) => {
    const read = (request: proto.AnalyzeRequest) =>
      seenOf(
        leanService()[method].requestDeserialize(
          Buffer.from(request.serializeBinary()),
        ),
      );

    test.each(situations)('$situation', ({ type, seen }) => {
      const request = toRequest({ type, urn: 'urn', properties });
      request.setProvider(provider());
      expect(read(request)).toEqual({ type, urn: 'urn', ...seen });
    });

    test('a resource that has no properties', () => {
      const request = toRequest({ type: storage, urn: 'urn', properties });
      request.clearProperties();
      expect(read(request)).toEqual({ type: storage, urn: 'urn' });
    });
  });

  test('to analyze a stack: of each resource', () => {
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(
      situations.map(({ type }) => {
        const resource = toStackResource({ type, urn: 'urn', properties });
        resource.setProvider(provider());
        return resource;
      }),
    );
    const read = leanService().analyzeStack.requestDeserialize(
      Buffer.from(request.serializeBinary()),
    );
    expect(read.getResourcesList().map(seenOf)).toEqual(
      situations.map(({ type, seen }) => ({ type, urn: 'urn', ...seen })),
    );
  });

  test('everything, where the protocol lies elsewhere', () => {
    const load = Object.assign(
      () => {
        throw new Error('loaded what is not there');
      },
      {
        resolve: () => {
          throw new Error('Cannot find module');
        },
      },
    ) as unknown as NodeJS.Require;
    expect(() => {
      stripIrrelevantProperties(load);
    }).not.toThrow();
  });
});
