import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isJsonObject } from '../../shared/json/json';
import type { JsonObject } from '../../shared/json/json';
import { duplicateKey } from '../../shared/terraform/duplicate-keys';
import { isModuleFile } from '../../shared/terraform/module-files';
import { noteIn } from '../annotations';
import type { PlacedAnnotation } from '../annotations';
import type {
  Manifest,
  Stack,
  StackManifest,
} from '../constructs/construct-types';
import { libraryHcl, writesHcl } from './hcl';

/** The written files of a stack. */
export interface Written {
  /** The Terraform JSON; undefined if there is none. */
  readonly document?: JsonObject;
  /** The names of files that Terraform reads as part of the stack but that are not read here. */
  readonly unread: readonly string[];
}

/** The output of one stack: its file and its entry in the manifest. */
export class Output {
  readonly #stack: Stack;
  readonly #manifest: Manifest;
  readonly #outdir: string;

  constructor(stack: Stack, manifest: Manifest, outdir: string) {
    this.#stack = stack;
    this.#manifest = manifest;
    this.#outdir = outdir;
  }

  /** The file in the manifest; undefined if the manifest has no such stack. */
  get file(): string | undefined {
    const path = this.#entry?.synthesizedStackPath;
    return path === undefined ? undefined : join(this.#outdir, path);
  }

  /** The name of the stack's file, also if nothing was written to it. */
  get name(): string {
    return (
      this.file ??
      join(this.#outdir, 'stacks', this.#stack.node.id, 'cdk.tf.json')
    );
  }

  /** Reads the written files. */
  read(): Written {
    const { file } = this;
    if (file === undefined) return { unread: [] };
    const names = ifThere(() => readdirSync(dirname(file))) ?? [];
    const others = names.filter(
      (name) => isModuleFile(name) && name !== basename(file),
    );
    const text = ifThere(() => readFileSync(file, 'utf8'));
    if (text === undefined) return { unread: others };
    const document = parse(text);
    // HCL is not parsed; its source is rendered again.
    const isRead =
      document === undefined
        ? writesHcl(this.#stack) && libraryHcl(this.#stack) === text
        : duplicateKey(text, document) === undefined;
    return {
      ...(document === undefined ? {} : { document }),
      unread: isRead ? others : [basename(file), ...others],
    };
  }

  /** Adds annotations to the manifest, beside those of others. */
  note(annotations: readonly PlacedAnnotation[]): void {
    noteIn(this.#entry, annotations);
  }

  /** The library does not write a stack with an error annotation. */
  remove(): void {
    if (this.file !== undefined) rmSync(this.file, { force: true });
  }

  get #entry(): StackManifest | undefined {
    return this.#manifest.stacks[this.#stack.node.id];
  }
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
