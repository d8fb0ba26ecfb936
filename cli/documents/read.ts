import { readFileSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { describeSystemError } from '../../shared/util/system-error';
import { SyntaxFault, UserError } from '../errors';
import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import {
  isConfigurationName,
  isHclName,
} from '../../shared/terraform/module-files';
import { isListed, toQueryResult } from './azure-rows';
import { declaresRegistry } from './mentions';
import { detectDocumentType } from './document-types';
import { nounOf } from './json-helpers';
import type * as Hcl from './hcl';
import type * as Lenient from './parse-leniently';
import type * as Refusals from './unsupported-files';
import type { Positions } from './position';
import { assertReadable, decode } from './text';

/** The path of standard input, as in other tools. */
export const standardInput = '-';

/** A document to check. */
export interface Document {
  readonly text: string;
  readonly json: JsonObject;
  /** The positions of its values, if they are in another file. */
  readonly positions?: Positions;
}

/**
 * Reads and parses a file.
 *
 * @throws {UserError} with the reason why it can't be read
 */
export function readDocument(file: string): Document {
  return toDocument(readBytes(file), file);
}

/**
 * As {@link readDocument}, for a file that is not itself evaluated: its errors name
 * it.
 *
 * @param name what errors call it
 */
export function readNamed(file: string, name = file): Document {
  try {
    return readDocument(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${name} ${error.message}`);
  }
}

/**
 * As {@link readDocument}, from a stream.
 *
 * @returns what parses it, once all of it is there
 */
export async function readStream(stream: Readable): Promise<() => Document> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      assertReadable(size);
      chunks.push(chunk);
    }
  } catch (error) {
    const fault =
      error instanceof UserError
        ? error
        : new UserError(`can't be read: ${describeSystemError(error)}`);
    return () => {
      throw fault;
    };
  }
  const bytes = Buffer.concat(chunks, size);
  return () => toDocument(bytes, standardInput);
}

/**
 * Reads the text of a file.
 *
 * @throws {UserError} with the reason why it can't be read
 */
export function readText(file: string): string {
  return decode(readBytes(file));
}

function readBytes(file: string): Buffer {
  try {
    // A pipe, as in `<(terraform show -json)`, has no size.
    assertReadable(statSync(file).size);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`can't be read: ${describeSystemError(error)}`);
  }
}

function toDocument(bytes: Buffer, name: string): Document {
  if (isHclName(name)) return loadHcl().parseHclDocument(toText(bytes, name));
  const { text, json } = parse(toText(bytes, name), name);
  return { text, json: asObject(json, text, name) };
}

function toText(bytes: Buffer, name: string): string {
  try {
    return decode(bytes);
  } catch (error) {
    if (isHclName(name)) throw error;
    const refusal = loadRefusals().unsupportedReason(
      bytes.toString('latin1'),
      name,
    );
    throw refusal === undefined ? error : new UserError(refusal);
  }
}

function parse(text: string, name: string): { text: string; json: unknown } {
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return loadParser().parseLeniently(text, name);
  }
}

/** Narrows a parsed document to what every kind of input is. */
function asObject(document: unknown, text: string, name: string): JsonObject {
  if (isJsonObject(document)) return document;
  // az acr list prints an empty array if there is no registry.
  const isResult =
    Array.isArray(document) &&
    (document.some(isListed) ||
      (document.length === 0 && !isConfigurationName(name)));
  if (isResult) return toQueryResult(document as readonly Json[]);
  // Terraform reads a list of objects as one configuration.
  const isKnown =
    isConfigurationName(name) ||
    (Array.isArray(document) &&
      document.some(
        (member: unknown) =>
          isJsonObject(member) &&
          detectDocumentType(member, '', '') !== undefined,
      ));
  const isDeclaring = declaresRegistry(text);
  const hint =
    !isKnown && (isDeclaring || mayBeRows(document))
      ? '. An array of registries is read if each has its resource ID. Check the whole output of az acr list, or project id, name, type, location, sku, properties'
      : '';
  throw new SyntaxFault(
    `holds ${nounOf(document)}, expected a JSON object${hint}`,
    isKnown ? 'error' : isDeclaring ? 'notEvaluated' : 'ignored',
  );
}

/** Returns whether an array may be what a query has projected of registries: `az acr list --query "[].{name:name}"`. */
function mayBeRows(document: unknown): boolean {
  return (
    Array.isArray(document) &&
    document.some(
      (row: unknown) =>
        isJsonObject(row) &&
        ['name', 'sku', 'loginServer', 'properties', 'networkRuleSet'].some(
          (name) => Object.hasOwn(row, name),
        ),
    )
  );
}

function loadRefusals(): typeof Refusals {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs don't need it
  return require('./unsupported-files') as typeof Refusals;
}

function loadHcl(): typeof Hcl {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs don't need it
  return require('./hcl') as typeof Hcl;
}

function loadParser(): typeof Lenient {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs don't need it
  return require('./parse-leniently') as typeof Lenient;
}
