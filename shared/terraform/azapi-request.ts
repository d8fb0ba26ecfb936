import { allOf, anyOf, equals } from '../model/kleene';
import type { Ternary } from '../model/kleene';
import { Unknown, readProperty } from '../model/value';
import type { FieldValue, Value } from '../model/value';
import { TerraformExpression } from './expression';
import { isIdOf, isText, knownText, partsOf } from './partial-text';
import type { PartialText } from './partial-text';

/*
 * The path of a request that azapi sends. The provider puts it together from
 * several attributes (`NewResourceID` and `ResourceIDWithResourceType` in
 * internal/services/parse/resource.go, `Action` in
 * internal/clients/resource_client.go), so that `type` does not decide by itself.
 */

/** The resource type of a registry. */
export const registryType = 'Microsoft.ContainerRegistry/registries';

/** The resource types of what deploys a template. */
export const deploymentTypes: readonly string[] = [
  'Microsoft.Resources/deployments',
  'Microsoft.Resources/deploymentStacks',
];

/** The reason why a part of a path is unknown. */
const someName = new Unknown('it is a part of an ID');

/** The address of a request: the ID of a resource, and what follows it. */
export interface RequestPath {
  /** The resource type as written, without its version. */
  readonly type: PartialText;
  readonly path: PartialText;
  readonly hasAction: boolean;
  /** The path without an action that may be none. */
  readonly withoutAction: PartialText | undefined;
  /** A part of the path itself is unknown, for messages. */
  readonly unknown: Unknown | undefined;
  /** The resource's name, or an expression for its name or ID. */
  readonly target: FieldValue;
}

/** Returns whether a request is for a resource of one of some types itself. */
export function isRequestFor(
  request: RequestPath,
  types: readonly string[],
): Ternary {
  return anyOf(...types.map((wanted) => isFor(request, wanted)));
}

function isFor(
  { type, path, withoutAction, hasAction }: RequestPath,
  wanted: string,
): Ternary {
  const byType = isText(type, wanted);
  // The provider refuses an ID of another type.
  if (byType === 'yes' && !hasAction) return 'yes';
  const byPath = isIdOf(path, wanted);
  if (knownText(type) !== undefined) {
    const before = withoutAction && isIdOf(withoutAction, wanted);
    return before === undefined || before === 'no' || byPath === 'yes'
      ? byPath
      : 'unknown';
  }
  if (byType === 'unknown') return allOf(byPath, byType);
  // A type may also be a namespace only: the name says the rest.
  const [namespace = '', last = ''] = wanted.split('/');
  const mayBeNamespace = [namespace, providerType].some(
    (one) => isText(type, one) !== 'no',
  );
  const saysType = path.some(
    (part) =>
      typeof part === 'string' &&
      part.toLowerCase().includes(`${last.toLowerCase()}/`),
  );
  return mayBeNamespace && saysType ? allOf(byPath, 'unknown') : 'no';
}

/**
 * The request of `azapi_resource`, `azapi_update_resource` and
 * `azapi_resource_action`.
 *
 * @returns undefined if the attributes that say where it goes are not strings,
 *   which the provider refuses
 */
export function readRequestPath(properties: Value): RequestPath | undefined {
  const read = (name: string) => readProperty(properties, [name]);
  const bare = typeOfRequest(read('type'));
  if (bare === undefined) return undefined;
  const id = read('resource_id');
  const base =
    id.state === 'absent'
      ? newPath(bare, partsOf(read('parent_id')), partsOf(read('name')))
      : existingPath(bare, partsOf(id) ?? [someName]);
  const action = read('action');
  const isWhole = action.state === 'absent' || equals(action, '') === 'yes';
  const following = isWhole ? [] : (partsOf(action) ?? []);
  const path = isWhole ? base : [...base, '/', ...following];
  const named = id.state === 'absent' ? read('name') : id;
  return {
    type: bare,
    path,
    hasAction: !isWhole,
    withoutAction: action.state === 'unknown' ? base : undefined,
    unknown: [...bare, ...following].find((part) => part instanceof Unknown),
    target: lastName(isWhole ? (partsOf(named) ?? []) : following),
  };
}

/** The resource type in azapi's `type`, without its version. */
export function typeOfRequest(property: FieldValue): PartialText | undefined {
  const type = partsOf(property);
  if (type === undefined) return undefined;
  const at = type.findIndex(
    (part) => typeof part === 'string' && part.includes('@'),
  );
  const part = type[at];
  return typeof part === 'string'
    ? [...type.slice(0, at), part.slice(0, part.indexOf('@'))]
    : type;
}

/** The type of an ID that ends with a namespace: `…/providers/Microsoft.ContainerRegistry`. */
const providerType = 'Microsoft.Resources/providers';
const groupTypes = [
  'Microsoft.Resources/resourceGroups',
  'Microsoft.Resources/subscriptions/resourceGroups',
];

/** The path of a resource that is named by its parent and its name. */
function newPath(
  type: PartialText,
  parent: PartialText = [someName],
  name: PartialText = [someName],
): PartialText {
  const known = knownText(type);
  if (known === undefined) return [someName, '/', ...name];
  if (isOneOf(known, groupTypes))
    return [...parent, '/resourceGroups/', ...name];
  const segments = known.split('/');
  if (segments.length < 2 || isOneOf(known, [providerType])) {
    return [...parent, '/providers/', ...name];
  }
  if (segments.length === 2) {
    return [...parent, `/providers/${known}/`, ...name];
  }
  const last = segments.pop() ?? '';
  const of = existingPath([segments.join('/')], parent);
  return [...of, `/${last}/`, ...name];
}

/** The path of a resource that is named by its ID, whose type must be the one that is written. */
function existingPath(type: PartialText, id: PartialText): PartialText {
  const known = knownText(type);
  if (known === undefined || knownText(id) !== undefined) return id;
  const [namespace = '', ...types] = known.split('/');
  if (isOneOf(known, groupTypes)) return [someName, '/resourceGroups/_'];
  if (types.length === 0 && isOneOf(namespace, [namespaceOf(registryType)])) {
    return [someName, `/providers/${namespace}`];
  }
  if (types.length === 0 || isOneOf(known, [providerType])) return id;
  return [
    someName,
    `/providers/${namespace}`,
    ...types.map((one) => `/${one}/_`),
  ];
}

function namespaceOf(type: string): string {
  return type.slice(0, type.indexOf('/'));
}

function isOneOf(text: string, others: readonly string[]): boolean {
  return others.some((other) => isText([text], other) === 'yes');
}

/** The last segment of a path, or the expression that gives it. */
export function lastName(parts: PartialText): FieldValue {
  const segment: (string | Unknown)[] = [];
  for (const part of [...parts].reverse()) {
    if (part instanceof Unknown) {
      segment.unshift(part);
      continue;
    }
    const text = segment.length === 0 ? part.replace(/\/$/, '') : part;
    const slash = text.lastIndexOf('/');
    if (slash + 1 < text.length) segment.unshift(text.slice(slash + 1));
    if (slash >= 0) break;
  }
  const known = knownText(segment);
  if (known !== undefined) return { state: 'known', value: known };
  const [only, ...others] = segment;
  const unknown =
    others.length === 0 && only instanceof Unknown
      ? only
      : new TerraformExpression(segment.map(sourceOf).join(''), segment);
  return { state: 'unknown', unknown };
}

function sourceOf(part: string | Unknown): string {
  if (typeof part === 'string') return part;
  return part instanceof TerraformExpression ? part.template : '${?}';
}
