import type { Declaration } from '../declaration';
import { Unknown, isObject } from '../value';
import type { Value } from '../value';
import { givenIn, parametersOf } from './given';
import type { TemplateOptions } from './index';
import { parseJsonText } from './json-text';
import { root } from './place';
import { Session } from './session';
import { TemplateReader } from './template';

/** See {@link import('./index').readTemplate}. */
export function readTemplate(
  template: Value,
  parameters: Value | undefined,
  { cost }: TemplateOptions,
): readonly Declaration[] {
  const reader = new TemplateReader(new Session(cost));
  const document = parsed(template, 'the template');
  const given = parsed(parameters ?? null, 'the document of parameters');
  if (isObject(document)) {
    reader.readTemplate(document, givenIn(parametersOf(given)), root);
  } else if (document !== null) {
    const reason =
      document instanceof Unknown
        ? document.reason
        : 'the template is no JSON object';
    reader.reportUnread(root, reason);
  }
  return reader.declarations;
}

/** JSON may be given as text. */
function parsed(document: Value, what: string): Value {
  if (typeof document !== 'string') return document;
  try {
    return parseJsonText(document);
  } catch {
    return new Unknown(`${what} is no valid JSON`);
  }
}
