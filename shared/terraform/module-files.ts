import { isJsonObject } from '../json/json';
import { addTo } from '../util/multi-map';
import type { Json, JsonObject, JsonPath } from '../json/json';
import { bodyOf } from './blocks';
import { mergeBodies } from './merge-bodies';

/*
 * Which files of a directory are one module, and how they merge. Pure: names and
 * parsed documents in, one joined document out. Sources: Terraform's and OpenTofu's
 * internal/configs (parser_config_dir.go, module_merge.go, module_merge_body.go).
 */

/** The tools that read a directory as one module. */
export type Tool = 'terraform' | 'opentofu';

/** Terraform reads only the first two. */
const extension = /\.(?:tf|tofu)(?:\.json)?$/;

/** Editors' backups and hidden files: both tools ignore them. */
export function isIgnoredFile(name: string): boolean {
  return /^\.|~$|^#.*#$/s.test(name);
}

/** Returns whether one of the tools reads a file as a part of its directory's module. */
export function isModuleFile(name: string): boolean {
  return extension.test(name) && !isIgnoredFile(name);
}

/** Returns whether a file is a configuration in JSON by its name, also one that is ignored. */
export function isConfigurationName(name: string): boolean {
  return /\.(?:tf|tofu)\.json$/.test(name);
}

/** Returns whether a file is a configuration in HCL by its name, also one that is ignored. */
export function isHclName(name: string): boolean {
  return /\.(?:tf|tofu)$/.test(name);
}

/** Returns whether a file changes what others declare. */
export function isOverrideFile(name: string): boolean {
  return /^(?:.*_)?override$/s.test(name.replace(extension, ''));
}

/**
 * Lists the files that a tool reads, sorted as it merges them. OpenTofu leaves out
 * `x.tf` beside `x.tofu`, and `x.tf.json` beside `x.tofu.json`.
 */
export function filesReadBy(tool: Tool, names: Iterable<string>): string[] {
  const all = new Set([...names].filter(isModuleFile));
  const isRead =
    tool === 'terraform'
      ? (name: string) => !isTofu(name)
      : (name: string) => isTofu(name) || !all.has(tofuNameOf(name));
  return [...all].filter(isRead).sort((a, b) => (a < b ? -1 : 1));
}

/** Returns whether only OpenTofu reads a file. */
export function isTofu(name: string): boolean {
  return /\.tofu(?:\.json)?$/.test(name);
}

function tofuNameOf(name: string): string {
  return name.replace(/\.tf(?=(?:\.json)?$)/, '.tofu');
}

/** A parsed file of a module. */
export interface ModuleFile {
  /** Without its directory. */
  readonly name: string;
  readonly json: JsonObject;
}

/** The file and path of a block in a joined document. */
export interface Origin {
  readonly file: string;
  readonly path: JsonPath;
}

/** The absolute path of a block's file, and its path there. */
export interface WrittenPlace {
  readonly file: string;
  readonly path: JsonPath;
}

/** The files of a module, joined. */
export interface JoinedModule {
  /** Every block type as an array of what the files hold of it. */
  readonly document: JsonObject;
  /** Finds where the value at a path of the joined document was written. */
  readonly originOf: (path: JsonPath) => Origin;
  /** The files that declare each address: Terraform refuses more than one. */
  readonly declaredIn: ReadonlyMap<string, readonly string[]>;
}

/** The number of labels of the block types that override files change block by block. */
const labelsOf: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['ephemeral', 2],
  ['action', 2],
  ['module', 1],
  ['variable', 1],
  ['output', 1],
]);

/** The addresses of the blocks in a document that override files can change. */
export function addressesIn(json: JsonObject): ReadonlySet<string> {
  const addresses = new Set<string>();
  eachBody(json, (address) => addresses.add(address));
  return addresses;
}

/** A document without the blocks of other addresses; everything else stays. */
export function onlyBlocks(
  json: JsonObject,
  isWanted: (address: string) => boolean,
): JsonObject {
  return Object.fromEntries(
    Object.entries(json).map(([type, value]) => [
      type,
      mapBodies(type, value, (address, body) =>
        isWanted(address) ? body : [],
      ),
    ]),
  );
}

/**
 * Joins the files of a module as the tools do: override files replace arguments and
 * nested blocks of what the others declare, and locals by their name. What an
 * override file holds and no other file declares stays as it is: the tools refuse
 * it, or another file declares it in HCL.
 *
 * @param files all that a tool reads, in its order
 */
export function joinFiles(files: readonly ModuleFile[]): JoinedModule {
  const bases = files.filter(({ name }) => !isOverrideFile(name));
  const overrides = files.filter(({ name }) => isOverrideFile(name));
  const overriding = new Map<string, JsonObject[]>();
  for (const { json } of overrides) {
    eachBody(json, (address, body) => {
      addTo(overriding, address, body);
    });
  }

  const declaredIn = new Map<string, string[]>();
  for (const { name, json } of bases) {
    eachBody(json, (address) => {
      addTo(declaredIn, address, name);
    });
  }

  const joiner = new Joiner();
  // The first that declares a local counts, and the last override.
  for (const { name, json } of [...overrides].reverse()) {
    joiner.add('locals', name, json['locals']);
  }
  for (const { name, json } of bases) {
    for (const [type, value] of Object.entries(json)) {
      joiner.add(
        type,
        name,
        mapBodies(type, value, (address, body) =>
          (overriding.get(address) ?? []).reduce(mergeBodies, body),
        ),
      );
    }
  }
  for (const { name, json } of overrides) {
    for (const [type, value] of Object.entries(json)) {
      if (type === 'locals') continue;
      // What a base file declares is there already; the rest is merged in itself.
      const rest = mapBodies(type, value, (address) => {
        const bodies = overriding.get(address) ?? [];
        overriding.delete(address);
        const isElsewhere = declaredIn.has(address) || bodies.length === 0;
        return isElsewhere ? [] : bodies.reduce(mergeBodies, {});
      });
      joiner.add(type, name, rest);
    }
  }
  return {
    document: joiner.document,
    originOf: (path) => joiner.originOf(path),
    declaredIn,
  };
}

/** Puts together the joined document, and keeps where its parts come from. */
class Joiner {
  readonly document: Record<string, Json[]> = Object.create(null) as Record<
    string,
    Json[]
  >;
  readonly #origins = new Map<string, Origin[]>();

  add(type: string, file: string, value: Json | undefined): void {
    if (value === undefined || value === null) return;
    const isArray = Array.isArray(value);
    for (const [index, json] of (isArray
      ? (value as readonly Json[])
      : [value]
    ).entries()) {
      (this.document[type] ??= []).push(json);
      addTo(this.#origins, type, {
        file,
        path: isArray ? [type, index] : [type],
      });
    }
  }

  originOf([type, index, ...rest]: JsonPath): Origin {
    const origin = this.#origins.get(String(type))?.[Number(index ?? 0)];
    return origin === undefined
      ? { file: '', path: [] }
      : { file: origin.file, path: [...origin.path, ...rest] };
  }
}

function eachBody(
  json: JsonObject,
  visit: (address: string, body: JsonObject) => void,
): void {
  for (const [type, value] of Object.entries(json)) {
    mapBodies(type, value, (address, body) => {
      visit(address, body);
      return body;
    });
  }
}

/** Changes the bodies of the labelled blocks of a type; each level may be an object or an array of objects. */
function mapBodies(
  type: string,
  json: Json,
  change: (address: string, body: JsonObject) => Json,
): Json {
  const labels = labelsOf.get(type);
  if (labels === undefined) return json;
  const names = type === 'resource' ? [] : [type];
  return mapLabelled(json, names, labels, change);
}

function mapLabelled(
  json: Json,
  names: readonly string[],
  labels: number,
  change: (address: string, body: JsonObject) => Json,
): Json {
  if (Array.isArray(json)) {
    const members = (json as readonly Json[]).map((member) =>
      mapLabelled(
        labels === 0 ? bodyOf(member) : member,
        names,
        labels,
        change,
      ),
    );
    // An omitted body is not a block without arguments.
    return labels === 0
      ? members.filter((member) => !isEmpty(member))
      : members;
  }
  if (!isJsonObject(json)) return json;
  if (labels === 0) return change(names.join('.'), json);
  return Object.fromEntries(
    Object.entries(json).map(([label, member]) => [
      label,
      mapLabelled(member, [...names, label], labels - 1, change),
    ]),
  );
}

function isEmpty(json: Json): boolean {
  return Array.isArray(json) && json.length === 0;
}
