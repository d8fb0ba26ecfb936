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
  /** What the document declares, with the locals of its module, and with what override files make of it. */
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

  const joined: Record<string, Json> = {
    ...document,
    // The first that declares a local counts, and the last override.
    locals: [...overrides.reverse(), ...bases].flatMap(
      ({ json }) => json['locals'] ?? [],
    ),
  };
  for (const { type, prefix, labels } of overridable) {
    const json = document[type] ?? null;
    joined[type] = mapBlocks(json, prefix, labels, (body, address) => ({
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
  const name = basename(file);
  return name === 'override.tf.json' || name.endsWith('_override.tf.json');
}

function byName(a: Sibling, b: Sibling): number {
  return basename(a.file) < basename(b.file) ? -1 : 1;
}

/** The blocks that can declare registries, what their addresses start with, and the number of labels that follow. */
const overridable = [
  { type: 'resource', prefix: [], labels: 2 },
  { type: 'module', prefix: ['module'], labels: 1 },
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
  for (const { type, prefix, labels } of overridable) {
    mapBlocks(json[type] ?? null, prefix, labels, (body, address) => {
      blocks.push({ address, body, isSelected });
      return body;
    });
  }
  return blocks;
}

/** Changes the blocks under a number of labels; each level may be an object or a list of objects. */
function mapBlocks(
  json: Json,
  names: readonly string[],
  labels: number,
  change: (body: JsonObject, address: string) => JsonObject,
): Json {
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map((member) =>
      mapBlocks(labels === 0 ? bodyOf(member) : member, names, labels, change),
    );
  }
  if (!isJsonObject(json)) return json;
  if (labels === 0) return change(json, names.join('.'));
  return Object.fromEntries(
    Object.entries(json).map(([label, member]) => [
      label,
      mapBlocks(member, [...names, label], labels - 1, change),
    ]),
  );
}
