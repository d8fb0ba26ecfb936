import { azapiDeployment, isDeployedBy } from '../arm/deployment';
import type { Declaration, ReadDeclarations } from '../declaration';
import { readRegistry } from '../dialect';
import type { Dialect } from '../dialect';
import { toPatch } from '../patch';
import { equals } from '../ternary';
import { Unknown, isObject, isSameText, readProperty, textOf } from '../value';
import type { Property, Value, ValueObject } from '../value';
import { TerraformExpression } from './expression';
import { jsonValue } from './json-template';

/*
 * The azapi provider: any resource of Azure's, named by a text and written in
 * ARM's words (https://registry.terraform.io/providers/Azure/azapi/latest/docs).
 */

const registryTypes = ['Microsoft.ContainerRegistry/registries@'];

/** A deployment or a deployment stack, whose template may declare registries. */
const deploymentTypes = [
  'Microsoft.Resources/deployments@',
  'Microsoft.Resources/deploymentStacks@',
];

/** `azapi_resource` with the type of a registry, or of a deployment. */
export function readAzapiResource(dialect: Dialect): ReadDeclarations {
  const readDeployment = isDeployedBy(azapiDeployment);
  return (properties) => [
    ...ifTypeIs(registryTypes, properties, () => [
      { registry: readRegistry(dialect, withBody(properties)) },
    ]),
    ...ifTypeIs(deploymentTypes, properties, () =>
      readDeployment(withBody(properties)),
    ),
  ];
}

/**
 * `azapi_update_resource`: reads a resource, puts its body over it and writes it
 * back, so that what the body doesn't say stays as it is.
 */
export function readAzapiUpdate(dialect: Dialect): ReadDeclarations {
  return (properties) =>
    ifTypeIs(registryTypes, properties, () => [patchOf(dialect, properties)]);
}

/**
 * `azapi_resource_action`. Without a name of an action its request goes to the
 * registry itself: PATCH changes it, PUT replaces it. The other methods, and
 * actions such as `listCredentials`, declare nothing.
 */
export function readAzapiAction(dialect: Dialect): ReadDeclarations {
  const readWhole = readAzapiResource(dialect);
  return (properties) => {
    const read = (name: string) => readProperty(properties, [name]);
    if (equals(read('when'), 'destroy') === 'yes') return [];
    const action = read('action');
    if (action.state === 'known' && action.value !== '') return [];
    const method = read('method');
    if (equals(method, 'PUT') === 'yes') return readWhole(properties);
    if (equals(method, 'PATCH') === 'no') return [];
    return ifTypeIs(registryTypes, properties, () => [
      {
        ...patchOf(dialect, properties),
        ...doubtOf(action),
        ...doubtOf(method),
      },
    ]);
  };
}

function patchOf(dialect: Dialect, properties: Value): Declaration {
  const written = readRegistry(dialect, withBody(properties, withoutNulls));
  return toPatch(written, {
    id: readProperty(properties, ['resource_id']),
    name: readProperty(properties, ['name']),
  });
}

/** What is declared, if the type says that the resource is one of some types, or may be one. */
function ifTypeIs(
  types: readonly string[],
  properties: Value,
  read: () => readonly Declaration[],
): readonly Declaration[] {
  const type = readProperty(properties, ['type']);
  const known =
    type.state === 'unknown' && type.unknown instanceof TerraformExpression
      ? type.unknown.prefix
      : (textOf(type) ?? '');
  // Often only the version is computed.
  if (types.some((one) => isSameText(known.slice(0, one.length), one))) {
    return read();
  }
  const mayBe =
    type.state === 'unknown' &&
    types.some((one) => isSameText(one.slice(0, known.length), known));
  return mayBe
    ? read().map((declaration) => ({ ...declaration, ...doubtOf(type) }))
    : [];
}

function doubtOf(property: Property): { readonly doubt?: Unknown } {
  return property.state === 'unknown' ? { doubt: property.unknown } : {};
}

/**
 * The properties with the body that is sent: `sensitive_body` over `body`
 * (`MergeObject` in azapi's internal/services/azapi_resource.go). Up to version
 * 1 a body is JSON text.
 */
function withBody(
  properties: Value,
  change: (body: Value) => Value = (body) => body,
): ValueObject {
  // Nothing is known of a resource whose properties a document does not hold.
  if (properties instanceof Unknown) return { body: properties };
  const given = isObject(properties) ? properties : {};
  const body = merge(
    jsonValue(given['body'] ?? null),
    jsonValue(given['sensitive_body'] ?? null),
  );
  return { ...given, body: change(body) };
}

function merge(value: Value, over: Value): Value {
  if (over === null || value instanceof Unknown) return value;
  if (!isObject(value) || !isObject(over)) return over;
  const merged: [string, Value][] = Object.entries(value);
  for (const [name, member] of Object.entries(over)) {
    const below = Object.hasOwn(value, name) ? value[name] : undefined;
    merged.push([name, below === undefined ? member : merge(below, member)]);
  }
  return Object.fromEntries(merged);
}

/** A change that writes null resets what is there; to what, only Azure knows. */
function withoutNulls(body: Value): Value {
  if (!isObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, member]) => [
      name,
      member === null
        ? new Unknown('null resets it to what only Azure knows')
        : withoutNulls(member),
    ]),
  );
}
