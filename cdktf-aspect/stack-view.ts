import type { Declaration } from '../shared/declaration';
import { isJsonObject } from '../shared/json';
import type { Json, JsonObject } from '../shared/json';
import { isChangingType, withChanges } from '../shared/terraform/changes';
import {
  localsOf,
  readConfiguration,
  readProperties,
} from '../shared/terraform/configuration';
import { Scope } from '../shared/terraform/expression';
import { isTerraformSurface } from '../shared/terraform/surfaces';
import { Body } from './body';
import {
  addressesIn,
  isResource,
  mayChangeRegistries,
  mayHoldDynamicBlocks,
  mayWriteModule,
  writesHcl,
} from './elements';
import type { ResourceElement } from './elements';
import { hclBody } from './hcl';
import type { Library } from './library';
import { isFragment, isOverridden, mergeInto } from './overrides';
import type { Fragment } from './overrides';
import { renderingClass } from './rendering';
import { elementsBelow } from './tree';
import type { Construct, Element, Stack } from './tree';

/** A block that is written and may declare registries. */
export interface DeclaredBlock {
  /** The construct that declares it: the stack, where only its overrides do. */
  readonly construct: Construct;
  readonly type: string;
  readonly name: string;
  /** `azurerm_container_registry.web` */
  readonly address: string;
  readonly body: Body;
  /** Finds the registries in it. */
  readonly read: () => readonly Declaration[];
}

/**
 * What a stack would write if it were written now: of all blocks only those
 * that may declare registries, and of these only what readers look at is
 * rendered. `toTerraform` of the whole stack says the same at several times the
 * cost.
 */
export class StackView {
  /** How often something looked up a local: it is not part of a block's body. */
  localLookups = 0;
  readonly #library: Library;
  readonly #stack: Stack;
  readonly #isHcl: boolean;
  readonly #scope: Scope;
  #locals: ReadonlyMap<string, Json> | undefined;
  #hasChanges: boolean | undefined;

  constructor(library: Library, stack: Stack) {
    this.#library = library;
    this.#stack = stack;
    this.#isHcl = writesHcl(stack);
    this.#scope = new Scope({
      get: (name) => {
        this.localLookups++;
        this.#locals ??= this.#collectLocals();
        return this.#locals.get(name);
      },
    });
  }

  /** The blocks of the elements at or below a scope; for the stack also those that its overrides add. */
  blocksBelow(scope: Construct): readonly DeclaredBlock[] {
    return scope === this.#stack
      ? withChanges(this.#allBlocks())
      : this.#joined(this.#blocksOf(elementsBelow(scope), false));
  }

  /** The blocks of one element. */
  blocksOf(element: Element): readonly DeclaredBlock[] {
    return this.#joined(this.#blocksOf([element], false));
  }

  /** The blocks that the stack's overrides add. */
  addedBlocks(): readonly DeclaredBlock[] {
    return this.#hasOverrides
      ? this.blocksBelow(this.#stack).filter(
          ({ construct }) => construct === this.#stack,
        )
      : [];
  }

  /** The blocks of a document as it was written, with the locals that were. */
  blocksIn(document: JsonObject): readonly DeclaredBlock[] {
    const scope = new Scope(localsOf(document));
    return withChanges(
      this.#documentBlocks(document, () => this.#stack, scope),
    );
  }

  /** Whether something in the stack may change a registry that something else declares. */
  get hasChanges(): boolean {
    this.#hasChanges ??=
      elementsBelow(this.#stack).some(mayChangeRegistries) ||
      Object.keys(this.#overrides['resource'] ?? {}).some(isChangingType);
    return this.#hasChanges;
  }

  /** Blocks as the changes leave them that stand anywhere in the stack. */
  #joined(blocks: readonly DeclaredBlock[]): readonly DeclaredBlock[] {
    if (blocks.length === 0 || !this.hasChanges) return blocks;
    const addresses = new Set(blocks.map(({ address }) => address));
    return withChanges(this.#allBlocks()).filter(({ address }) =>
      addresses.has(address),
    );
  }

  #allBlocks(): DeclaredBlock[] {
    return this.#blocksOf(elementsBelow(this.#stack), true);
  }

  #blocksOf(elements: readonly Element[], withAdded: boolean): DeclaredBlock[] {
    const direct = new Map<string, DeclaredBlock>();
    const byAddress = new Map<string, Element>();
    const merged = new Set<Element>();
    for (const element of elements) {
      if (!isResource(element)) {
        if (mayWriteModule(element)) merged.add(element);
        continue;
      }
      const type = element.terraformResourceType;
      if (!isTerraformSurface(type)) continue;
      const block = this.#directBlock(element);
      const address = `${type}.${element.friendlyUniqueId}`;
      const namesake = byAddress.get(address);
      byAddress.set(address, element);
      if (block !== undefined && namesake === undefined) {
        direct.set(address, block);
        continue;
      }
      merged.add(element);
      // Two elements of one name are written as one block.
      if (namesake !== undefined) merged.add(namesake);
      direct.delete(address);
    }
    if (merged.size === 0 && !(withAdded && this.#hasOverrides)) {
      return [...direct.values()];
    }
    const rendered = elements.filter((element) => merged.has(element));
    return [...direct.values(), ...this.#mergedBlocks(rendered, withAdded)];
  }

  /**
   * The block of a resource whose attributes are all that it writes: no
   * override, no count, no dynamic block. The commonest case by far, and
   * `toTerraform` costs ten times as much.
   */
  #directBlock(resource: ResourceElement): DeclaredBlock | undefined {
    const { terraformResourceType: type, friendlyUniqueId: name } = resource;
    if (
      this.#isHcl ||
      resource.count !== undefined ||
      resource.forEach !== undefined ||
      Object.keys(resource.rawOverrides).length > 0 ||
      Boolean(resource.hasResourceMove()) ||
      isOverridden(this.#stack.rawOverrides, ['resource', type, name])
    ) {
      return undefined;
    }
    const attributes = resource.synthesizeAttributes();
    if (Object.values(attributes).some(mayHoldDynamicBlocks)) return undefined;
    return this.#block(
      resource,
      type,
      name,
      `${type}.${name}`,
      new Body(attributes, this.#resolve, this.#scope),
    );
  }

  #mergedBlocks(
    elements: readonly Element[],
    withAdded: boolean,
  ): DeclaredBlock[] {
    const document: Fragment = {};
    const owners = new Map<string, Element>();
    for (const element of elements) {
      const fragment = this.#render(element);
      for (const address of addressesIn(fragment)) owners.set(address, element);
      mergeInto(document, fragment);
    }
    mergeInto(document, this.#overrides);
    const written = this.#resolve(document);
    if (!isJsonObject(written)) return [];
    const blocks = this.#documentBlocks(
      written,
      ({ address }) => owners.get(address) ?? this.#stack,
    );
    return withAdded
      ? blocks
      : blocks.filter(({ address }) => owners.has(address));
  }

  #documentBlocks(
    document: JsonObject,
    ownerOf: (block: { address: string }) => Construct,
    scope = this.#scope,
  ): DeclaredBlock[] {
    return readConfiguration(document, 'cdktf', scope).map((block) =>
      this.#block(
        ownerOf(block),
        block.type,
        block.name,
        block.address,
        new Body(block.body, asIs, scope),
      ),
    );
  }

  #block(
    construct: Construct,
    type: string,
    name: string,
    address: string,
    body: Body,
  ): DeclaredBlock {
    const read = () => readProperties(type, body.properties, 'cdktf');
    return { construct, type, name, address, body, read };
  }

  /** What an element writes, overrides of its own included. */
  #render(element: Element): Fragment {
    const rendered = this.#resolve(
      this.#isHcl ? element.toHclTerraform() : element.toTerraform(),
    );
    if (!isFragment(rendered)) return {};
    return this.#isHcl ? hclBody(rendered) : rendered;
  }

  get #hasOverrides(): boolean {
    return Object.keys(this.#overrides).length > 0;
  }

  /** What the stack's overrides say of resources and modules; HCL output leaves that out. */
  get #overrides(): Fragment {
    const { rawOverrides } = this.#stack;
    return Object.fromEntries(
      ['resource', 'module']
        .filter((name) => !this.#isHcl && Object.hasOwn(rawOverrides, name))
        .map((name) => [name, rawOverrides[name]]),
    );
  }

  #collectLocals(): ReadonlyMap<string, Json> {
    const document: Fragment = {};
    for (const element of elementsBelow(this.#stack)) {
      const rendering = renderingClass(element);
      if (rendering !== undefined && rendering !== 'TerraformLocal') continue;
      const { locals } = this.#render(element);
      if (locals !== undefined) mergeInto(document, { locals });
    }
    const { locals } = this.#stack.rawOverrides;
    if (locals !== undefined && !this.#isHcl) mergeInto(document, { locals });
    return localsOf(this.#resolve(document) as JsonObject);
  }

  readonly #resolve = (value: unknown): Json | undefined =>
    this.#library.resolve(value, this.#stack);
}

function asIs(value: unknown): Json {
  return value as Json;
}
