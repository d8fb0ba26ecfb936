import { basename, dirname } from 'node:path';
import type { JsonObject, JsonPath } from '../../shared/json/json';
import { eachBlock } from '../../shared/terraform/configuration';
import type {
  Surroundings,
  TerraformBlock,
} from '../../shared/terraform/configuration';
import { localsOf } from '../../shared/terraform/labelled';
import {
  addressesIn,
  filesReadBy,
  isModuleFile,
  isOverrideFile,
  isTofu,
  joinFiles,
  onlyBlocks,
} from '../../shared/terraform/module-files';
import type { JoinedModule, Tool } from '../../shared/terraform/module-files';
import { ModuleSources } from '../../shared/terraform/module-sources';
import type {
  NotEvaluated,
  ReportNotEvaluated,
} from '../../shared/model/not-evaluated';
import { UserError } from '../errors';
import type { Sibling, ReadContext } from './document-type';
import { standardInput } from './read';

/** A block, with its position in its file. */
export interface PlacedBlock {
  readonly block: TerraformBlock;
  readonly path: JsonPath;
}

/**
 * Lists the blocks that a file declares, as they are in the module that the files
 * of its directory make up. A module is joined once, not once for each of its files.
 *
 * @throws {UserError} if the tools refuse the module
 */
export function blocksOfFile(
  document: JsonObject,
  surroundings: ReadContext,
  assertReadable: (file: Sibling) => void,
): Iterable<PlacedBlock> {
  const { file, text, directoryFiles, directoryNames, notEvaluated } =
    surroundings;
  const name = basename(file);
  const isPart = (one: string) => isModuleFile(one) && one !== name;
  if (!isModuleFile(name) || !directoryNames().some(isPart)) {
    const around = surroundingsIn(surroundings)(document, 'terraform');
    return placed(eachBlock(document, 'terraform', notEvaluated, around));
  }
  const module = surroundings.inDirectory('module', () => {
    const others = directoryFiles(isPart);
    for (const other of others) {
      if (!other.isSelected) assertReadable(other);
    }
    const own = { file, text, json: document, isSelected: true };
    return new DirectoryModule(
      [own, ...others],
      directoryNames(),
      surroundingsIn(surroundings),
    );
  });
  return module.read(name, surroundings);
}

type SurroundingsOf = (document: JsonObject, tool: Tool) => Surroundings;

/**
 * What a module of a file's directory may refer to: called modules, and values of
 * variables in files. Standard input has no directory.
 */
function surroundingsIn({
  file,
  tree,
  variables,
  directoryNames,
  onCall,
  modulesWithoutRegistries,
}: ReadContext): SurroundingsOf {
  return (document, tool) => {
    if (file === standardInput) {
      return {
        values: variables.valuesOf(document),
        modulesWithoutRegistries,
      };
    }
    const path = dirname(file);
    return {
      sources: new ModuleSources(path, tree, tool, onCall),
      values: variables.valuesOf(document, { path, names: directoryNames() }),
      modulesWithoutRegistries,
    };
  };
}

function* placed(blocks: Iterable<TerraformBlock>): Generator<PlacedBlock> {
  for (const block of blocks) yield { block, path: block.path };
}

/** The results for one file. */
interface Found {
  readonly blocks: PlacedBlock[];
  readonly notEvaluated: NotEvaluated[];
}

/** The modules that the tools make of one directory, by their files. */
class DirectoryModule {
  readonly #files: ReadonlyMap<string, Sibling>;
  readonly #found = new Map<string, Found>();
  readonly #duplicates = new Map<string, string>();
  readonly #known = new Set<string>();
  /** The locals that blocks were read with: the tools may read other ones. */
  readonly #locals: string[] = [];

  readonly #surroundingsOf: SurroundingsOf;

  constructor(
    files: readonly Sibling[],
    names: readonly string[],
    surroundingsOf: SurroundingsOf,
  ) {
    this.#surroundingsOf = surroundingsOf;
    this.#files = new Map(files.map((file) => [basename(file.file), file]));
    this.#read('terraform', names);
    // Without files of its own OpenTofu reads what Terraform reads.
    if (names.some((name) => isModuleFile(name) && isTofu(name))) {
      this.#read('opentofu', names);
    }
  }

  /** The blocks of a file. */
  read(name: string, { notEvaluated }: ReadContext) {
    const duplicate = this.#duplicates.get(name);
    if (duplicate !== undefined) throw new UserError(duplicate);
    const found = this.#found.get(name);
    for (const entry of found?.notEvaluated ?? []) notEvaluated(entry);
    return found?.blocks ?? [];
  }

  #read(tool: Tool, names: readonly string[]): void {
    const files = filesReadBy(tool, names).flatMap(
      (name) => this.#files.get(name) ?? [],
    );
    const overridden = new Set(
      files
        .filter((one) => one.isSelected && isOverrideFile(basename(one.file)))
        .flatMap(({ json }) => [...addressesIn(json)]),
    );
    const module = joinFiles(
      files.map((one) => {
        const name = basename(one.file);
        const isWhole = one.isSelected || isOverrideFile(name);
        // Of what is not checked count the locals, the variables, and what a checked file changes.
        const json = isWhole
          ? one.json
          : onlyBlocks(
              one.json,
              (address) =>
                overridden.has(address) || address.startsWith('variable.'),
            );
        return { name, json };
      }),
    );
    this.#refuseDuplicates(module);
    const { document } = module;
    const locals = this.#indexOf([
      ...localsOf(document),
      document['variable'] ?? null,
    ]);
    const report: ReportNotEvaluated = (entry) => {
      const { file, path } = this.#placeOf(module, entry.address, entry.path);
      const key = JSON.stringify([entry.address, entry.reason, file]);
      if (this.#isKnown(key)) return;
      this.#in(file).notEvaluated.push({ ...entry, path });
    };
    const blocks = eachBlock(
      document,
      'terraform',
      report,
      this.#surroundingsOf(document, tool),
    );
    for (const block of blocks) {
      const { file, path } = this.#placeOf(module, block.declared, block.path);
      // A block that both tools read alike is evaluated once.
      const key = [file, block.address, JSON.stringify(path), locals].join(
        '\n',
      );
      if (this.#isKnown(key + JSON.stringify(block.body))) continue;
      this.#in(file).blocks.push({ block, path });
    }
  }

  /** A number that identifies locals, because many blocks share the same, possibly large ones. */
  #indexOf(locals: readonly unknown[]): number {
    const text = JSON.stringify(locals);
    const index = this.#locals.indexOf(text);
    return index < 0 ? this.#locals.push(text) - 1 : index;
  }

  #isKnown(key: string): boolean {
    const isKnown = this.#known.has(key);
    this.#known.add(key);
    return isKnown;
  }

  /** The file that a block is reported in: of a file that is not checked, the one that overrides it. */
  #placeOf(module: JoinedModule, address: string, path: JsonPath = []) {
    const origin = module.originOf(path);
    if (this.#files.get(origin.file)?.isSelected === true) return origin;
    for (const [name, { isSelected, json }] of this.#files) {
      if (!isSelected || !isOverrideFile(name)) continue;
      if (!addressesIn(json).has(address)) continue;
      return { file: name, path: origin.path };
    }
    // What is about the module as a whole, such as a local, is reported once.
    const first = [...this.#files].find(([, { isSelected }]) => isSelected);
    return { file: first?.[0] ?? origin.file, path: [] };
  }

  #in(file: string): Found {
    let found = this.#found.get(file);
    if (found === undefined) {
      found = { blocks: [], notEvaluated: [] };
      this.#found.set(file, found);
    }
    return found;
  }

  #refuseDuplicates({ declaredIn }: JoinedModule): void {
    for (const [address, files] of declaredIn) {
      const distinct = new Set(files);
      if (distinct.size < 2) continue;
      for (const file of distinct) {
        const other = files.find((name) => name !== file) ?? file;
        this.#duplicates.set(
          file,
          `declares ${address}, as ${other} does: Terraform refuses two in one directory. Check one of them: acr-policy check FILE`,
        );
      }
    }
  }
}
