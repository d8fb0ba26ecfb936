import { Unknown, isSameText } from '../../model/value';
import type { Value } from '../../model/value';
import { findUnknown } from '../compare';
import { withKnowledge } from '../partially-known';
import {
  anyNumber,
  anything,
  array,
  forget,
  open,
  pure,
  refused,
  someText,
  special,
  takes,
  valueOf,
} from './definition';
import type { Call, FunctionTable, TemplateFunction } from './definition';
import { atDeployment, ofDeployment } from './deployment';
import { display } from './display';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource */
export const resources: FunctionTable = {
  // #extensionresourceid
  extensionResourceId: open([3, anyNumber], ([base, ...rest], call) => {
    const tail = tailOf(rest, call);
    if (base instanceof Unknown) return withTail(base, tail);
    if (typeof base !== 'string') return takes(call, 'strings');
    return typeof tail === 'string'
      ? base.replace(/(?<!\/)\/+$/, '') + tail
      : tail;
  }),
  // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope#managementgroup
  managementGroup: ofDeployment({ id: someText, name: someText }),
  // #managementgroupresourceid
  managementGroupResourceId: atDeployment(someText),
  // #pickzones
  pickZones: atDeployment(array),
  // #providers
  providers: atDeployment(anything),
  // #reference
  reference: special([1, 3], readReference),
  // #references
  references: special([1, 2], readReferences),
  // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope#resourcegroup
  resourceGroup: ofDeployment({
    id: someText,
    location: someText,
    name: someText,
  }),
  // #resourceid
  resourceId: idUnder(['subscriptions', 'resourceGroups']),
  // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope#subscription
  subscription: ofDeployment({
    displayname: someText,
    id: someText,
    subscriptionid: someText,
    tenantid: someText,
  }),
  // #subscriptionresourceid
  subscriptionResourceId: idUnder(['subscriptions']),
  // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope#tenant
  tenant: ofDeployment({ tenantid: someText }),
  // #tenantresourceid
  tenantResourceId: pure([2, anyNumber], someText, (args, call) =>
    resourcePath('', args, call),
  ),
  // #tologicalzone
  toLogicalZone: atDeployment(someText),
  // #tologicalzones
  toLogicalZones: atDeployment(array),
  // #tophysicalzone
  toPhysicalZone: atDeployment(someText),
  // #tophysicalzones
  toPhysicalZones: atDeployment(array),
};

/** `list*`: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#list */
export const list: TemplateFunction = atDeployment(anything);

/**
 * Builds an id in a scope. It is known if the arguments contain the whole scope;
 * otherwise it is an unknown string, because the deployment's scope applies.
 */
function idUnder(scope: readonly string[]): TemplateFunction {
  return open([2, anyNumber], (args, call) => {
    const type = args.findIndex(
      (arg) => typeof arg === 'string' && arg.includes('/'),
    );
    const tail = tailOf(type < 0 ? args : args.slice(type), call);
    if (!(typeof tail === 'string')) return tail;
    if (type < scope.length) {
      const reason = `${call.written}() names a scope that is known to Azure alone`;
      return withTail(new Unknown(reason), tail);
    }
    const given = args.slice(0, scope.length);
    const unknown = given.find((arg) => arg instanceof Unknown);
    if (unknown !== undefined) return withTail(unknown, tail);
    const parts = scope.map(
      (kind, index) =>
        `/${kind}/${display(given[index] ?? null, call.session)}`,
    );
    return parts.join('') + tail;
  });
}

/** The end of an id, from `/providers` on; an unknown string if a part is unknown. */
function tailOf(args: readonly Value[], call: Call): Value {
  const unknown = findUnknown(args, call.session);
  return unknown === undefined
    ? resourcePath('', args, call)
    : withKnowledge(forget(unknown), someText);
}

function withTail(unknown: Unknown, tail: Value): Value {
  return withKnowledge(
    forget(unknown),
    typeof tail === 'string' ? { ...someText, idTail: tail } : someText,
  );
}

/** The runtime state of a resource. For a deployment in the same file the outputs are known. */
function readReference(call: Call): Value {
  const unknown = atDeployment(anything).call(call);
  const [written, , full] = call.args;
  const { deployments } = call.frame;
  if (deployments === undefined || written === undefined) return unknown;
  const outputs = deployments.outputsOf(call.evaluate(written), written);
  if (outputs === undefined) return unknown;
  return stateOf(
    outputs,
    full === undefined ? null : call.evaluate(full),
    unknown,
  );
}

function readReferences(call: Call): Value {
  const unknown = atDeployment(array).call(call);
  const all = call.frame.deployments?.outputsOfAll(valueOf(call, 0));
  return (
    all?.map((outputs) => stateOf(outputs, valueOf(call, 1), unknown)) ??
    unknown
  );
}

/** The known part of a deployment's state; with `Full` the properties are a member of it. */
function stateOf(outputs: Value, full: Value, unknown: Value): Value {
  const properties = withKnowledge(unknown, {
    type: 'object',
    nonEmpty: true,
    members: { outputs },
  });
  if (full instanceof Unknown) return unknown;
  const isFull = typeof full === 'string' && isSameText(full, 'full');
  return isFull
    ? withKnowledge(unknown, {
        type: 'object',
        nonEmpty: true,
        members: { properties },
      })
    : properties;
}

/** `/providers/Namespace/type/name/subtype/subname` under a scope. */
function resourcePath(
  scope: string,
  [type, ...names]: readonly Value[],
  call: Call,
): Value {
  if (typeof type !== 'string') return takes(call, 'strings');
  const [namespace, ...types] = type.split('/');
  if (types.length !== names.length) {
    return refused(call, 'takes a name for every part of the type');
  }
  const pairs = types.map(
    (kind, index) => `/${kind}/${display(names[index] ?? null, call.session)}`,
  );
  return `${scope}/providers/${namespace}${pairs.join('')}`;
}
