import type { Value } from '../../value';
import { PartlyUnknown } from '../partial';
import {
  anyNumber,
  anything,
  array,
  pure,
  refused,
  someText,
  takes,
} from './definition';
import type { Call, FunctionTable, TemplateFunction } from './definition';
import { atDeployment, ofDeployment } from './deployment';
import { display } from './display';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource */
export const resources: FunctionTable = {
  // #extensionresourceid
  extensionResourceId: pure(
    [3, anyNumber],
    someText,
    ([base, ...rest], call) =>
      typeof base === 'string'
        ? resourcePath(base.replace(/(?<!\/)\/+$/, ''), rest, call)
        : takes(call, 'texts'),
  ),
  // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope#managementgroup
  managementGroup: ofDeployment({ id: someText, name: someText }),
  // #managementgroupresourceid
  managementGroupResourceId: atDeployment(someText),
  // #pickzones
  pickZones: atDeployment(array),
  // #providers
  providers: atDeployment(anything),
  // #reference
  reference: atDeployment(anything),
  // #references
  references: atDeployment(array),
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
 * An id under a scope: known where all of the scope is given before the type,
 * else some text, since the deployment's own scope takes its place.
 */
function idUnder(scope: readonly string[]): TemplateFunction {
  return pure([2, anyNumber], someText, (args, call) => {
    const type = args.findIndex(
      (arg) => typeof arg === 'string' && arg.includes('/'),
    );
    if (type < scope.length) {
      return new PartlyUnknown(
        `${call.written}() names a scope that is known to Azure alone`,
        someText,
      );
    }
    const given = scope.map(
      (kind, index) => `/${kind}/${display(args[index] ?? null, call.session)}`,
    );
    return resourcePath(given.join(''), args.slice(type), call);
  });
}

/** `/providers/Namespace/type/name/subtype/subname` under a scope. */
function resourcePath(
  scope: string,
  [type, ...names]: readonly Value[],
  call: Call,
): Value {
  if (typeof type !== 'string') return takes(call, 'texts');
  const [namespace, ...types] = type.split('/');
  if (types.length !== names.length) {
    return refused(call, 'takes a name for every part of the type');
  }
  const pairs = types.map(
    (kind, index) => `/${kind}/${display(names[index] ?? null, call.session)}`,
  );
  return `${scope}/providers/${namespace}${pairs.join('')}`;
}
