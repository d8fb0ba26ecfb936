import { addTo } from '../../shared/util/multi-map';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../../shared/json/json';
import type { JsonObject } from '../../shared/json/json';
import { BlockHeaders } from '../../shared/terraform/hcl/block-headers';
import { labelled, namedBlocks } from '../../shared/terraform/labelled';
import {
  filesReadBy,
  isHclName,
  isOverrideFile,
  isTofu,
} from '../../shared/terraform/module-files';
import { unreadableReason } from '../../shared/terraform/module-directory';
import { ModuleSources } from '../../shared/terraform/module-sources';
import { asList, asObject } from './json-helpers';
import { Locator } from './position';
import { readText } from './read';
import type { SourcePlace } from './stack-trace';
import { moduleStep } from './terraform-plan-reference';
import type { Module, Written } from './terraform-plan-written';

/** The places of the blocks of a module by their addresses. */
type Places = ReadonlyMap<string, readonly SourcePlace[]>;

/** A module of a plan, found on the disk. */
interface Found {
  readonly directory: string;
  readonly places: Places;
}

/**
 * Finds the blocks that a plan was made of, in its directory and in the modules
 * that its configuration calls. Only headers are read, no expressions.
 */
export class PlanSource {
  readonly #sources: ModuleSources;
  readonly #found = new Map<string, Found | undefined>();

  /**
   * @param root the directory of the plan
   * @param tree a directory that symbolic links may not leave
   */
  constructor(root: string, tree: string) {
    this.#sources = new ModuleSources(root, tree);
  }

  /** The place of a resource's block; undefined if it is not certain. */
  placeOf({ module, block }: Written): SourcePlace | undefined {
    const found = this.#find(module)?.places.get(addressOf(block));
    return found?.length === 1 ? found[0] : undefined;
  }

  #find(module: Module): Found | undefined {
    const key = callsOf(module.prefix).join('.');
    if (!this.#found.has(key)) this.#found.set(key, this.#read(module, key));
    return this.#found.get(key);
  }

  #read(module: Module, key: string): Found | undefined {
    try {
      const directory = this.#directoryOf(module, key);
      if (directory === undefined) return undefined;
      const places = placesIn(directory);
      return declares(places, module.json) ? { directory, places } : undefined;
    } catch {
      // The finding points to the plan then.
      return undefined;
    }
  }

  #directoryOf({ call }: Module, key: string): string | undefined {
    if (call === undefined) return this.#sources.root;
    const { source, version_constraint: version } = call.json;
    const from = this.#find(call.from);
    if (from === undefined || typeof source !== 'string') return undefined;
    const directory = this.#sources.locate(
      { source, version: typeof version === 'string' ? version : undefined },
      from.directory,
      key,
    );
    return typeof directory === 'string' ? directory : undefined;
  }
}

/** The names of the calls that lead to a module. */
function callsOf(prefix: string): string[] {
  const names: string[] = [];
  let rest = prefix;
  for (
    let step = moduleStep.exec(rest);
    step !== null;
    step = moduleStep.exec(rest)
  ) {
    names.push(step[1] ?? '');
    rest = rest.slice(step[0].length);
  }
  return names;
}

/** The address of a resource in its module, by what a plan's configuration holds of it. */
function addressOf({ mode, type, name }: JsonObject): string {
  const parts = mode === 'managed' ? [type, name] : [mode, type, name];
  return parts.filter((part) => typeof part === 'string').join('.');
}

/** Returns whether a directory holds what a plan's configuration does: it may be of another one. */
function declares(places: Places, { resources, ...module }: JsonObject) {
  const addresses = asList(resources).map((json) => addressOf(asObject(json)));
  const calls = Object.keys(asObject(module['module_calls']));
  return [...addresses, ...calls.map((name) => `module.${name}`)].every(
    (address) => places.has(address),
  );
}

/** @throws {Error} if a file can't be read */
function placesIn(directory: string): Places {
  const names = readdirSync(directory);
  const places = new Map<string, SourcePlace[]>();
  // Which of the tools made the plan is unknown.
  if (names.some(isTofu)) return places;
  for (const name of filesReadBy('terraform', names)) {
    if (isOverrideFile(name)) continue;
    const file = join(directory, name);
    if (unreadableReason(file) !== undefined) return new Map();
    const text = readText(file);
    for (const [address, place] of isHclName(name)
      ? blocksOfHcl(text)
      : blocksOfJson(text)) {
      addTo(places, address, { file, ...place });
    }
  }
  return places;
}

type Placed = [address: string, place: Omit<SourcePlace, 'file'>];

/** As addresses start with it: that of a managed resource with its type. */
const startOf = (type: string) => (type === 'resource' ? '' : `${type}.`);

function* blocksOfHcl(text: string): Generator<Placed> {
  for (const { names, position } of new BlockHeaders(text).all()) {
    const [type = '', ...labels] = names;
    yield [startOf(type) + labels.join('.'), position];
  }
}

function* blocksOfJson(text: string): Generator<Placed> {
  const document: unknown = JSON.parse(text);
  if (!isJsonObject(document)) return;
  const locator = new Locator(text);
  for (const type of ['resource', 'data', 'ephemeral', 'module']) {
    const groups =
      type === 'module'
        ? [{ label: '', json: document[type], path: [type] }]
        : labelled(document[type], [type]);
    for (const { label, json, path } of groups) {
      for (const block of namedBlocks(json, path)) {
        const name = label === '' ? block.label : `${label}.${block.label}`;
        yield [startOf(type) + name, locator.positionOf(block.path)];
      }
    }
  }
}
