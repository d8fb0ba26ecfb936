import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { ExtData, decode, encode } from '@msgpack/msgpack';

/** The type of an attribute, as Terraform writes it in JSON. */
type AttributeType = string | readonly [string, unknown];

interface AttributeSchema {
  readonly type: AttributeType;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  /** What the provider plans where nothing is written. */
  readonly default?: unknown;
}

const ruleSet: AttributeType = [
  'list',
  [
    'object',
    {
      default_action: 'string',
      ip_rule: ['set', ['object', { action: 'string', ip_range: 'string' }]],
    },
  ],
];

const text = { type: 'string' } as const;

/** Resource types of azurerm, with the attributes that tests write and their defaults in version 4. */
const resources: Readonly<
  Record<string, Readonly<Record<string, AttributeSchema>>>
> = {
  azurerm_container_registry: {
    id: { ...text, computed: true },
    login_server: { ...text, computed: true },
    name: { ...text, required: true },
    resource_group_name: { ...text, required: true },
    location: { ...text, required: true },
    sku: { ...text, required: true },
    admin_enabled: { type: 'bool', optional: true, default: false },
    export_policy_enabled: { type: 'bool', optional: true, default: true },
    public_network_access_enabled: {
      type: 'bool',
      optional: true,
      default: true,
    },
    network_rule_bypass_option: {
      ...text,
      optional: true,
      default: 'AzureServices',
    },
    network_rule_set: { type: ruleSet, optional: true, computed: true },
  },
};

/** How Terraform writes a value that is known after apply: an extension of MessagePack. */
const knownAfterApply = new ExtData(0, new Uint8Array(1));

function planned(type: string, proposed: Record<string, unknown>) {
  const attributes = Object.entries(resources[type] ?? {});
  return Object.fromEntries(
    attributes.map(([name, { computed, default: otherwise }]) => [
      name,
      proposed[name] ??
        (computed === true ? knownAfterApply : (otherwise ?? null)),
    ]),
  );
}

const blockOf = (attributes: Readonly<Record<string, AttributeSchema>>) => ({
  attributes: Object.entries(attributes).map(
    // The protocol knows no defaults: what is not in its schema is left out.
    ([name, { type, ...schema }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...schema,
    }),
  ),
});

/** `provider "azurerm" { features {} }`, with what else tests write there. */
const provider = {
  block: {
    ...blockOf({ subscription_id: { ...text, optional: true } }),
    block_types: [
      { type_name: 'features', block: {}, nesting: 2, max_items: 1 },
    ],
  },
};

interface Dynamic {
  readonly msgpack: Uint8Array;
}

const implementation = {
  GetSchema: answer(() => ({
    provider,
    resource_schemas: Object.fromEntries(
      Object.entries(resources).map(([type, attributes]) => [
        type,
        { block: blockOf(attributes) },
      ]),
    ),
  })),
  PrepareProviderConfig: answer(({ config }: { config: Dynamic }) => ({
    prepared_config: config,
  })),
  ValidateResourceTypeConfig: answer(() => ({})),
  Configure: answer(() => ({})),
  PlanResourceChange: answer(
    (request: { type_name: string; proposed_new_state: Dynamic }) => {
      const proposed = decode(request.proposed_new_state.msgpack);
      const state = planned(
        request.type_name,
        proposed as Record<string, unknown>,
      );
      return {
        planned_state: { msgpack: encode(state) },
        // As azurerm: it may plan its defaults.
        legacy_type_system: true,
      };
    },
  ),
  Stop: answer(() => ({})),
};

function answer<Request>(
  handle: (request: Request) => object,
): grpc.handleUnaryCall<Request, object> {
  return ({ request }, done) => {
    done(null, handle(request));
  };
}

/**
 * Starts a stand-in for Terraform's azurerm provider in this process, so that the
 * real Terraform plans without downloading it and without an account of Azure's.
 *
 * @returns what `terraform` needs in its environment to find it, and how to stop
 */
export async function startStandInAzurerm(): Promise<{
  environment: NodeJS.ProcessEnv;
  stop: () => void;
}> {
  const definition = loadSync(join(__dirname, 'tfplugin5.proto'), {
    keepCase: true,
  });
  const service = definition['tfplugin5.Provider'] as grpc.ServiceDefinition;
  const server = new grpc.Server();
  server.addService(service, implementation);
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
  return {
    environment: {
      // https://developer.hashicorp.com/terraform/plugin/debugging
      TF_REATTACH_PROVIDERS: JSON.stringify({
        'registry.terraform.io/hashicorp/azurerm': {
          Protocol: 'grpc',
          ProtocolVersion: 5,
          Pid: process.pid,
          Test: true,
          Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
        },
      }),
    },
    stop: () => {
      server.forceShutdown();
    },
  };
}
