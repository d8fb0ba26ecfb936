import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import type { Declaration } from '../../shared/model/declaration';
import { StackEndpoints } from '../../shared/pulumi/private-endpoints';
import type { StackResource } from '../../shared/pulumi/private-endpoints';
import { readerOf } from '../../shared/pulumi/resource-types';
import { SensitiveStrings, withSensitive } from '../../shared/model/sensitive';
import { UnknownHere } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';
import { expectString, optionalObject } from './expect';
import type { DeclaredResource } from './document-type';
import { toPulumiValue } from './pulumi-value';
import type { SourcePlace } from './stack-trace';

/**
 * Lists the registries that one resource's state declares, by its inputs. Resources
 * that wait to be deleted or replaced, and those that the program only reads, are
 * left out.
 *
 * @throws {UserError} if the state is damaged
 */
export function* declaredByState(
  state: JsonObject,
  path: JsonPath,
  endpoints: () => StackEndpoints,
): Generator<DeclaredResource> {
  const type = expectString(state['type'], [...path, 'type']);
  const urn = expectString(state['urn'], [...path, 'urn']);
  const { sourcePosition } = state;
  const isKept =
    state['delete'] !== true &&
    state['pendingReplacement'] !== true &&
    state['external'] !== true;
  const read = readerOf(type);
  if (!isKept) return;
  const inputs = optionalObject(state['inputs'], [...path, 'inputs']);
  if (read === undefined) return;
  const source = sourceOf(sourcePosition);
  yield {
    resource: { type, address: urn, name: nameOf(urn) },
    path,
    ...(source === undefined ? {} : { source }),
    read: () => {
      const sensitive = new SensitiveStrings();
      const declared = read(toInputs(inputs, sensitive));
      return withSensitive(
        declared.map((one) => withEndpoints(one, state, endpoints)),
        sensitive,
      );
    },
  };
}

/** A registry of its own knows whether an endpoint of the stack points at it. */
function withEndpoints(
  declaration: Declaration,
  { urn, id }: JsonObject,
  endpoints: () => StackEndpoints,
): Declaration {
  const { registry, pointer } = declaration;
  if (registry.kind !== undefined || pointer !== undefined) return declaration;
  const hasPrivateEndpoint = () =>
    endpoints().pointAt(
      typeof urn === 'string' ? urn : '',
      typeof id === 'string' ? id : undefined,
    );
  return { ...declaration, registry: { ...registry, hasPrivateEndpoint } };
}

/** Reads the private endpoints among some resources of a stack when they are first asked for. */
export function endpointsAmong(
  states: () => Iterable<JsonObject>,
): () => StackEndpoints {
  let endpoints: StackEndpoints | undefined;
  return () => (endpoints ??= new StackEndpoints(resourcesIn(states())));
}

function* resourcesIn(states: Iterable<JsonObject>): Generator<StackResource> {
  for (const state of states) {
    const { type, urn, inputs, propertyDependencies } = state;
    if (typeof type !== 'string' || typeof urn !== 'string') continue;
    if (state['delete'] === true) continue;
    const dependencies = isJsonObject(propertyDependencies)
      ? propertyDependencies
      : {};
    yield {
      type,
      urn,
      properties: () => toPulumiValue(inputs ?? null, new SensitiveStrings()),
      dependenciesOf: (property) => {
        const urns = dependencies[property];
        return Array.isArray(urns)
          ? urns.filter((one): one is string => typeof one === 'string')
          : [];
      },
    };
  }
}

const noInputs = new UnknownHere(
  'the state holds no inputs of it',
  'Check the output of "pulumi preview --json" instead, which holds them.',
);

/**
 * Pulumi leaves out empty inputs. Nothing that declares a registry can have
 * any, for the name of a resource group or a type is required of each.
 */
function toInputs(
  inputs: Json | undefined,
  sensitive: SensitiveStrings,
): Value {
  if (inputs === undefined || inputs === null) return noInputs;
  return isJsonObject(inputs) && Object.keys(inputs).length === 0
    ? noInputs
    : toPulumiValue(inputs, sensitive);
}

/** The name in `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function nameOf(urn: string): string {
  return urn.split('::').slice(3).join('::');
}

/** The source position of a resource's registration: `project:///index.ts#12,5`. */
function sourceOf(position: unknown): SourcePlace | undefined {
  if (typeof position !== 'string') return undefined;
  const [, file, line, column] =
    /^project:\/\/\/(.+)#(\d+),(\d+)$/.exec(position) ?? [];
  return file === undefined
    ? undefined
    : { file, line: Number(line), column: Number(column) };
}
