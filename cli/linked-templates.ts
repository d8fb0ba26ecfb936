import { readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { reportName } from '../shared/reports/place';
import type { Candidate } from './documents/find';
import { isParametersOf } from './documents/parameter-file';

/**
 * The templates that a search came by and that a template before them deploys by
 * `relativePath`: they are evaluated with the parameters of that deployment, and
 * not on their own too. A template is evaluated on its own if it was named or has
 * parameter files.
 */
export class LinkedTemplates {
  /** The templates that were skipped, each with the one that links it; as reports name them. */
  readonly parts = new Map<string, string>();
  readonly #cwd: string;
  /** The absolute paths of linked files, each with a file that links it. */
  readonly #linked = new Map<string, string>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Notes that a linked file is evaluated. */
  add(file: string, by: string): void {
    if (!this.#linked.has(file)) this.#linked.set(file, by);
  }

  /** Returns whether a file was evaluated as a part of another, and notes that it is skipped. */
  isPart({ file, isNamed }: Candidate): boolean {
    const path = resolve(this.#cwd, file);
    const by = this.#linked.get(path);
    if (by === undefined || isNamed || hasParameters(path)) return false;
    this.parts.set(reportName(this.#cwd, path), reportName(this.#cwd, by));
    return true;
  }
}

function hasParameters(template: string): boolean {
  return readdirSync(dirname(template)).some((name) =>
    isParametersOf(basename(template), name),
  );
}
