import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeSystemError } from '../../shared/system-error';
import { UserError } from '../errors';
import type { JsonObject } from '../../shared/json';
import type { Sibling } from './kind';
import { readDocument } from './read';

/** The folders that documents lie in; keeps what it read of the last one. */
export class Folders {
  #folder = '';
  #names: readonly string[] = [];
  readonly #documents = new Map<string, JsonObject>();

  /** @param selected the absolute paths of all files that are checked in the run */
  constructor(readonly selected: ReadonlySet<string>) {}

  /**
   * The other files beside a file, with certain names.
   *
   * @param file an absolute path
   * @throws {UserError} when the folder or one of the files can't be read
   */
  siblingsOf(file: string, isWanted: (name: string) => boolean): Sibling[] {
    this.#enter(dirname(file));
    return this.#names
      .filter(isWanted)
      .map((name) => join(this.#folder, name))
      .filter((path) => path !== file)
      .map((path) => ({
        file: path,
        json: this.#read(path),
        isSelected: this.selected.has(path),
      }));
  }

  #enter(folder: string): void {
    if (folder === this.#folder) return;
    try {
      this.#names = readdirSync(folder);
    } catch (error) {
      throw new UserError(
        `can't be judged: its folder can't be read: ${describeSystemError(error)}`,
      );
    }
    this.#folder = folder;
    this.#documents.clear();
  }

  #read(path: string): JsonObject {
    let document = this.#documents.get(path);
    if (document === undefined) {
      document = readBeside(path);
      this.#documents.set(path, document);
    }
    return document;
  }
}

function readBeside(path: string): JsonObject {
  try {
    return readDocument(path).json;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `can't be judged: ${path}, which belongs to it, ${error.message}`,
    );
  }
}
