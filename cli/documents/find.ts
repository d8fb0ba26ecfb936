import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describeSystemError } from '../../shared/util/system-error';
import {
  isConfigurationName,
  isHclName,
  isIgnoredFile,
} from '../../shared/terraform/module-files';
import { isBicepFile } from '../bicep/files';
import { standardInput } from './read';
import { isUnreadProgram, isUnreadSource } from './unsupported-files';

/** A file to look at. */
export interface Candidate {
  /** Its path as the user wrote it, or a search went on from there; `-` for standard input. */
  readonly file: string;
  /** The user, or a manifest, named it: what can't be understood is an error. Otherwise a search came by it. */
  isNamed: boolean;
}

/** Callbacks for entries that are not files to check. */
export interface FindObserver {
  /** A path that isn't there, or a folder that can't be searched. */
  failed(path: string, reason: string): void;
  /** A search came by a file that holds declarations and can't be read as it is. */
  skipped(file: string): void;
}

/** These hold copies: packages, history, downloaded modules, backups of state. */
const skippedFolders = new Set([
  'node_modules',
  '.git',
  '.terraform',
  '.pulumi',
]);

/**
 * Finds the files to look at: those that are named, and every JSON file in the
 * folders that are. A file that several paths lead to is found once, so that
 * symbolic links in a loop end; one that a search passed by is found when it is
 * named. The files of a folder come before what is below it, so that those of one
 * module follow each other.
 */
export class Finder {
  readonly #searched = new Set<string>();
  readonly #found = new Map<string, Candidate>();
  readonly #skipped = new Set<string>();

  /** @param cwd the folder that relative paths start from */
  constructor(
    readonly cwd: string,
    readonly observer: FindObserver,
  ) {}

  /** @param paths files, folders and `-` */
  *find(paths: readonly string[]): Generator<Candidate> {
    for (const path of paths) {
      if (path === standardInput) {
        yield { file: path, isNamed: true };
      } else {
        yield* this.#resolve(path, true);
      }
    }
  }

  *#resolve(path: string, isNamed: boolean): Generator<Candidate> {
    let real: string;
    let isFolder: boolean;
    try {
      real = realpathSync(resolve(this.cwd, path));
      const stats = statSync(real);
      isFolder = stats.isDirectory();
      // A search does not wait for a pipe.
      if (!isNamed && !isFolder && !stats.isFile()) return;
    } catch (error) {
      if (isNamed || isWanted(path)) {
        this.observer.failed(path, describeSystemError(error));
      }
      return;
    }
    yield* this.#visit({ path, real, isFolder, isNamed });
  }

  *#visit({ path, real, isFolder, isNamed }: Found): Generator<Candidate> {
    if (isFolder) {
      if (this.#searched.has(real)) return;
      this.#searched.add(real);
      yield* this.#search(path, real);
    } else if (!isNamed && (isUnreadSource(path) || isUnreadProgram(real))) {
      if (this.#skipped.has(real)) return;
      this.#skipped.add(real);
      this.observer.skipped(path);
    } else if (isNamed || isWanted(path)) {
      const before = this.#found.get(real);
      if (before === undefined) {
        const candidate = { file: path, isNamed };
        this.#found.set(real, candidate);
        yield candidate;
      } else {
        before.isNamed ||= isNamed;
      }
    }
  }

  *#search(folder: string, real: string): Generator<Candidate> {
    const entries = this.#entries(folder, real);
    const isBelow = (entry: Dirent) => entry.isDirectory();
    for (const entry of [
      ...entries.filter((one) => !isBelow(one)),
      ...entries.filter(isBelow),
    ]) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) {
        yield* this.#resolve(path, false);
      } else if (entry.isFile() || !skippedFolders.has(entry.name)) {
        yield* this.#visit({
          path,
          real: join(real, entry.name),
          isFolder: entry.isDirectory(),
          isNamed: false,
        });
      }
    }
  }

  #entries(folder: string, real: string): Dirent[] {
    try {
      return readdirSync(real, { withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() || entry.isDirectory() || entry.isSymbolicLink(),
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.observer.failed(folder, describeSystemError(error));
      return [];
    }
  }
}

interface Found {
  readonly path: string;
  readonly real: string;
  readonly isFolder: boolean;
  readonly isNamed: boolean;
}

/** Configurations that Terraform itself ignores are wanted only by their own name. */
function isWanted(path: string): boolean {
  const name = basename(path);
  if (isBicepFile(name)) return true;
  const isConfiguration = isConfigurationName(name) || isHclName(name);
  return isConfiguration ? !isIgnoredFile(name) : /\.json$/i.test(name);
}
