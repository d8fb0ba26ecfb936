import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { ExtData, decode, encode } from '@msgpack/msgpack';
import { providers } from './terraform-schemas';
import type { AttributeSchema, ResourceSchema } from './terraform-schemas';

type Attributes = Readonly<Record<string, unknown>>;

interface Dynamic {
  readonly msgpack: Uint8Array;
}

/** Terraform's encoding of a value that is known after apply: a MessagePack extension. */
const knownAfterApply = new ExtData(0, new Uint8Array(1));

const pack = (value: unknown) => ({ msgpack: encode(value) });
const unpack = ({ msgpack }: Dynamic) => decode(msgpack) as Attributes | null;
const toBytes = (value: unknown) => Buffer.from(JSON.stringify(value));

/** The provider's plan for an attribute. */
function plannedValue(
  name: string,
  { computed, default: initial }: AttributeSchema,
  proposed: unknown,
  prior: unknown,
): unknown {
  if (proposed === null || proposed === undefined) {
    if (initial !== undefined) return initial;
    return computed === true && prior === undefined ? knownAfterApply : null;
  }
  // A block in an attribute: its defaults are the SDK's to fill in. (azurerm)
  if (name === 'network_rule_set' && Array.isArray(proposed)) {
    // An empty list counts as nothing written.
    if (proposed.length === 0) return prior ?? knownAfterApply;
    return proposed.map((rules: Attributes) => ({
      ...rules,
      default_action: rules['default_action'] ?? 'Allow',
      ip_rule: rules['ip_rule'] ?? knownAfterApply,
    }));
  }
  return proposed;
}

function planned(schema: ResourceSchema, request: PlanRequest) {
  const proposed = unpack(request.proposed_new_state);
  const prior = unpack(request.prior_state);
  if (proposed === null) return { planned_state: request.proposed_new_state };
  const state: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([name, attribute]) => [
      name,
      attribute.write_only === true
        ? null
        : plannedValue(name, attribute, proposed[name], prior?.[name]),
    ]),
  );
  const isChanged = (name: string) =>
    JSON.stringify(state[name]) !== JSON.stringify(prior?.[name]);
  if (prior !== null && 'output' in schema && isChanged('body')) {
    state['output'] = knownAfterApply;
  }
  const replacing = Object.keys(schema).filter(
    (name) => schema[name]?.replaces === true && isChanged(name),
  );
  return {
    planned_state: pack(state),
    requires_replace:
      prior === null
        ? []
        : replacing.map((name) => ({ steps: [{ attribute_name: name }] })),
    // As azurerm: it may plan its defaults.
    legacy_type_system: true,
  };
}

interface PlanRequest {
  readonly type_name: string;
  readonly prior_state: Dynamic;
  readonly proposed_new_state: Dynamic;
}

/** A state file holds values of any type as `{ value, type }`. */
function fromState(schema: ResourceSchema, json: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(schema).map(([name, { type }]) => {
      const value = json[name] ?? null;
      if (type !== 'dynamic' || value === null) return [name, value];
      const { value: inner, type: innerType } = value as Attributes;
      return [name, [toBytes(innerType), inner]];
    }),
  );
}

const blockOf = (attributes: ResourceSchema) => ({
  attributes: Object.entries(attributes).map(
    // The protocol has no place for the rest of a schema.
    ([name, { type, ...schema }]) => ({ ...schema, name, type: toBytes(type) }),
  ),
});

/** `provider "azurerm" { features {} }`, with what else tests write there. */
const providerSchema = {
  block: {
    ...blockOf({ subscription_id: { type: 'string', optional: true } }),
    block_types: [
      { type_name: 'features', block: {}, nesting: 2, max_items: 1 },
    ],
  },
};

/** The resources in Azure, by ID. They differ from the state after a manual change. */
export type InAzure = Readonly<Record<string, Attributes>>;

function implementation(
  types: Readonly<Record<string, ResourceSchema>>,
  inAzure: InAzure,
) {
  const schemaOf = (type: string) => types[type] ?? {};
  return {
    GetSchema: answer(() => ({
      provider: providerSchema,
      resource_schemas: Object.fromEntries(
        Object.entries(types).map(([type, attributes]) => [
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
    UpgradeResourceState: answer(
      (request: { type_name: string; raw_state: { json: Buffer } }) => ({
        upgraded_state: pack(
          fromState(
            schemaOf(request.type_name),
            JSON.parse(request.raw_state.json.toString()) as Attributes,
          ),
        ),
      }),
    ),
    ReadResource: answer(
      (request: { type_name: string; current_state: Dynamic }) => {
        const state = unpack(request.current_state) ?? {};
        const found = inAzure[String(state['id'])] ?? {};
        return { new_state: pack({ ...state, ...found }) };
      },
    ),
    PlanResourceChange: answer((request: PlanRequest) =>
      planned(schemaOf(request.type_name), request),
    ),
    ImportResourceState: answer(
      ({ type_name: type, id }: { type_name: string; id: string }) => ({
        imported_resources: [
          {
            type_name: type,
            state: pack(fromState(schemaOf(type), { id })),
          },
        ],
      }),
    ),
    Stop: answer(() => ({})),
  };
}

function answer<Request>(
  handle: (request: Request) => object,
): grpc.handleUnaryCall<Request, object> {
  return ({ request }, done) => {
    done(null, handle(request));
  };
}

/**
 * Starts stand-ins for Terraform's azurerm and azapi providers in this process,
 * so that the real Terraform plans without downloading them and without an
 * account of Azure's.
 *
 * @param inAzure what a refresh finds that is not as the state has it
 * @returns what `terraform` needs in its environment to find them, and how to stop
 */
export async function startTerraformProviders(inAzure: InAzure = {}): Promise<{
  environment: NodeJS.ProcessEnv;
  stop: () => void;
}> {
  const started = await Promise.all(
    Object.entries(providers).map(async ([address, types]) => {
      const { server, port } = await serve(implementation(types, inAzure));
      return { address, server, port };
    }),
  );
  return {
    environment: {
      // https://developer.hashicorp.com/terraform/plugin/debugging
      TF_REATTACH_PROVIDERS: JSON.stringify(
        Object.fromEntries(
          started.map(({ address, port }) => [
            address,
            {
              Protocol: 'grpc',
              ProtocolVersion: 5,
              Pid: process.pid,
              Test: true,
              Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
            },
          ]),
        ),
      ),
    },
    stop: () => {
      for (const { server } of started) server.forceShutdown();
    },
  };
}

async function serve(
  methods: grpc.UntypedServiceImplementation,
): Promise<{ server: grpc.Server; port: number }> {
  const definition = loadSync(join(__dirname, 'tfplugin5.proto'), {
    keepCase: true,
  });
  const server = new grpc.Server();
  server.addService(
    definition['tfplugin5.Provider'] as grpc.ServiceDefinition,
    methods,
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
  return { server, port };
}
