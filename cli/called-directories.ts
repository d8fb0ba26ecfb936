import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isModuleFile } from '../shared/terraform/module-files';
import type { ModuleDirectory } from '../shared/terraform/module-directory';
import { labelled } from '../shared/terraform/labelled';
import { realPath } from '../shared/util/paths';
import type { Candidate } from './documents/find';
import { readDocument, standardInput } from './documents/read';
import { UserError } from './errors';
import { reportName } from '../shared/reports/place';

/** A directory of Terraform files. */
interface Directory {
  readonly files: Candidate[];
  /** The directories that its modules may be in. */
  readonly refers: string[];
  /** The absolute paths of files that may hold what belongs to root modules. */
  readonly mayConfigureRun: string[];
}

/**
 * The directories of Terraform that a search came by and that others call as modules:
 * they are evaluated with the inputs of the calls, and not as root modules too. A
 * directory is a root module if it was named, or has a backend, a provider
 * configuration or variable files of its own.
 */
export class CalledDirectories {
  /** The directories that were skipped, each with one that calls it; as reports name them. */
  readonly parts = new Map<string, string>();
  readonly #cwd: string;
  readonly #named: ReadonlySet<string>;
  /** The files of directories that are skipped if a call was evaluated. */
  readonly #mayBeParts = new Map<Candidate, string>();
  /** The absolute paths of the files of called modules, with the directory of a caller. */
  readonly #called = new Map<string, string>();

  /** @param paths the files and directories that were named */
  constructor(cwd: string, paths: readonly string[]) {
    this.#cwd = cwd;
    this.#named = new Set(
      paths.flatMap((path) => realPath(resolve(cwd, path)) ?? []),
    );
  }

  /** Notes that an instance of a module is evaluated. */
  add({ directory, files }: ModuleDirectory, caller: string): void {
    for (const name of files) {
      const file = join(directory, name);
      if (!this.#called.has(file)) this.#called.set(file, caller);
    }
  }

  /** Returns whether a file was evaluated as a part of a called module, and notes that it is skipped. */
  isPart(candidate: Candidate): boolean {
    const file = this.#mayBeParts.get(candidate);
    const caller = file === undefined ? undefined : this.#called.get(file);
    // A later search may have come by its name.
    if (file === undefined || caller === undefined || candidate.isNamed) {
      return false;
    }
    this.parts.set(this.#nameOf(dirname(file)), this.#nameOf(caller));
    return true;
  }

  #nameOf(directory: string): string {
    return directory === this.#cwd ? '.' : reportName(this.#cwd, directory);
  }

  /** Puts callers before what they call. What the sources of calls look like decides only the order. */
  sorted(candidates: readonly Candidate[]): readonly Candidate[] {
    const directories = this.#directoriesOf(candidates);
    if (directories.size < 2) return candidates;
    for (const [path, directory] of directories) {
      for (const { file } of directory.files) {
        const absolute = resolve(this.#cwd, file);
        const text = textOf(absolute);
        directory.refers.push(...referencesIn(text, path));
        if (mentionsRun.test(text)) directory.mayConfigureRun.push(absolute);
      }
    }
    const referred = new Set(
      [...directories.values()].flatMap(({ refers }) => refers),
    );
    const parts = new Map(
      [...directories].filter(
        ([path, directory]) =>
          referred.has(path) &&
          !this.#named.has(path) &&
          !isRootModule(path, directory),
      ),
    );
    const last = callersFirst(parts).flatMap(([path, { files }]) => {
      for (const candidate of files) {
        const { file } = candidate;
        this.#mayBeParts.set(candidate, join(path, basename(file)));
      }
      return files;
    });
    const isLast = new Set(last);
    return [...candidates.filter((one) => !isLast.has(one)), ...last];
  }

  #directoriesOf(candidates: readonly Candidate[]): Map<string, Directory> {
    const directories = new Map<string, Directory>();
    for (const candidate of candidates) {
      const { file } = candidate;
      if (file === standardInput || !isModuleFile(basename(file))) continue;
      const path = realPath(dirname(resolve(this.#cwd, file)));
      if (path === undefined) continue;
      const directory = directories.get(path) ?? {
        files: [],
        refers: [],
        mayConfigureRun: [],
      };
      directory.files.push(candidate);
      directories.set(path, directory);
    }
    return directories;
  }
}

/** `source = "./acr"`, `"source": "../modules/acr"` */
const localSource = /\bsource"?\s*[=:]\s*"(?<path>\.{1,2}[\\/][^"$]*)"/g;

/** A first look: what belongs to root modules has one of these words. */
const mentionsRun = /\b(?:provider|backend|cloud)\b/;

function referencesIn(text: string, directory: string): string[] {
  return [...text.matchAll(localSource)].flatMap(({ groups }) => {
    const path = (groups?.['path'] ?? '').replaceAll('\\', '/');
    return realPath(resolve(directory, path)) ?? [];
  });
}

function isRootModule(
  path: string,
  { files, mayConfigureRun }: Directory,
): boolean {
  return (
    files.some(({ isNamed }) => isNamed) ||
    readdirSync(path).some((name) => /\.tfvars(?:\.json)?$/.test(name)) ||
    mayConfigureRun.some(configuresRun)
  );
}

/** Returns whether a file has what belongs to root modules: a backend, or the configuration of a provider. */
function configuresRun(file: string): boolean {
  try {
    const { json } = readDocument(file);
    return (
      [...labelled(json['provider'])].length > 0 ||
      [...labelled(json['terraform'])].some(
        ({ label }) => label === 'backend' || label === 'cloud',
      )
    );
  } catch (error) {
    // It is refused when it is evaluated.
    if (error instanceof UserError) return true;
    throw error;
  }
}

/** Sorts directories so that each comes after those that refer to it, as far as they are not in a cycle. */
function callersFirst(
  directories: ReadonlyMap<string, Directory>,
): [string, Directory][] {
  const sorted: [string, Directory][] = [];
  const seen = new Set<string>();
  // Depth first; each is added when all that it refers to has been.
  const open = [...directories.keys()].map((path) => ({ path, isDone: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, isDone } = next;
    const directory = directories.get(path);
    if (directory === undefined) continue;
    if (isDone) {
      sorted.push([path, directory]);
    } else if (!seen.has(path)) {
      seen.add(path);
      open.push({ path, isDone: true });
      open.push(
        ...directory.refers.map((refers) => ({ path: refers, isDone: false })),
      );
    }
  }
  return sorted.reverse();
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
