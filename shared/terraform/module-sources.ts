import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isJsonObject } from '../json/json';
import type { Json } from '../json/json';
import { Unknown } from '../model/value';
import { BoundedMap } from '../util/bounded-map';
import { shorten } from '../util/shorten';
import { isInside, realPath, repositoryOf } from '../util/paths';
import { readModuleDirectory } from './module-directory';
import type { ModuleDirectory, UnreadableModule } from './module-directory';
import type { Tool } from './module-files';
import { limits } from './computed';
import type { FileReader } from './scope';
import { meetsConstraint } from './version-constraint';

/** The part of a module call that identifies the source. */
export interface ModuleSourceOfCall {
  readonly source: string;
  /** The constraint of the call, if it has one. */
  readonly version: string | undefined;
}

/** An entry for a fetched module, written by an init. */
interface Installed {
  readonly source: string;
  readonly version: string | undefined;
  readonly directory: string;
}

/** Finds the modules that the calls of one root module lead to, on the disk, and the files that they name. */
export class ModuleSources implements FileReader {
  /** The directory of the root module, without symbolic links. */
  readonly root: string;
  readonly #tool: Tool;
  readonly #read = new Map<string, ModuleDirectory | UnreadableModule>();
  /** By the directory of the call and its source: many calls have the same. */
  readonly #local = new Map<string, string | UnreadableModule>();
  readonly #texts = new BoundedMap<string, string | Unknown>();
  #installed: ReadonlyMap<string, Installed> | undefined;
  #tree: string | undefined;

  /**
   * @param root the directory of the root module, an absolute path
   * @param tree a directory that symbolic links may not leave; that of the repository is wider
   * @param onCall called with each module of which an instance is evaluated
   */
  constructor(
    root: string,
    readonly tree: string,
    tool: Tool = 'terraform',
    readonly onCall?: (module: ModuleDirectory) => void,
  ) {
    this.root = realPath(root) ?? root;
    this.#tool = tool;
  }

  /**
   * Finds and reads a module.
   *
   * @param call where it comes from
   * @param from the directory of the module that calls it
   * @param key the names of the calls that lead to it, from the root: `hub.registry`
   */
  find(
    call: ModuleSourceOfCall,
    from: string,
    key: string,
  ): ModuleDirectory | UnreadableModule {
    const directory = this.locate(call, from, key);
    if (typeof directory !== 'string') return directory;
    let read = this.#read.get(directory);
    if (read === undefined) {
      read = readModuleDirectory(directory, this.#tool, (file) =>
        this.#isInTree(file),
      );
      this.#read.set(directory, read);
    }
    return read;
  }

  /** Finds the directory of a module, without reading it; takes what {@link find} does. */
  locate(
    call: ModuleSourceOfCall,
    from: string,
    key: string,
  ): string | UnreadableModule {
    return isLocalSource(call.source)
      ? this.#localDirectory(call.source, from)
      : this.#fetched(call, key);
  }

  readText(path: string): string | Unknown {
    let text = this.#texts.get(path);
    if (text === undefined) {
      text = this.#readText(path);
      this.#texts.set(path, text);
    }
    return text;
  }

  #readText(path: string): string | Unknown {
    const unread = (why: string) =>
      new Unknown(`the file ${JSON.stringify(shorten(path))} ${why}`);
    if (path.startsWith('~')) return unread('is in a home directory');
    const real = realPath(resolve(this.root, path));
    // It may be made before Terraform runs.
    if (real === undefined) return unread('is not there');
    if (!this.#isInTree(real)) {
      return unread('is outside of the checked directory');
    }
    try {
      const stats = statSync(real);
      if (!stats.isFile()) return unread('is not a file');
      if (stats.size > limits.characters) return unread('is too large');
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        readFileSync(real),
      );
    } catch {
      return unread("can't be read as text");
    }
  }

  #localDirectory(source: string, from: string): string | UnreadableModule {
    const key = `${from}\n${source}`;
    let directory = this.#local.get(key);
    if (directory === undefined) {
      directory = this.#resolve(source, from);
      this.#local.set(key, directory);
    }
    return directory;
  }

  #resolve(source: string, from: string): string | UnreadableModule {
    // Windows takes backslashes for slashes.
    const target = resolve(from, source.replaceAll('\\', '/'));
    const real = realPath(target);
    if (real === undefined) return { unreadable: 'is not there' };
    // A path that goes up is followed as Terraform does, but not out of a repository.
    const isLink = real !== target;
    const isOutside = !this.#isInTree(real);
    if (isOutside && (isLink || this.#hasRepository)) {
      return {
        unreadable: isLink
          ? 'leads out of the directory by a symbolic link'
          : 'leads out of the repository',
      };
    }
    return real;
  }

  /** A module that `terraform init` or `terraform get` has fetched. */
  #fetched(
    { source, version }: ModuleSourceOfCall,
    key: string,
  ): string | UnreadableModule {
    this.#installed ??= readInstalled(this.root);
    const installed = this.#installed.get(key);
    if (installed === undefined) return notFetched;
    const isSame =
      comparable(installed.source) === comparable(source) &&
      (version === undefined ||
        (installed.version !== undefined &&
          meetsConstraint(installed.version, version) === true));
    if (!isSame) {
      return { unreadable: 'is not what was fetched', isFetchable: true };
    }
    const real = realPath(resolve(this.root, installed.directory));
    if (real === undefined) return notFetched;
    return this.#isInTree(real)
      ? real
      : { unreadable: 'was fetched to a place outside of the directory' };
  }

  #isInTree(path: string): boolean {
    return isInside(path, this.#bound);
  }

  get #hasRepository(): boolean {
    return existsSync(join(this.#bound, '.git'));
  }

  /** The repository of the root module, or the tree, whichever is wider. */
  get #bound(): string {
    if (this.#tree !== undefined) return this.#tree;
    const tree = realPath(this.tree) ?? this.tree;
    const repository = repositoryOf(this.root);
    const isWider = repository !== undefined && isInside(tree, repository);
    const within = isInside(this.root, tree) ? tree : this.root;
    return (this.#tree = isWider ? repository : within);
  }
}

const notFetched: UnreadableModule = {
  unreadable: 'is not fetched',
  isFetchable: true,
};

/** Returns whether a source is a path from the calling module; an absolute path is a package. */
export function isLocalSource(source: string): boolean {
  return /^\.{1,2}[/\\]/.test(source);
}

/**
 * A source as Terraform notes it: with the host of its registry, and GitHub and
 * Bitbucket as repositories of git
 * (https://developer.hashicorp.com/terraform/language/modules/sources).
 */
function comparable(source: string): string {
  const whole = source
    .trim()
    .replace(/^(?=[\w-]+\/[\w-]+\/[\w-]+(?:\/\/|$))/, 'registry.terraform.io/')
    // OpenTofu notes its own registry.
    .replace(/^registry\.opentofu\.org\//, 'registry.terraform.io/')
    .replace(/^git@([\w.-]+):/, 'git::ssh://git@$1/')
    .replace(
      /^(?:https:\/\/)?(?=(?:github\.com|bitbucket\.org)\/)/,
      'git::https://',
    )
    .replace(
      /^(git::https:\/\/[^/]+\/[^/]+\/[^/?]+?)(?:\.git)?(?=\/\/|\?|$)/,
      '$1.git',
    );
  return whole.toLowerCase();
}

/** Reads what an init noted (terraform: internal/modsdir/manifest.go). */
function readInstalled(root: string): ReadonlyMap<string, Installed> {
  const installed = new Map<string, Installed>();
  for (const entry of modulesIn(join(root, '.terraform', 'modules'))) {
    if (!isJsonObject(entry)) continue;
    const { Key: key, Source: source, Version: version, Dir: dir } = entry;
    if (typeof key !== 'string' || typeof dir !== 'string') continue;
    installed.set(key, {
      source: typeof source === 'string' ? source : '',
      version: typeof version === 'string' ? version : undefined,
      directory: dir,
    });
  }
  return installed;
}

function modulesIn(directory: string): readonly Json[] {
  try {
    const text = readFileSync(join(directory, 'modules.json'), 'utf8');
    const json = JSON.parse(text) as Json;
    const modules = isJsonObject(json) ? json['Modules'] : undefined;
    return Array.isArray(modules) ? (modules as readonly Json[]) : [];
  } catch {
    return [];
  }
}
