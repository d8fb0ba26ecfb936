import type { Declaration } from '../declaration';
import { readRegistry } from '../dialect';
import { armTemplate } from '../dialects/arm';
import { Unknown } from '../value';

/** What is declared in a template that can't be read: any number of registries, of which nothing is known. */
export function unreadTemplate(unread: Unknown): Declaration {
  return { registry: readRegistry(armTemplate, unread), unread };
}

/**
 * Why a template that only a link names is not read.
 *
 * @param link the property that holds the link
 */
export function linkedTemplate(link = 'templateLink'): Unknown {
  return linked(`its template is linked (${link})`);
}

/** Why the values of parameters that only a link names are not known. */
export const linkedParameters = linked(
  'its parameters are linked (parametersLink)',
);

function linked(what: string): Unknown {
  return new Unknown(`${what}, and links are not followed`);
}
