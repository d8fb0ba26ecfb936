import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonPath } from '../shared/json/json';
import { stepsOf } from '../shared/json/pointer';
import { reportName } from '../shared/reports/place';
import type { Place } from '../shared/reports/place';
import type { Finding } from '../shared/rules/types';
import type { WrittenPlace } from '../shared/terraform/module-files';
import type { DeclaredResource } from './documents/document-type';
import { Locator } from './documents/position';
import { readDocument } from './documents/read';
import type { Positions } from './documents/position';
import type { Document } from './documents/read';

/** Finds the position of a finding in a document. */
export class SourceLocator {
  readonly #positions: Positions;
  readonly #programs = new Map<string, string | undefined>();
  /** The files of called modules. */
  readonly #modules = new Map<string, SourceLocator>();

  /**
   * @param file the document's name in reports
   * @param cwd the folder that reports name files from
   */
  constructor(
    { text, positions }: Pick<Document, 'text' | 'positions'>,
    readonly file: string,
    readonly cwd: string,
  ) {
    this.#positions = positions ?? new Locator(text);
  }

  /**
   * The position where the program declares the resource, if the document has it and
   * the program is here; else the place in the document.
   */
  of(resource: Finding['resource'], declared: DeclaredResource): Place {
    const { source, written } = declared;
    if (written !== undefined) return this.#inModule(written());
    const beside = declared.beside?.();
    if (beside !== undefined) {
      return { ...beside, file: reportName(this.cwd, beside.file) };
    }
    const program =
      source === undefined ? undefined : this.#program(source.file);
    if (source !== undefined && program !== undefined) {
      return { file: program, line: source.line, column: source.column };
    }
    return this.at(pathOf(resource, declared));
  }

  /** A place in a file of a called module. */
  #inModule({ file, path }: WrittenPlace): Place {
    let locator = this.#modules.get(file);
    if (locator === undefined) {
      const name = reportName(this.cwd, file);
      locator = new SourceLocator(readDocument(file), name, this.cwd);
      this.#modules.set(file, locator);
    }
    return locator.at(path);
  }

  /** The place of a value in the document. */
  at(path: JsonPath): Place {
    const { line, column } = this.#positions.positionOf(path);
    return { file: this.file, line, column };
  }

  /** A program's name in reports; none if it is outside the tree, because it belongs to another machine. */
  #program(file: string): string | undefined {
    if (!this.#programs.has(file)) {
      const path = resolve(this.cwd, file);
      const name = reportName(this.cwd, path);
      const isHere = name !== path && existsSync(path);
      this.#programs.set(file, isHere ? name : undefined);
    }
    return this.#programs.get(file);
  }
}

function pathOf(
  { place }: Finding['resource'],
  { path, isTemplate }: DeclaredResource,
): JsonPath {
  if (isTemplate !== true || place === undefined) return path;
  return [...path, ...stepsOf(place.pointer)];
}
