import type { Declaration } from '../shared/declaration';
import { isJsonObject } from '../shared/json';
import type { Json, JsonObject } from '../shared/json';
import {
  localsOf,
  readConfiguration,
  readProperties,
} from '../shared/terraform/configuration';
import { Scope } from '../shared/terraform/expression';
import { isTerraformSurface } from '../shared/terraform/surfaces';
import { Body } from './body';
import { hclBody } from './hcl';
import type { Library } from './library';
import { isFragment, isOverridden, isResolvable, mergeInto } from './overrides';
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

/** A resource, as far as the library's own `TerraformResource` renders it. */
interface ResourceElement extends Element {
  readonly terraformResourceType: string;
  readonly count?: unknown;
  readonly forEach?: unknown;
  hasResourceMove(): unknown;
  synthesizeAttributes(): Record<string, unknown>;
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
  blocksBelow(scope: Construct): DeclaredBlock[] {
    return this.#blocksOf(elementsBelow(scope), scope === this.#stack);
  }

  /** The blocks of one element. */
  blocksOf(element: Element): DeclaredBlock[] {
    return this.#blocksOf([element], false);
  }

  /** The blocks that the stack's overrides add. */
  addedBlocks(): DeclaredBlock[] {
    return this.#hasOverrides
      ? this.blocksBelow(this.#stack).filter(
          ({ construct }) => construct === this.#stack,
        )
      : [];
  }

  /** The blocks of a document as it was written, with the locals that were. */
  blocksIn(document: JsonObject): DeclaredBlock[] {
    const scope = new Scope(localsOf(document));
    return this.#documentBlocks(document, () => this.#stack, scope);
  }

  #blocksOf(elements: readonly Element[], withAdded: boolean): DeclaredBlock[] {
    const direct = new Map<string, DeclaredBlock>();
    const byAddress = new Map<string, Element>();
    const merged = new Set<Element>();
    for (const element of elements) {
      if (!isResource(element)) {
        if (renderingClass(element) === undefined) merged.add(element);
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
    if (this.#hasOverrides) {
      const { resource } = this.#stack.rawOverrides;
      mergeInto(document, { resource });
    }
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

  /** HCL output leaves out what the stack's overrides say of resources. */
  get #hasOverrides(): boolean {
    return !this.#isHcl && Object.hasOwn(this.#stack.rawOverrides, 'resource');
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

function isResource(element: Element): element is ResourceElement {
  return renderingClass(element) === 'TerraformResource';
}

function asIs(value: unknown): Json {
  return value as Json;
}

/** Tells whether a stack is written as HCL; the property is the library's own. */
function writesHcl({ synthesizer }: Stack): boolean {
  return (synthesizer as { hclOutput?: unknown }).hclOutput === true;
}

const dynamicBlockMarker = Symbol.for('cdktf/TerraformDynamicBlock');

/** The library moves dynamic blocks to another place, in objects at any depth. */
function mayHoldDynamicBlocks(attribute: unknown): boolean {
  if (typeof attribute !== 'object' || attribute === null) return false;
  if (Array.isArray(attribute)) return false;
  return !isResolvable(attribute) || dynamicBlockMarker in attribute;
}

function addressesIn({ resource }: Fragment): string[] {
  if (!isFragment(resource)) return [];
  return Object.entries(resource).flatMap(([type, byName]) =>
    isFragment(byName)
      ? Object.keys(byName).map((name) => `${type}.${name}`)
      : [],
  );
}
