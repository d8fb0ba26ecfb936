/** An address that an expression may refer to. */
export interface Mention {
  readonly address: string;
  /** True if the expression is only a reference to this address or a part of it. */
  readonly isWhole: boolean;
  /** True if it refers to one of several instances at the address: `web[0].id`. */
  readonly isInstance: boolean;
}

/**
 * A name and all that is asked of it: `web[0].id`. It takes whatever it starts
 * on, so that no part of a template is looked at twice.
 */
const traversal =
  /[\p{ID_Start}_][\p{ID_Continue}-]*(?:\.[\p{ID_Continue}*-]+|\[[^\]]*(?:\]|$))*/gu;
const step = /\.|\[|$/g;
/** One of several instances: `[0]`, `[*]`, in old configurations `.0`. */
const instance = /\[|\.[\d*]/g;

/** All addresses, up to a length, that the references of a template may start with. */
export function* mentionsIn(
  template: string,
  longest: number,
): Generator<Mention> {
  const packed = template.replaceAll(/\s/g, '');
  for (const [reference] of template.matchAll(traversal)) {
    const isWhole = packed === `\${${reference}}`;
    const lastInstance = [...reference.matchAll(instance)].at(-1)?.index ?? -1;
    for (const { index } of reference.matchAll(step)) {
      if (index > longest) break;
      yield {
        address: reference.slice(0, index),
        isWhole,
        isInstance: lastInstance >= index,
      };
    }
  }
}

/** An attribute of all instances, in a list: `web[*].id`, `web.*.id`, `values(web)[*].id`. */
const splat =
  /^(?:values\((?<map>[\w.-]+)\)|(?<resource>[\w.-]+?))(?:\[\*\]|\.\*)(?<attribute>(?:\.[\w-]+)+)$/;
/** One member of a list, and the list with what stands in for an instance that is not there. */
const members = [
  /^one\((?<list>.+)\)$/,
  /^join\("",(?<list>.+)\)$/,
  /^element\((?<list>.+),(?<key>\d+)\)$/,
  /^(?<list>.+)\[(?<key>\d+)\]$/,
];
const standIn = /^concat\((?<list>.+),\[(?:""|null)\]\)$/;

/**
 * A reference to one instance that is written as a member of the list of all:
 * `${web[0].id}` of `${one(web[*].id)}`, `${element(web[*].id, 0)}` and
 * `${join("", web.*.id)}`. The key of a `for_each` is unknown in such a list.
 *
 * @returns undefined for all other expressions
 */
export function instanceInList(template: string): string | undefined {
  const [, packed = ''] =
    /^\$\{(.*)\}$/s.exec(template.replaceAll(/\s/g, '')) ?? [];
  for (const member of members) {
    const { list = '', key = '0' } = member.exec(packed)?.groups ?? {};
    const own = standIn.exec(list)?.groups?.['list'] ?? list;
    const { map, resource, attribute } = splat.exec(own)?.groups ?? {};
    if (attribute === undefined) continue;
    return map === undefined
      ? `\${${resource}[${key}]${attribute}}`
      : `\${${map}[?]${attribute}}`;
  }
  return undefined;
}

/** `module.hub.azurerm_container_registry.web` of `module.hub["a"].azurerm_container_registry.web[0]` */
export function withoutKeys(address: string): string {
  return address.includes('[')
    ? address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]/g, '')
    : address;
}

/** The address of a resource, and the key of one of its instances in a plan: `["a"]`. */
export function splitKey(address: string): [base: string, key: string] {
  if (!address.endsWith(']')) return [address, ''];
  const key = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? '';
  return [address.slice(0, address.length - key.length), key];
}

/** The starts of an address that name modules, the longest last. */
export function modulesOf(address: string): string[] {
  const [path = ''] = /^(?:module\.[^.]+\.)+/.exec(address) ?? [];
  return [...path.matchAll(/module\.[^.]+\./g)].map(({ 0: step, index }) =>
    path.slice(0, index + step.length),
  );
}
