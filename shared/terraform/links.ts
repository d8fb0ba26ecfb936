import { addTo } from '../util/multi-map';
import type { Declaration } from '../model/declaration';
import type { JsonObject } from '../json/json';
import type { AppliedUpdate, RegistryUpdate } from '../model/registry-update';
import type { Ternary } from '../model/kleene';
import type { FieldValue } from '../model/value';
import {
  isOfEach,
  isOfEachModule,
  isOnlyInstance,
  runsOf,
  runsWith,
  runsWithModule,
  withEach,
} from './link-instances';
import { expressionsOf, nameIn, nameOf, withoutInstance } from './link-targets';
import type { TargetExpression } from './link-targets';
import { mentionsIn, modulesOf, splitKey, withoutKeys } from './references';
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

/** The type of what is known to be a private endpoint, which is linked as an update is. */
export const privateEndpointType = 'private endpoint';

const updatingTypes = new Set([
  privateEndpointType,
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
  /** The certainty that the update is sent, if it differs from that of the two on their own. */
  readonly runs?: Ternary;
}

/** Links updates to registries. */
export class Links {
  readonly #resources = new Map<string, Declaring>();
  /** In a plan: the instances of a resource, by its address without their keys. */
  readonly #instances = new Map<string, Declaring[]>();
  /** By their addresses without any keys: those of modules of which an instance is meant. */
  readonly #alike = new Map<string, Declaring[]>();
  /** By the start of their addresses, without keys: `module.hub.`. */
  readonly #inModules = new Map<string, Declaring[]>();
  readonly #byAddress = new Map<string, AppliedUpdate[]>();
  readonly #byName = new Map<string, AppliedUpdate[]>();
  /** By what the names of several instances have in common. */
  readonly #byCommonName = new Map<string, AppliedUpdate[]>();
  /** The resources that updates refer to, by address: true if they declare registries. */
  readonly #registries = new Map<string, boolean>();
  /** The length of the longest address. */
  #longest = 0;
  #names: ReadonlySet<string> | undefined;

  constructor(resources: readonly Declaring[]) {
    for (const resource of resources) {
      const { type, address } = resource;
      if (isUpdatingType(type)) continue;
      this.#resources.set(address, resource);
      const [base] = splitKey(address);
      if (base !== address) addTo(this.#instances, base, resource);
      const bare = withoutKeys(address);
      addTo(this.#alike, bare, resource);
      for (const module of modulesOf(bare)) {
        addTo(this.#inModules, module, resource);
      }
      this.#longest = Math.max(this.#longest, address.length);
    }
    for (const resource of resources) {
      if (isUpdatingType(resource.type)) this.#add(resource);
    }
  }

  /** The updates of one of the registries that a resource declares. */
  updatesOf(resource: Declaring, declaration: Declaration): AppliedUpdate[] {
    const { address } = resource;
    const name = nameOf(declaration, resource.module ?? '');
    const named =
      name === undefined
        ? []
        : [
            ...(this.#byName.get(name.text) ?? []),
            ...(this.#byCommonName.get(withoutInstance(name)) ?? []),
          ];
    return [...named, ...(this.#byAddress.get(address) ?? [])];
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
          .flatMap((declaration) => {
            const name = nameOf(declaration, resource.module ?? '');
            return name === undefined ? [] : [name.text, withoutInstance(name)];
          }),
      ),
    );
    const name = nameIn(target, update.module ?? '');
    if (
      name !== undefined &&
      this.#names.has(name.isOneOfSeveral ? withoutInstance(name) : name.text)
    ) {
      return 'yes';
    }
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
      for (const { resource, sureness, runs } of this.#linksOf(
        update,
        patch.target,
      )) {
        addTo(this.#byAddress, resource.address, {
          ...applied,
          isCertain: sureness === 'certain' && uncertainType === undefined,
          runs: runs ?? runsWith(update, resource),
        });
      }
      const name = nameIn(patch.target, update.module ?? '');
      if (name === undefined) continue;
      const byName = { ...applied, runs: runsOf(update) };
      if (name.isOneOfSeveral) {
        addTo(this.#byCommonName, withoutInstance(name), {
          ...byName,
          isCertain: false,
        });
      } else {
        addTo(this.#byName, name.text, {
          ...byName,
          isCertain: uncertainType === undefined,
        });
      }
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
    return [...expressionsOf(target, update.module ?? '')].flatMap(
      (expression) =>
        expression.instances.length > 0
          ? this.#linksToSome(update, expression)
          : this.#linksToAll(update, expression),
    );
  }

  #linksToAll(
    update: Declaring,
    { template, module, isTarget }: TargetExpression,
  ): Link[] {
    const links: Link[] = [];
    const isOwn = module === (update.module ?? '');
    const isAll = isOwn && isOfEach(update);
    const written = isOwn ? withEach(template, update) : template;
    const mentions: Mention[] = [];
    const called: string[] = [];
    for (const mention of mentionsIn(written, this.#longest)) {
      const address = `${module}${withKey(mention.address)}`;
      // Most references of a template are to something else.
      if (this.#resources.has(address) || this.#instances.has(address)) {
        const isWhole = mention.isWhole && isTarget;
        mentions.push({ ...mention, isWhole, address });
      }
      if (isModule(address)) called.push(address);
    }
    links.push(...this.#linksInModules(called, mentions));
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

  /** What refers to a module in a way that can't be followed may be about any registry in it. */
  #linksInModules(
    called: readonly string[],
    resources: readonly Mention[],
  ): Link[] {
    const found = called.flatMap((module) => {
      const bare = withoutKeys(module);
      const inside = this.#inModules.get(`${bare}.`) ?? [];
      const own = inside.filter(({ address }) =>
        isPartOf(bare === module ? withoutKeys(address) : address, module),
      );
      return own.length === 0 ? [] : [{ module, own }];
    });
    // Of `module.hub["a"].id` only the longest means something.
    const longer = [
      ...found.map(({ module }) => module),
      ...resources.map(({ address }) => address),
    ];
    return found
      .filter(({ module }) => !longer.some((one) => isPartOf(one, module)))
      .flatMap(({ own }) => own.filter((one) => this.#declaresAny(one)))
      .map((resource) => ({ resource, sureness: 'perhaps' }));
  }

  /** An output of one of the instances of a module. */
  #linksToSome(
    update: Declaring,
    { template, module, instances, isTarget }: TargetExpression,
  ): Link[] {
    const isEach = isOfEachModule(update, instances);
    const runs = runsWithModule(update, instances);
    const links: Link[] = [];
    for (const mention of mentionsIn(template, this.#longest)) {
      const [name, key] = splitKey(withKey(mention.address));
      const bare = withoutKeys(`${module}${name}`);
      for (const resource of this.#alike.get(bare) ?? []) {
        const [, own] = splitKey(resource.address);
        const isOther = key !== '' && own !== '' && own !== key;
        if (isOther || !this.#declaresAny(resource)) continue;
        const isOne =
          !isEach ||
          (mention.isInstance &&
            own === '' &&
            !isOnlyInstance(resource, update, template));
        const isWhole = mention.isWhole && isTarget;
        const sureness = isOne ? 'instance' : 'certain';
        links.push({
          resource,
          sureness: isWhole ? sureness : 'perhaps',
          ...(isEach ? { runs } : {}),
        });
      }
    }
    return links;
  }
}

/** Returns whether a declaration is of a registry itself: updates of children are evaluated alone. */
function isOfRegistry({ registry }: Declaration): boolean {
  return registry.kind === undefined;
}

/** Returns whether an address is that of a module: `module.hub["a"]`. */
function isModule(address: string): boolean {
  return /(?:^|\.)module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/.test(
    address,
  );
}

/** Returns whether an address starts with another one. */
function isPartOf(address: string, whole: string): boolean {
  return address.startsWith(whole) && /^[.[]/.test(address.slice(whole.length));
}

/** An index of an old configuration, `web.0`, as the key of an instance. */
function withKey(address: string): string {
  return address.replace(/\.(\d+)$/, '[$1]');
}
