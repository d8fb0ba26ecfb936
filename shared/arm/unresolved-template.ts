import type { Declaration } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import { armTemplate } from '../dialects/arm';
import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import { lookUp } from './lookup';

/** What is declared in a template that can't be read: any number of registries, of which nothing is known. */
export function unreadTemplate(unread: Unknown): Declaration {
  return { registry: readRegistry(armTemplate, unread), notAnalyzed: unread };
}

/**
 * Why a template that only a link names is not read.
 *
 * @param link the property that holds the link
 * @param value the link, if it is known
 */
export function linkedTemplate(link = 'templateLink', value?: Value): Unknown {
  const named = ['uri', 'id'].flatMap((name) => {
    const target = isObject(value) ? lookUp(value, name) : undefined;
    // What follows a question mark may be a key that gives access.
    return typeof target === 'string'
      ? [`.${name} "${target.replace(/\?.*/s, '')}"`]
      : [];
  });
  return linked(`its template is linked (${link}${named[0] ?? ''})`);
}

/** Why the values of parameters that only a link names are not known. */
export const linkedParameters = linked(
  'its parameters are linked (parametersLink)',
);

function linked(what: string): Unknown {
  return new Unknown(`${what}, and links are not followed`);
}

/** Why a template that Azure deploys later is not read. */
export const embeddedTemplate =
  'it holds a template with container registries that Azure may deploy later; save that template in a file and check it';
