import { Unknown } from '../../model/value';
import type { Value } from '../../model/value';
import type { CopyLoop } from '../evaluation-context';
import { PartlyUnknown } from '../partially-known';
import type { Knowledge } from '../partially-known';
import {
  anyNumber,
  isInteger,
  open,
  refused,
  someText,
  special,
  takes,
} from './definition';
import type { Call, FunctionTable, TemplateFunction } from './definition';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment */
export const deployment: FunctionTable = {
  // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric#copyindex
  copyIndex: open([0, 2], copyIndex),
  // #deployer
  deployer: ofDeployment({ objectid: someText, tenantid: someText }),
  // #deployment
  deployment: ofDeployment({ name: someText }),
  // #environment
  environment: ofDeployment({ name: someText }),
  // https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions#fail-function
  fail: open([1, 1], (_, call) => refused(call, 'ends the deployment')),
  // #parameters
  parameters: open([1, 1], ([name], call) =>
    typeof name === 'string'
      ? call.frame.scope.parameter(name)
      : takes(call, 'a name'),
  ),
  // #variables
  variables: open([1, 1], ([name], call) =>
    typeof name === 'string'
      ? call.frame.scope.variable(name)
      : takes(call, 'a name'),
  ),
};

/** A result that only the deployment knows, with its known facts. */
export function atDeployment(
  knowledge: Knowledge,
  arity: readonly [number, number] = [0, anyNumber],
): TemplateFunction {
  return special(arity, (call) => new PartlyUnknown(reasonOf(call), knowledge));
}

/** An object that only the deployment knows, with the known facts about its properties. */
export function ofDeployment(
  members: Readonly<Record<string, Knowledge>>,
): TemplateFunction {
  return special([0, anyNumber], (call) => {
    const reason = reasonOf(call);
    return new PartlyUnknown(reason, {
      type: 'object',
      nonEmpty: true,
      members: Object.fromEntries(
        Object.entries(members).map(([name, knowledge]) => [
          name,
          new PartlyUnknown(reason, knowledge),
        ]),
      ),
    });
  });
}

function reasonOf({ written }: Call): string {
  return `${written}() is known to Azure alone, when it deploys`;
}

/** The index of the named copy loop, or of the resource's. */
function copyIndex(args: readonly Value[], call: Call): Value {
  const [first] = args;
  if (first instanceof Unknown) return first;
  const name = typeof first === 'string' ? first.toLowerCase() : undefined;
  const offset = (name === undefined ? first : args[1]) ?? 0;
  if (offset instanceof Unknown) return offset;
  const loop = findLoop(call.frame.loop, name);
  if (loop === undefined) return refused(call, 'finds no copy loop');
  if (!isInteger(offset)) return takes(call, 'a number as offset');
  const { index } = loop;
  return isInteger(index) ? index + offset : index;
}

function findLoop(
  loop: CopyLoop | undefined,
  name: string | undefined,
): CopyLoop | undefined {
  for (let one = loop; one !== undefined; one = one.outer) {
    if (name === undefined ? one.isResource : one.name === name) return one;
  }
  // Outside a resource, the enclosing copy loop needs no name.
  return name === undefined ? loop : undefined;
}
