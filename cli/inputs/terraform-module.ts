import { basename } from 'node:path';
import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject } from '../../shared/json';
import { bodyOf } from '../../shared/terraform/blocks';
import type { Sibling, Surroundings } from './kind';

/** Terraform reads these of a folder as one module; what CDKTF writes is one of them. */
function isPart(name: string): boolean {
  return name.endsWith('.tf.json');
}

/** A document as a part of its module. */
interface JoinedDocument {
  /** The document with the locals of its module, and with what override files make of it. */
  readonly document: JsonObject;
  /** Tells whether a block that this document only overrides is judged with the file that declares it. */
  readonly isJudgedElsewhere: (address: string) => boolean;
}

/**
 * Joins a document with the other files of its folder, as Terraform does: locals
 * are shared, and override files replace arguments and nested blocks of what the
 * others declare
 * (https://developer.hashicorp.com/terraform/language/files/override).
 */
export function joinModule(
  document: JsonObject,
  { file, siblings }: Surroundings,
): JoinedDocument {
  const others = isPart(file) ? siblings(isPart) : [];
  if (others.length === 0) return { document, isJudgedElsewhere: () => false };

  const own: Sibling = { file, json: document, isSelected: true };
  const files = [own, ...others];
  const bases = files.filter((one) => !isOverride(one));
  const overrides = files.filter(isOverride).sort(byName);
  const declared = collect(bases);
  const overriding = new Map<string, JsonObject>();
  for (const { address, body } of overrides.flatMap(blocksOf)) {
    overriding.set(address, { ...overriding.get(address), ...body });
  }

  const joined: Record<string, Json> = { ...document };
  // The first that declares a local counts, and the last override.
  joined['locals'] = [...overrides.reverse(), ...bases].flatMap(({ json }) =>
    listOf(json['locals']),
  );
  for (const { type, labels } of overridable) {
    const json = document[type];
    if (json === undefined) continue;
    joined[type] = mapBlocks(json, type, labels, (body, address) => ({
      ...declared.get(address)?.body,
      ...body,
      ...overriding.get(address),
    }));
  }
  return {
    document: joined,
    isJudgedElsewhere: (address) =>
      isOverride(own) && declared.get(address)?.isSelected === true,
  };
}

function isOverride({ file }: Sibling): boolean {
  return /^(.*_)?override\.tf\.json$/.test(basename(file));
}

function byName(a: Sibling, b: Sibling): number {
  return basename(a.file) < basename(b.file) ? -1 : 1;
}

/** The blocks that can declare registries, with the number of labels that each has. */
const overridable = [
  { type: 'resource', labels: 2 },
  { type: 'module', labels: 1 },
] as const;

interface Block {
  readonly address: string;
  readonly body: JsonObject;
  readonly isSelected: boolean;
}

function collect(files: readonly Sibling[]): Map<string, Block> {
  return new Map(
    files.flatMap(blocksOf).map((block) => [block.address, block]),
  );
}

function blocksOf({ json, isSelected }: Sibling): Block[] {
  const blocks: Block[] = [];
  for (const { type, labels } of overridable) {
    mapBlocks(json[type] ?? null, type, labels, (body, address) => {
      blocks.push({ address, body, isSelected });
      return body;
    });
  }
  return blocks;
}

/** Changes the blocks under a number of labels; each level may be an object or a list of objects. */
function mapBlocks(
  json: Json,
  address: string,
  labels: number,
  change: (body: JsonObject, address: string) => JsonObject,
): Json {
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map((member) =>
      mapBlocks(
        labels === 0 ? bodyOf(member) : member,
        address,
        labels,
        change,
      ),
    );
  }
  if (!isJsonObject(json)) return json;
  // A resource's address does not say that it is one.
  if (labels === 0) return change(json, address.replace(/^resource\./, ''));
  return Object.fromEntries(
    Object.entries(json).map(([label, member]) => [
      label,
      mapBlocks(member, `${address}.${label}`, labels - 1, change),
    ]),
  );
}

function listOf(json: Json | undefined): readonly Json[] {
  if (json === undefined) return [];
  return Array.isArray(json) ? (json as readonly Json[]) : [json];
}
