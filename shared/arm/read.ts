import type { Declaration } from '../model/declaration';
import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import { parseParameterValues, parametersOf } from './parameter-values';
import type { TemplateOptions } from '.';
import { parseJsonText } from '../model/parse-json';
import { root } from './place';
import { fillIn } from './placeholders';
import { EvaluationBudget } from './session';
import { TemplateReader } from './template';
import { unreadTemplate } from './unresolved-template';

/** See {@link import('.').readTemplate}. */
export function readTemplate(
  template: Value,
  parameters: Value | undefined,
  options: TemplateOptions,
): readonly Declaration[] {
  const session = new EvaluationBudget(options.cost, options.readFile);
  const document = parsed(template, 'the template');
  const given = parsed(parameters ?? null, 'what is given for parameters');
  if (isObject(document)) {
    const reader = new TemplateReader(session, options);
    reader.readTemplate(
      document,
      parseParameterValues(parametersOf(given), fillIn),
      root,
    );
    return reader.declarations;
  }
  if (document === null) return [];
  const reason =
    document instanceof Unknown
      ? document.reason
      : 'the template is not a JSON object';
  return [unreadTemplate(new Unknown(reason))];
}

/** JSON may be a string. */
function parsed(document: Value, what: string): Value {
  if (typeof document !== 'string') return document;
  try {
    return parseJsonText(document);
  } catch {
    return new Unknown(`${what} is not valid JSON`);
  }
}
