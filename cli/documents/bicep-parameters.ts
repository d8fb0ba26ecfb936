import { isJsonObject } from '../../shared/json/json';
import type { JsonObject } from '../../shared/json/json';
import { UserError } from '../errors';
import { parametersIn } from '../parameters';
import { readArmTemplate } from './arm-template';
import type { DeclaredResource, ReadContext } from './document-type';
import { expectString } from './expect';

/**
 * Lists what a Bicep parameter file deploys, of what `bicep build-params --stdout`
 * prints of it (`BuildParamsStdout` in Azure/bicep): its parameters and the template
 * that it uses. Parameters of the command line go before its own.
 *
 * @throws {UserError} if a part of it is of a wrong type
 */
export function* readBuildParams(
  document: JsonObject,
  context: ReadContext,
): Generator<DeclaredResource> {
  const { templateJson: text, templateSpecId: spec } = document;
  if (typeof text !== 'string') {
    const used =
      typeof spec === 'string' ? `the template spec ${spec}` : 'none';
    context.notEvaluated({
      address: '',
      reason: `the template that it uses is not in it (${used}). Check that template: acr-policy check TEMPLATE --parameters FILE`,
    });
    return;
  }
  const own = parse(
    expectString(document['parametersJson'], ['parametersJson']),
    'parametersJson',
  );
  const resources = readArmTemplate(parse(text, 'templateJson'), {
    ...context,
    text,
    parameters: { ...parametersIn(own, context.name), ...given(context) },
  });
  for (const resource of resources) {
    yield { ...resource, path: ['templateJson'] };
  }
}

function given({ parameters }: ReadContext): JsonObject {
  return isJsonObject(parameters) ? parameters : {};
}

function parse(text: string, name: string): JsonObject {
  try {
    const json: unknown = JSON.parse(text);
    if (isJsonObject(json)) return json;
  } catch {
    // The message is the same.
  }
  throw new UserError(`has "${name}", which must be a JSON object in a string`);
}
