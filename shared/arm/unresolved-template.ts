import type { Declaration } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import { armTemplate } from '../dialects/arm';
import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import { lookUp } from './lookup';

/** The declaration for a template that can't be read: any number of registries, all unknown. */
export function unreadTemplate(unread: Unknown): Declaration {
  return { registry: readRegistry(armTemplate, unread), notAnalyzed: unread };
}

/**
 * Returns the reason why a linked template is not read.
 *
 * @param link the property that contains the link
 * @param value the link, if it is known
 */
export function linkedTemplate(link = 'templateLink', value?: Value): Unknown {
  const named = ['uri', 'id'].flatMap((name) => {
    const target = isObject(value) ? lookUp(value, name) : undefined;
    // The query string may contain an access key.
    return typeof target === 'string'
      ? [`.${name} "${target.replace(/\?.*/s, '')}"`]
      : [];
  });
  return linked(`its template is linked (${link}${named[0] ?? ''})`);
}

/** Returns the reason why linked parameter values are unknown. */
export const linkedParameters = linked(
  'its parameters are linked (parametersLink)',
);

function linked(what: string): Unknown {
  return new Unknown(`${what}, and links are not followed`);
}

/** Returns the reason why a template that Azure deploys later is not read. */
export const embeddedTemplate =
  'it holds a template with container registries that Azure may deploy later; save that template in a file and check it';
