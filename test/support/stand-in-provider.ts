import * as grpc from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as proto from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { toStruct, unknownOnWire } from './wire';

interface ResourceType {
  /** The names that a program in YAML may use: its host asks. */
  readonly inputs: readonly string[];
  /** Values that only Azure knows, once the resource exists. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Inputs that come back as outputs, once the resource exists. */
  readonly echoes?: readonly string[];
}

const types: Readonly<Record<string, ResourceType>> = {
  'azure-native:resources:ResourceGroup': {
    inputs: ['location'],
    outputs: { name: 'shop' },
  },
  'azure-native:network:PublicIPAddress': {
    inputs: ['resourceGroupName'],
    outputs: { ipAddress: '203.0.113.7' },
  },
  'azure-native:appconfiguration:KeyValue': {
    inputs: ['configStoreName', 'resourceGroupName', 'value'],
    echoes: ['value'],
  },
  'azure-native:containerregistry:Registry': {
    inputs: [
      'networkRuleSet',
      'publicNetworkAccess',
      'registryName',
      'resourceGroupName',
      'sku',
    ],
    outputs: { loginServer: 'registry.azurecr.io' },
  },
};

const typeOf = (urn: string) => urn.split('::')[2]?.split('$').at(-1) ?? '';
const nameOf = (urn: string) => urn.split('::')[3] ?? '';

function stateOf(
  urn: string,
  inputs: Struct | undefined,
  isPreview: boolean,
): Struct {
  const { outputs = {}, echoes = [] } = types[typeOf(urn)] ?? {};
  const known = { ...inputs?.toJavaScript(), ...outputs };
  const later = isPreview ? [...Object.keys(outputs), ...echoes] : [];
  return toStruct({
    ...known,
    ...Object.fromEntries(later.map((name) => [name, unknownOnWire])),
  });
}

function schemaOf(packageName: string): object {
  const any = { $ref: 'pulumi.json#/Any' };
  const propertiesOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, any]));
  const resources = Object.entries(types)
    .filter(([type]) => type.startsWith(`${packageName}:`))
    .map(([type, { inputs, outputs = {} }]) => [
      type,
      {
        inputProperties: propertiesOf(inputs),
        properties: propertiesOf([...inputs, ...Object.keys(outputs)]),
      },
    ]);
  return {
    name: packageName,
    version: '99.0.0',
    resources: Object.fromEntries(resources) as object,
  };
}

/** The inputs of created and changed resources, by name. */
export type Created = Map<string, unknown>;

/** Serves the calls that a preview, an update, an import and a removal make. */
function implementation(packageName: string, created: Created) {
  return {
    attach: answer(() => new Empty()),
    cancel: answer(() => new Empty()),
    delete: answer(() => new Empty()),
    getPluginInfo: answer(() => {
      const info = new PluginInfo();
      info.setVersion('99.0.0');
      return info;
    }),
    getSchema: answer(() => {
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify(schemaOf(packageName)));
      return response;
    }),
    configure: answer(() => {
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    checkConfig: answer(accept),
    check: answer(accept),
    diffConfig: answer(() => new proto.DiffResponse()),
    diff: answer((request: proto.DiffRequest) => {
      const before = JSON.stringify(request.getOldInputs()?.toJavaScript());
      const after = JSON.stringify(request.getNews()?.toJavaScript());
      const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      const response = new proto.DiffResponse();
      response.setChanges(before === after ? DIFF_NONE : DIFF_SOME);
      return response;
    }),
    create: answer((request: proto.CreateRequest) => {
      const [urn, inputs] = [request.getUrn(), request.getProperties()];
      const response = new proto.CreateResponse();
      if (!request.getPreview()) {
        created.set(nameOf(urn), inputs?.toJavaScript());
        response.setId(nameOf(urn));
      }
      response.setProperties(stateOf(urn, inputs, request.getPreview()));
      return response;
    }),
    update: answer((request: proto.UpdateRequest) => {
      const [urn, inputs] = [request.getUrn(), request.getNews()];
      if (!request.getPreview()) {
        created.set(nameOf(urn), inputs?.toJavaScript());
      }
      const response = new proto.UpdateResponse();
      response.setProperties(stateOf(urn, inputs, request.getPreview()));
      return response;
    }),
    read: answer((request: proto.ReadRequest) => {
      const response = new proto.ReadResponse();
      response.setId(request.getId());
      response.setProperties(request.getProperties());
      response.setInputs(request.getInputs());
      return response;
    }),
  };
}

function answer<Request, Response>(
  handle: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, done) => {
    done(null, handle(request));
  };
}

function accept(request: proto.CheckRequest): proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

async function serve(packageName: string, created: Created) {
  const server = new grpc.Server();
  server.addService(
    ResourceProviderService,
    implementation(packageName, created),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      '127.0.0.1:0',
      grpc.ServerCredentials.createInsecure(),
      (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      },
    );
  });
  return { server, address: `${packageName}:${port}` };
}

/**
 * Starts stand-ins for Pulumi's azure-native and azure providers in this
 * process, so that the real Pulumi runs without an account of Azure's: what is
 * declared counts as created.
 *
 * @returns what `pulumi` needs in its environment to find them, what was
 *   created, and how to stop
 */
export async function startStandInProviders(): Promise<{
  environment: NodeJS.ProcessEnv;
  created: Created;
  stop: () => void;
}> {
  const created: Created = new Map();
  const started = await Promise.all(
    ['azure-native', 'azure'].map((name) => serve(name, created)),
  );
  return {
    created,
    environment: {
      PULUMI_DEBUG_PROVIDERS: started.map(({ address }) => address).join(),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    },
    stop: () => {
      for (const { server } of started) server.forceShutdown();
    },
  };
}
