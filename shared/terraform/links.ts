import { isSameValue } from '../model/same-value';
import { addTo } from '../util/multi-map';
import type { Declaration } from '../model/declaration';
import type { JsonObject } from '../json/json';
import type { AppliedUpdate, RegistryUpdate } from '../model/registry-update';
import { allOf } from '../model/kleene';
import type { Ternary } from '../model/kleene';
import { textOf } from '../model/value';
import type { FieldValue } from '../model/value';
import { TerraformExpression } from './expression';
import { mentionsIn } from './references';
import type { Mention } from './references';

/** Something with an address that declares registries, or updates of registries. */
export interface Declaring {
  readonly type: string;
  /** As expressions of the same module refer to it: `azurerm_container_registry.web`. */
  readonly address: string;
  readonly read: () => readonly Declaration[];
  /**
   * Whether its request is sent by the next apply. `no` of a registry: it stays
   * as it is. Left out: yes.
   */
  readonly runs?: 'yes' | 'no' | 'maybe';
  /** A refresh has compared what it sets with Azure. */
  readonly isRefreshed?: true;
  /** It runs only if something else triggers it. */
  readonly isTriggered?: true;
  /** The block as written, in a configuration. */
  readonly body?: JsonObject;
  /** The start of its address that names its module; left out in the root, and in a plan. */
  readonly module?: string;
  /** The certainty that its module is called; omitted if it is. */
  readonly moduleRuns?: Ternary;
}

const updatingTypes = new Set([
  'azapi_update_resource',
  'azapi_resource_action',
]);

/** Returns whether a resource of a type may update a registry that another one declares. */
export function isUpdatingType(type: string): boolean {
  return updatingTypes.has(type);
}

/**
 * The certainty that an update is about a registry:
 *
 * - `certain`: about every registry of a resource
 * - `instance`: about one of the instances of a resource
 * - `perhaps`: about this resource or another one
 */
type Sureness = 'certain' | 'instance' | 'perhaps';

interface Link {
  readonly resource: Declaring;
  readonly sureness: Sureness;
}

/** Links updates to registries. */
export class Links {
  readonly #resources = new Map<string, Declaring>();
  /** In a plan: the instances of a resource, by its address without their keys. */
  readonly #instances = new Map<string, Declaring[]>();
  readonly #byAddress = new Map<string, AppliedUpdate[]>();
  readonly #byName = new Map<string, AppliedUpdate[]>();
  /** The resources that updates refer to, by address: true if they declare registries. */
  readonly #registries = new Map<string, boolean>();
  /** The length of the longest address. */
  #longest = 0;
  #names: ReadonlySet<string | undefined> | undefined;

  constructor(resources: readonly Declaring[]) {
    for (const resource of resources) {
      const { type, address } = resource;
      if (isUpdatingType(type)) continue;
      this.#resources.set(address, resource);
      const [base] = splitKey(address);
      if (base !== address) addTo(this.#instances, base, resource);
      this.#longest = Math.max(this.#longest, address.length);
    }
    for (const resource of resources) {
      if (isUpdatingType(resource.type)) this.#add(resource);
    }
  }

  /** The updates of one of the registries that a resource declares. */
  updatesOf(resource: Declaring, declaration: Declaration): AppliedUpdate[] {
    const { address } = resource;
    const name = nameOf(declaration, resource);
    const named = name === undefined ? undefined : this.#byName.get(name);
    return [...(named ?? []), ...(this.#byAddress.get(address) ?? [])];
  }

  /**
   * Returns whether the registry that is updated is declared by one of the
   * resources, so that the update is evaluated with it.
   */
  isDeclaredHere(update: Declaring, { target }: RegistryUpdate): Ternary {
    this.#names ??= new Set(
      [...this.#resources.values()].flatMap((resource) =>
        resource
          .read()
          .filter(isOfRegistry)
          .filter(({ update: other }) => other === undefined)
          .map((declaration) => nameOf(declaration, resource)),
      ),
    );
    const name = nameIn(target, update);
    if (name !== undefined && this.#names.has(name)) return 'yes';
    const links = this.#linksOf(update, target);
    if (links.some(({ sureness }) => sureness !== 'perhaps')) return 'yes';
    return links.length > 0 ? 'unknown' : 'no';
  }

  #add(update: Declaring): void {
    const { address } = update;
    for (const { update: patch, registry, uncertainType, isOnDestroy } of update
      .read()
      .filter(isOfRegistry)) {
      // What it updates is destroyed too.
      if (patch === undefined || isOnDestroy === true) continue;
      const applied = {
        by: address,
        sets: patch.fields,
        registry,
        isInPlace: update.isRefreshed === true,
      };
      for (const { resource, sureness } of this.#linksOf(
        update,
        patch.target,
      )) {
        addTo(this.#byAddress, resource.address, {
          ...applied,
          isCertain: sureness === 'certain' && uncertainType === undefined,
          runs: runsWith(update, resource),
        });
      }
      const name = nameIn(patch.target, update);
      if (name === undefined) continue;
      addTo(this.#byName, name, {
        ...applied,
        isCertain: uncertainType === undefined,
        runs: runsOf(update),
      });
    }
  }

  /** A resource without instances, and one of another type, declares no registry. */
  #declaresAny({ address, read }: Declaring): boolean {
    let answer = this.#registries.get(address);
    if (answer === undefined) {
      answer = read()
        .filter(isOfRegistry)
        .some(({ update }) => update === undefined);
      this.#registries.set(address, answer);
    }
    return answer;
  }

  /** The resources that the target of an update refers to and that declare registries. */
  #linksOf(update: Declaring, target: FieldValue): Link[] {
    const template = templateOf(target);
    if (template === undefined) return [];
    const links: Link[] = [];
    const module = moduleOf(target, update);
    const isOwn = module === (update.module ?? '');
    const isAll = isOwn && isOfEach(update);
    const written = isOwn ? withEach(template, update) : template;
    const mentions: Mention[] = [];
    for (const mention of mentionsIn(written, this.#longest)) {
      const address = `${module}${withKey(mention.address)}`;
      // Most references of a template are to something else.
      if (!this.#resources.has(address) && !this.#instances.has(address)) {
        continue;
      }
      mentions.push({ ...mention, address });
    }
    const keyed = new Set(
      mentions.flatMap(({ address }) =>
        this.#resources.has(address) ? splitKey(address)[0] : [],
      ),
    );
    for (const { address, isWhole, isInstance } of mentions) {
      const isKnown = this.#resources.has(address);
      // One instance is meant, and not the others.
      if (isInstance && !isKnown && keyed.has(address)) continue;
      const resource = this.#resources.get(address);
      const others = this.#instances.get(address) ?? [];
      if (resource !== undefined && this.#declaresAny(resource)) {
        const sureness =
          isInstance && !(isOwn && isOnlyInstance(resource, update, template))
            ? 'instance'
            : 'certain';
        links.push({ resource, sureness: isWhole ? sureness : 'perhaps' });
      }
      const instances = others.filter((one) => this.#declaresAny(one));
      const [, key] = splitKey(update.address);
      const own = instances.find(
        (one) => key !== '' && splitKey(one.address)[1] === key,
      );
      if (own !== undefined && /\b(?:each|count)\./.test(template)) {
        links.push({ resource: own, sureness: 'certain' });
      } else {
        const isEvery = isAll || others.length === 1;
        const only = isWhole && isEvery ? 'certain' : 'instance';
        const sureness = isWhole ? only : 'perhaps';
        links.push(
          ...instances.map((one): Link => ({ resource: one, sureness })),
        );
      }
    }
    return links;
  }
}

/** Returns whether a declaration is of a registry itself: updates of children are evaluated alone. */
function isOfRegistry({ registry }: Declaration): boolean {
  return registry.kind === undefined;
}

/** An index of an old configuration, `web.0`, as the key of an instance. */
function withKey(address: string): string {
  return address.replace(/\.(\d+)$/, '[$1]');
}

/** Returns whether an update has an instance for each of those of a resource. */
function isOfEach({ body }: Declaring): boolean {
  const forEach = body?.['for_each'];
  return typeof forEach === 'string' && /^\$\{[\w.-]+\}$/.test(forEach);
}

/** `for_each = azurerm_container_registry.web` makes `each.value` each of them. */
function withEach(template: string, { body }: Declaring): string {
  const forEach = body?.['for_each'];
  if (typeof forEach !== 'string' || !/\beach\.value\b/.test(template)) {
    return template;
  }
  const whole = /^\$\{([\w.-]+)\}$/.exec(forEach)?.[1];
  return whole === undefined
    ? `${template}${forEach}`
    : template.replaceAll(/\beach\.value\b/g, whole);
}

/** Returns whether an index in a reference leaves out no instance of a resource. */
function isOnlyInstance(
  { body }: Declaring,
  update: Declaring,
  template: string,
): boolean {
  if (body === undefined) return false;
  if (/\[(?:each\.key|count\.index)\]/.test(template)) {
    return isRepeatedAs(update, body);
  }
  const { count, for_each: forEach } = body;
  if (forEach !== undefined) return false;
  return (
    count === 1 ||
    (typeof count === 'string' &&
      /^\$\{[^?]*\?\s*(?:1\s*:\s*0|0\s*:\s*1)\s*\}$/.test(count))
  );
}

/** Returns whether an update has the same instances as a resource, and some. */
function isRepeatedAs({ body }: Declaring, resource: JsonObject): boolean {
  return ['count', 'for_each'].every((name) =>
    isSameValue(body?.[name] ?? null, resource[name] ?? null),
  );
}

/** Returns whether an update is sent if its registry is created. */
function runsWith(update: Declaring, resource: Declaring): Ternary {
  const { address, body, module = '' } = resource;
  const own = update.module ?? '';
  // Blocks of a module exist only if the module does.
  const moduleRuns = module.startsWith(own)
    ? 'yes'
    : (update.moduleRuns ?? 'yes');
  const isAlike =
    own === module &&
    update.isTriggered !== true &&
    update.body !== undefined &&
    !mayBeDisabled(update.body) &&
    body !== undefined &&
    (isRepeatedAs(update, body) ||
      update.body['for_each'] ===
        `\${${splitKey(address.slice(module.length))[0]}}`);
  return isAlike ? 'yes' : allOf(ownRuns(update), moduleRuns);
}

function runsOf(update: Declaring): Ternary {
  return allOf(ownRuns(update), update.moduleRuns ?? 'yes');
}

function ownRuns({ runs = 'yes' }: Declaring): Ternary {
  return runs === 'maybe' ? 'unknown' : runs;
}

/** OpenTofu's `lifecycle { enabled = … }`. */
function mayBeDisabled({ lifecycle }: JsonObject): boolean {
  return lifecycle !== undefined && /"enabled"/.test(JSON.stringify(lifecycle));
}

/** The address of a resource, and the key of one of its instances in a plan: `["a"]`. */
function splitKey(address: string): [base: string, key: string] {
  if (!address.endsWith(']')) return [address, ''];
  const key = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? '';
  return [address.slice(0, address.length - key.length), key];
}

/**
 * The expression of a name or an ID, if it is a single one. Of text
 * with an expression in it no reference is the whole.
 */
function templateOf(property: FieldValue): string | undefined {
  return property.state === 'unknown' &&
    property.unknown instanceof TerraformExpression &&
    property.unknown.pieces.length === 0
    ? property.unknown.written
    : undefined;
}

/** The module that the addresses in a template are those of. */
function moduleOf(property: FieldValue, { module = '' }: Declaring): string {
  return property.state === 'unknown' &&
    property.unknown instanceof TerraformExpression
    ? (property.unknown.module ?? module)
    : module;
}

/** A registry's name: names are unique in all of Azure, without regard to case. */
function nameOf(
  { registry }: Declaration,
  resource: Declaring,
): string | undefined {
  return nameIn(registry.fields.name.value, resource);
}

/** A literal name in lower case; text with expressions is the same name where it is written in the same way. */
function nameIn(property: FieldValue, resource: Declaring): string | undefined {
  if (property.state !== 'unknown') return textOf(property)?.toLowerCase();
  const { unknown } = property;
  return unknown instanceof TerraformExpression &&
    unknown.isSource &&
    !/\b(?:uuid|timestamp|bcrypt|each|count)\b/.test(unknown.template)
    ? `${moduleOf(property, resource)}${unknown.template}`
    : undefined;
}
