import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeSystemError } from '../../shared/util/system-error';
import { UserError } from '../errors';
import type { Sibling } from './document-type';
import { readDocument } from './read';
import type { Document } from './read';

/** The folders that documents lie in; keeps what it read of the last one. */
export class DirectoryCache {
  #folder = '';
  #names: readonly string[] = [];
  readonly #documents = new Map<string, Document>();
  readonly #made = new Map<string, unknown>();

  /** @param selected the absolute paths of all files that are checked in the run; may grow */
  constructor(readonly selected: ReadonlySet<string>) {}

  /**
   * The other files beside a file, with certain names.
   *
   * @param file an absolute path
   * @throws {UserError} when the folder or one of the files can't be read
   */
  siblingsOf(file: string, isWanted: (name: string) => boolean): Sibling[] {
    return this.namesBeside(file)
      .filter(isWanted)
      .map((name) => join(this.#folder, name))
      .filter((path) => path !== file)
      .map((path) => ({
        file: path,
        ...this.#read(path),
        isSelected: this.selected.has(path),
      }));
  }

  /**
   * The names of the files in a file's folder, its own too.
   *
   * @throws {UserError} when the folder can't be read
   */
  namesBeside(file: string): readonly string[] {
    this.#enter(dirname(file));
    return this.#names;
  }

  /** Makes something of a file's folder, once as long as files of the same folder are read. */
  inDirectory<Made>(file: string, key: string, make: () => Made): Made {
    this.#enter(dirname(file));
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key) as Made;
  }

  #enter(folder: string): void {
    if (folder === this.#folder) return;
    try {
      // Terraform takes no directory for a file either.
      this.#names = readdirSync(folder, { withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => name);
    } catch (error) {
      throw new UserError(
        `can't be checked: its directory can't be read: ${describeSystemError(error)}`,
      );
    }
    this.#folder = folder;
    this.#documents.clear();
    this.#made.clear();
  }

  #read(path: string): Document {
    let document = this.#documents.get(path);
    if (document === undefined) {
      document = readBeside(path, this.selected.has(path));
      this.#documents.set(path, document);
    }
    return document;
  }
}

/** @param isSelected its own error is printed too, with the details */
function readBeside(path: string, isSelected: boolean): Document {
  try {
    assertFile(path);
    return readDocument(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason = isSelected
      ? error.message.replace(/: line \d.*/s, '')
      : error.message;
    throw new UserError(
      `can't be checked: ${path}, which belongs to it, ${reason}`,
    );
  }
}

/** A pipe would block forever, and a link may lead to itself. */
function assertFile(path: string): void {
  let isFile: boolean | undefined;
  try {
    isFile = statSync(path, { throwIfNoEntry: false })?.isFile();
  } catch (error) {
    throw new UserError(`can't be read: ${describeSystemError(error)}`);
  }
  if (isFile === false) throw new UserError('is not a file');
}
