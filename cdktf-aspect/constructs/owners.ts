import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import { moduleType } from '../../shared/terraform/modules';
import { elementsBelow, isElement } from './construct-types';
import type { Construct, Element, Stack } from './construct-types';

/** The part of a block that identifies the construct that wrote it. */
export interface WrittenBlock {
  readonly type: string;
  readonly name: string;
  readonly declared: string;
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
   * @returns the construct; the stack, if only its overrides contain the block
   */
  ownerOf(block: WrittenBlock): Construct {
    const path = metadataPath(block);
    const construct = path === undefined ? undefined : this.#find(path);
    // An override may claim any path, so the construct must have the block's name.
    if (construct !== undefined && writes(construct, block)) return construct;
    this.#byAddress ??= this.#collect();
    return this.#byAddress.get(block.declared) ?? this.#stack;
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

  /** For elements with their own rendering that omit the metadata path. */
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

/** The construct path in the metadata that the library writes. */
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

/** The addresses of all blocks in a document: `azapi_resource.a`, `module.a`, `ephemeral.azapi_resource_action.a`. */
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
