import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isJsonObject } from '../shared/json';
import type { JsonObject } from '../shared/json';
import { repeatedName } from '../shared/terraform/repeated-names';
import { noteIn } from './annotations';
import type { Said } from './annotations';
import { libraryHcl, writesHcl } from './hcl';
import type { Stack, StackManifest, SynthesisSession } from './tree';

/** What was written of a stack. */
export interface Written {
  /** The Terraform JSON; undefined where there is none. */
  readonly document: JsonObject | undefined;
  /** The names of the files that Terraform reads as a part of the stack, and that are not read here. */
  readonly unread: readonly string[];
}

/** What one synthesis writes of one stack: its file, and its part of the manifest. */
export class Output {
  readonly stack: Stack;
  readonly #session: SynthesisSession;
  #fingerprint: string | undefined;
  #said: readonly Said[] = [];
  /** Whether the manifest has ever held a note, which may hold no longer. */
  #isNoted = false;
  #notes: ReturnType<typeof noteIn> = [];

  constructor(stack: Stack, session: SynthesisSession) {
    this.stack = stack;
    this.#session = session;
  }

  /** The file that the manifest names; undefined where it does not know the stack. */
  get file(): string | undefined {
    const path = this.#manifest?.synthesizedStackPath;
    return path === undefined ? undefined : join(this.#session.outdir, path);
  }

  /** Reads what was written. */
  read(): Written {
    const { file } = this;
    const { bytes, others } = this.#contents();
    this.#fingerprint = fingerprint(bytes, others);
    const text = bytes?.toString();
    if (file === undefined || text === undefined) {
      return { document: undefined, unread: others };
    }
    const document = parse(text);
    // HCL is not read, but what it is rendered from.
    const isRead =
      document === undefined
        ? this.#isHclOfLibrary(text)
        : repeatedName(text, document) === undefined;
    return { document, unread: isRead ? others : [basename(file), ...others] };
  }

  #isHclOfLibrary(text: string): boolean {
    return writesHcl(this.stack) && libraryHcl(this.stack) === text;
  }

  /** Tells whether what is written is no longer what {@link read} saw. */
  hasChanged(): boolean {
    const { bytes, others } = this.#contents();
    return this.#fingerprint !== fingerprint(bytes, others);
  }

  /** The library does not write a stack with an error annotation. */
  remove(): void {
    if (this.file === undefined) return;
    rmSync(this.file, { force: true });
    this.#fingerprint = fingerprint(undefined, this.#contents().others);
  }

  /** Notes in the manifest what is said, in the place of what was said before. */
  note(said: readonly Said[]): void {
    this.#said = said;
    this.#isNoted ||= said.length > 0;
    this.#notes = noteIn(this.#manifest, said, this.#notes);
  }

  /**
   * Notes the same once more, if someone took it out of the manifest.
   *
   * @returns whether there is, or was, anything to note
   */
  noteAgain(): boolean {
    this.note(this.#said);
    return this.#isNoted;
  }

  get #manifest(): StackManifest | undefined {
    return this.#session.manifest.stacks[this.stack.node.id];
  }

  #contents() {
    const { file } = this;
    if (file === undefined) return { bytes: undefined, others: [] };
    const names = ifThere(() => readdirSync(dirname(file))) ?? [];
    return {
      bytes: ifThere(() => readFileSync(file)),
      others: names.filter(
        (name) => readByTerraform.test(name) && name !== basename(file),
      ),
    };
  }
}

/**
 * The files that Terraform or OpenTofu reads as a part of a configuration; hidden ones they don't:
 * https://developer.hashicorp.com/terraform/language/files, https://opentofu.org/docs/language/files/
 */
const readByTerraform = /^[^.].*\.(?:tf|tofu)(?:\.json)?$/;

/** Times and sizes don't tell: a program writes faster than the clock of files ticks. */
function fingerprint(
  bytes: Buffer | undefined,
  others: readonly string[],
): string {
  const digest =
    bytes === undefined
      ? ''
      : createHash('sha256').update(bytes).digest('base64');
  return [digest, ...others].join('\n');
}

function parse(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function ifThere<Content>(read: () => Content): Content | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
