import type { Declaration } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import { armTemplate } from '../dialects/arm';
import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import { mayOpenRegistries } from '../util/azure-policies';
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

/** Returns the reason why properties that hold a template or a policy are not read. */
export function embeddedReason(properties: Value): string {
  return mayOpenRegistries(JSON.stringify(properties))
    ? modifyingPolicy
    : embeddedTemplate;
}

const embeddedTemplate =
  'it holds a template with container registries that Azure may deploy later; save that template in a file and check it';

/** The reason why a policy that changes registries is not read. */
export const modifyingPolicy =
  'it holds a policy that changes properties of container registries, and is not evaluated. Check which values it sets';

/** Why a template that Azure takes from another place is not read. */
export const templateElsewhere =
  'Azure deploys a template for it that is not in this document and was not evaluated. Check that template: acr-policy check TEMPLATE.json';

/** The reason why a resource of unknown type is not read. */
export const untyped =
  'it has no type, and may be a registry. Write its type, or check the template that Azure deploys';

/** Why a template is not read if it is only a part of one. */
export const withoutResources =
  'the template has no resources, which Azure requires. Check the whole template';
