import { azapiDeployment, isDeployedBy } from '../arm/deployment';
import type { Declaration, RegistryReader } from '../model/declaration';
import type { DialectByKind } from '../dialects/arm';
import { readRegistry } from '../dialects/dialect';
import type { Dialect } from '../dialects/dialect';
import { childKinds, namesOfKind } from '../model/kind';
import type { Kind } from '../model/kind';
import { toRegistryUpdate } from '../model/registry-update';
import { anyOf, equals } from '../model/kleene';
import { SensitiveStrings, withSensitive } from '../model/sensitive';
import type { Ternary } from '../model/kleene';
import { Unknown, readProperty } from '../model/value';
import type { FieldValue, Value, ValueObject } from '../model/value';
import { withIgnoredChanges, withSentBody } from './azapi-body';
import {
  deploymentTypes,
  isRequestFor,
  readRequestPath,
  registryType,
} from './azapi-request';
import type { RequestPath } from './azapi-request';
import { knownText } from './partial-text';

/*
 * The azapi provider: any resource of Azure's, named by a string and written in
 * ARM's words (https://registry.terraform.io/providers/Azure/azapi/latest/docs).
 */

const readDeployment = isDeployedBy(azapiDeployment);

/** `azapi_resource` that is a registry, a child of one, or a deployment. */
export function readAzapiResource(dialects: DialectByKind): RegistryReader {
  return (properties) =>
    readRequest(properties, (sent, _, kind) =>
      registryOf(dialects[kind], sent),
    );
}

/**
 * `azapi_update_resource`: reads a resource, puts its body over it and writes it
 * back, so that what the body doesn't say stays as it is.
 */
export function readAzapiUpdate(dialects: DialectByKind): RegistryReader {
  return (properties) =>
    readRequest(properties, (sent, { target }, kind) =>
      updateOf(dialects[kind], sent, target),
    );
}

/**
 * `azapi_resource_action`, as a resource, an ephemeral resource or an action:
 * one request. PATCH changes what it is sent to, PUT replaces it. The other
 * methods change no setting of a registry; POST, the default, runs an action
 * such as `listCredentials`.
 */
export function readAzapiAction(dialects: DialectByKind): RegistryReader {
  return (properties) => {
    const method = readProperty(properties, ['method']);
    const isPut = equals(method, 'PUT');
    if (anyOf(isPut, equals(method, 'PATCH')) === 'no') return [];
    const declarations = readRequest(properties, (sent, { target }, kind) =>
      isPut === 'yes'
        ? registryOf(dialects[kind], sent)
        : updateOf(dialects[kind], sent, target),
    );
    const when = readProperty(properties, ['when']);
    return declarations
      .map((one) => withDoubt(one, method))
      .map((one) =>
        equals(when, 'destroy') === 'yes'
          ? onDestroy(one)
          : withDoubt(one, when),
      );
  };
}

const atDestroy = new Unknown('it is sent only when it is destroyed');

function onDestroy(declaration: Declaration): Declaration {
  return { ...declaration, uncertainType: atDestroy, isOnDestroy: true };
}

/** Returns whether what azapi sends is read here: a registry, or a deployment. */
export function isReadRequest(properties: Value): boolean {
  const request = readRequestPath(properties);
  return (
    request !== undefined &&
    isRequestFor(request, [registryType, ...deploymentTypes]) !== 'no'
  );
}

/** Returns the declarations of a request, by its path and body. */
function readRequest(
  properties: Value,
  readOne: (sent: ValueObject, request: RequestPath, kind: Kind) => Declaration,
): readonly Declaration[] {
  const request = readRequestPath(properties);
  if (request === undefined) return [];
  const isRegistry = isRequestFor(request, [registryType]);
  const isDeployment = isRequestFor(request, deploymentTypes);
  const children = mayBeForChild(request)
    ? childKinds.map(
        (kind) =>
          [kind, isRequestFor(request, [namesOfKind(kind).type])] as const,
      )
    : [];
  const answers = [isRegistry, isDeployment, ...children.map(([, one]) => one)];
  if (answers.every((answer) => answer === 'no')) return [];
  const sent = withSentBody(properties);
  const sensitive = new SensitiveStrings();
  const hidden = readProperty(properties, ['sensitive_body']);
  if (hidden.state === 'known') sensitive.add(hidden.value);
  return withSensitive(
    [
      ...ifSo(isRegistry, request, () => [readOne(sent, request, 'registry')]),
      ...children.flatMap(([kind, answer]) =>
        ifSo(answer, request, () => [readOne(sent, request, kind)]),
      ),
      ...ifSo(isDeployment, request, () => readDeployment(sent)),
    ],
    sensitive,
  );
}

/** Returns whether a request may be for a child of a registry; nearly all are not. */
function mayBeForChild({ type }: RequestPath): boolean {
  const known = knownText(type)?.toLowerCase();
  return (
    known === undefined ||
    known.startsWith(`${registryType.toLowerCase()}/`) ||
    // A namespace, of which the name says the rest.
    !known.includes('/') ||
    known === 'microsoft.resources/providers'
  );
}

function ifSo(
  answer: Ternary,
  { unknown }: RequestPath,
  read: () => readonly Declaration[],
): readonly Declaration[] {
  if (answer === 'no') return [];
  if (answer === 'yes') return read();
  const doubt = unknown ?? new Unknown('it depends on an ID that is unknown');
  return read().map((declaration) => ({
    ...declaration,
    uncertainType: doubt,
  }));
}

function registryOf(dialect: Dialect, sent: ValueObject): Declaration {
  const registry = readRegistry(dialect, sent);
  const later = withIgnoredChanges(sent);
  return later === undefined
    ? { registry }
    : { registry: readRegistry(dialect, later), possible: registry };
}

/** An update that writes null resets what is there; to what, only Azure knows. */
const reset = new Unknown('null resets it to what only Azure knows');

function updateOf(
  dialect: Dialect,
  sent: ValueObject,
  target: FieldValue,
): Declaration {
  const written = readRegistry(dialect, sent, dialect, { nulls: reset });
  return toRegistryUpdate(written, target);
}

function withDoubt(
  declaration: Declaration,
  property: FieldValue,
): Declaration {
  return property.state === 'unknown'
    ? { ...declaration, uncertainType: property.unknown }
    : declaration;
}
