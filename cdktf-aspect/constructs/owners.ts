import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import { moduleType } from '../../shared/terraform/modules';
import { elementsBelow, isElement } from './construct-types';
import type { Construct, Element, Stack } from './construct-types';

/** A block, as far as it tells who wrote it. */
interface WrittenBlock {
  readonly type: string;
  readonly name: string;
  readonly address: string;
  readonly body: JsonObject;
}

/** Finds the construct that wrote a block of a stack. */
export class Owners {
  readonly #stack: Stack;
  #byAddress: ReadonlyMap<string, Element> | undefined;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  /**
   * @returns the construct; the stack, where only its overrides know the block
   */
  ownerOf(block: WrittenBlock): Construct {
    const path = metadataPath(block);
    const construct = path === undefined ? undefined : this.#find(path);
    // An override may claim any path: what it names must bear the block's name.
    if (construct !== undefined && writes(construct, block)) return construct;
    this.#byAddress ??= this.#collect();
    return this.#byAddress.get(block.address) ?? this.#stack;
  }

  #find(path: string): Construct | undefined {
    const { node } = this.#stack;
    if (!path.startsWith(`${node.path}/`)) return undefined;
    let found: Construct | undefined = this.#stack;
    for (const id of path.slice(node.path.length + 1).split('/')) {
      found = found?.node.tryFindChild(id);
    }
    return found;
  }

  /** For elements that render in a way of their own, and don't sign what they write. */
  #collect(): ReadonlyMap<string, Element> {
    return new Map(
      elementsBelow(this.#stack).flatMap((element) =>
        addressesIn(element.toTerraform()).map((address): [string, Element] => [
          address,
          element,
        ]),
      ),
    );
  }
}

/** The path of the construct that the library notes beside what it writes. */
export function metadataPath({ body }: WrittenBlock): string | undefined {
  const { '//': comment } = body;
  const metadata = isJsonObject(comment) ? comment['metadata'] : undefined;
  const path = isJsonObject(metadata) ? metadata['path'] : undefined;
  return typeof path === 'string' ? path : undefined;
}

function writes(construct: Construct, { type, name }: WrittenBlock): boolean {
  if (!isElement(construct) || construct.friendlyUniqueId !== name) {
    return false;
  }
  const { terraformResourceType = moduleType } = construct;
  return terraformResourceType === type;
}

/** The addresses of everything in a document: `azapi_resource.a`, `module.a`, `ephemeral.azapi_resource_action.a`. */
function addressesIn(rendered: unknown): string[] {
  if (!isJsonObject(rendered)) return [];
  return Object.entries(rendered).flatMap(([kind, labelled]) =>
    namesIn(labelled).flatMap(([label, named]) => {
      const address = kind === 'resource' ? label : `${kind}.${label}`;
      return kind === moduleType
        ? [address]
        : namesIn(named).map(([name]) => `${address}.${name}`);
    }),
  );
}

function namesIn(json: Json | undefined): [string, Json][] {
  return isJsonObject(json) ? Object.entries(json) : [];
}
