'use strict';
// Stands in for Pulumi's azure-native and azure providers, so that the real
// Pulumi runs without an account of Azure's: what is declared counts as created.
const grpc = require('@grpc/grpc-js');
const { Empty } = require('google-protobuf/google/protobuf/empty_pb');
const { Struct } = require('google-protobuf/google/protobuf/struct_pb');
const { PluginInfo } = require('@pulumi/pulumi/proto/plugin_pb');
const {
  ResourceProviderService,
} = require('@pulumi/pulumi/proto/provider_grpc_pb');
const proto = require('@pulumi/pulumi/proto/provider_pb');

/** How the protocol writes a value that is not known yet. */
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** What a resource has besides its inputs once it exists; YAML programs ask for the names. */
const types = {
  'azure-native:resources:ResourceGroup': {
    inputs: ['location'],
    outputs: { name: 'shop' },
  },
  'azure-native:network:PublicIPAddress': {
    inputs: ['resourceGroupName'],
    outputs: { ipAddress: '203.0.113.7' },
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

const typeOf = (urn) => urn.split('::')[2].split('$').pop();
const nameOf = (urn) => urn.split('::')[3];

function stateOf(urn, inputs, isPreview) {
  const { outputs = {} } = types[typeOf(urn)] ?? {};
  const later = Object.entries(outputs).map(([name, value]) => [
    name,
    isPreview ? unknown : value,
  ]);
  return Struct.fromJavaScript({
    ...inputs.toJavaScript(),
    ...Object.fromEntries(later),
  });
}

function schemaOf(packageName) {
  const any = { $ref: 'pulumi.json#/Any' };
  const propertiesOf = (names) =>
    Object.fromEntries(names.map((name) => [name, any]));
  const resources = Object.entries(types).map(([type, { inputs, outputs }]) => [
    type,
    {
      inputProperties: propertiesOf(inputs),
      properties: propertiesOf([...inputs, ...Object.keys(outputs)]),
    },
  ]);
  return {
    name: packageName,
    version: '99.0.0',
    resources: Object.fromEntries(
      resources.filter(([type]) => type.startsWith(`${packageName}:`)),
    ),
  };
}

/** The calls of the protocol that a preview, an update and a removal make. */
function handlers(packageName, created) {
  return {
    attach: () => new Empty(),
    cancel: () => new Empty(),
    delete: () => new Empty(),
    getPluginInfo() {
      const info = new PluginInfo();
      info.setVersion('99.0.0');
      return info;
    },
    getSchema() {
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify(schemaOf(packageName)));
      return response;
    },
    configure() {
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    },
    checkConfig: accept,
    check: accept,
    diffConfig: () => new proto.DiffResponse(),
    diff(request) {
      const [olds, news] = [request.getOlds(), request.getNews()].map((each) =>
        each.toJavaScript(),
      );
      const changed = Object.keys(news).filter(
        (name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]),
      );
      const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      const response = new proto.DiffResponse();
      response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
      return response;
    },
    create(request) {
      const urn = request.getUrn();
      const response = new proto.CreateResponse();
      if (!request.getPreview()) {
        created.push(nameOf(urn));
        response.setId(nameOf(urn));
      }
      response.setProperties(
        stateOf(urn, request.getProperties(), request.getPreview()),
      );
      return response;
    },
    update(request) {
      const response = new proto.UpdateResponse();
      response.setProperties(
        stateOf(request.getUrn(), request.getNews(), request.getPreview()),
      );
      return response;
    },
    read(request) {
      const response = new proto.ReadResponse();
      response.setId(request.getId());
      response.setProperties(request.getProperties());
      response.setInputs(request.getInputs());
      return response;
    },
  };
}

function accept(request) {
  const response = new proto.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function serve(packageName, created) {
  const server = new grpc.Server();
  server.addService(
    ResourceProviderService,
    Object.fromEntries(
      Object.entries(handlers(packageName, created)).map(([name, handle]) => [
        name,
        (call, done) => done(null, handle(call.request)),
      ]),
    ),
  );
  return new Promise((resolve, reject) => {
    server.bindAsync(
      '127.0.0.1:0',
      grpc.ServerCredentials.createInsecure(),
      (error, port) => (error ? reject(error) : resolve({ server, port })),
    );
  });
}

/**
 * Starts the stand-ins in this process.
 *
 * @returns what `pulumi` needs in its environment to find them, the names of the
 *   resources that were created, and how to stop
 */
async function startStandInProviders() {
  const created = [];
  const started = await Promise.all(
    ['azure-native', 'azure'].map(async (packageName) => ({
      packageName,
      ...(await serve(packageName, created)),
    })),
  );
  return {
    created,
    environment: {
      PULUMI_DEBUG_PROVIDERS: started
        .map(({ packageName, port }) => `${packageName}:${port}`)
        .join(),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    },
    stop() {
      for (const { server } of started) server.forceShutdown();
    },
  };
}

module.exports = { startStandInProviders };
