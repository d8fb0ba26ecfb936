import { shorten } from '../util/shorten';
import type * as Levenshtein from 'fastest-levenshtein';
import type { Schema } from '../json-schema/types';
import type { ValidationIssue, Step } from '../json-schema/validate';

/** One thing that is wrong with a configuration. */
export interface ConfigurationError {
  /** The path in the configuration: `exemptions[1].expires`; empty for the whole. */
  readonly path: string;
  /** A sentence that names the source, the place, what is there and what is allowed. */
  readonly message: string;
  /** The line and column, from 1, if the configuration was read from text. */
  readonly position?: Position;
}

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds the position of a path in a text. */
export type Locate = (path: readonly Step[]) => Position;

/**
 * Puts a problem into words.
 *
 * @param source what was read: a file's name, `enforceAcrPolicy`
 * @param locate finds places in the text of the source, if it has one
 */
export function toConfigurationError(
  problem: ValidationIssue,
  source: string,
  locate?: Locate,
): ConfigurationError {
  return refusalAt(problem.path, sentence(problem), source, locate);
}

/**
 * Reports a part of a configuration that its schema accepts and that is refused.
 *
 * @param what follows the path in a sentence: `is "x". Expected "y".`
 */
export function refusalAt(
  path: readonly Step[],
  what: string,
  source: string,
  locate?: Locate,
): ConfigurationError {
  const position = locate?.(path);
  const message = [
    `${placeText(source, position)}:`,
    ...(path.length === 0 ? [] : [pathText(path)]),
    what,
  ].join(' ');
  return position === undefined
    ? { path: pathText(path), message }
    : { path: pathText(path), message, position };
}

/** All that is wrong with a configuration, a sentence a line. */
export function errorText(errors: readonly ConfigurationError[]): string {
  return errors.map(({ message }) => message).join('\n');
}

/** Writes a place as compilers do: `policy.yaml:7:5`. */
export function placeText(source: string, position?: Position): string {
  return position === undefined
    ? source
    : `${source}:${position.line}:${position.column}`;
}

/** The text after the path. Allowed names are listed only if none is near. */
function sentence({ kind, path, received, schema }: ValidationIssue): string {
  const words = wordsOf(schema);
  const expected = ` Expected ${allowedBy(schema)}.`;
  switch (kind) {
    case 'unknownName':
      return `is not known here.${suggestion(path.at(-1), words) || ` Expected ${listed(words)}.`}`;
    case 'missing':
      return `is missing.${expected}`;
    case 'wrongValue':
      return `${path.length === 0 ? 'the configuration ' : ''}is ${describe(received, schema)}.${suggestion(received, words) || expected}`;
  }
}

const plainName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Writes a path as code does: `rules["Azure.ACR.Firewall"].level`. */
function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    const name = String(step);
    if (plainName.test(name)) return text === '' ? name : `${text}.${name}`;
    const quoted = JSON.stringify(step);
    return text === '' ? quoted : `${text}[${quoted}]`;
  }, '');
}

/** Describes what a schema allows, as a noun phrase. */
function allowedBy(schema: Schema): string {
  return joinOr(alternativesOf(schema));
}

const formats = {
  date: 'a calendar date such as "2027-01-31"',
  regex: 'a regular expression',
} as const;

function alternativesOf(schema: Schema): readonly string[] {
  if ('anyOf' in schema) return schema.anyOf.flatMap(alternativesOf);
  switch (schema.type) {
    case 'string':
      if (schema.enum !== undefined) {
        return schema.enum.length > maxListed
          ? [listed(schema.enum)]
          : schema.enum.map(quote);
      }
      return [
        schema.format === undefined
          ? (schema.patternErrorMessage ?? 'a string')
          : formats[schema.format],
      ];
    case 'boolean':
      return ['true', 'false'];
    case 'integer':
      return [`a whole number from ${schema.minimum} to ${schema.maximum}`];
    case 'array':
      return [
        schema.minItems === undefined
          ? 'an array'
          : `an array with at least one of ${allowedBy(schema.items)}`,
      ];
    case 'object':
      return [`an object with ${listed(wordsOf(schema))}`];
  }
}

/**
 * Describes what was received. A string is repeated only where one is expected:
 * anywhere else it may be a secret.
 */
function describe(received: unknown, schema: Schema): string {
  if (received === null || received === undefined) return 'empty';
  if (typeof received === 'object') return describeObject(received);
  if (typeof received === 'number' || typeof received === 'boolean') {
    return String(received);
  }
  if (typeof received !== 'string') return `a ${typeof received}`;
  return isTextExpected(schema) ? quote(shorten(received)) : 'a string';
}

function describeObject(received: object): string {
  const isEmpty = Object.keys(received).length === 0;
  if (Array.isArray(received)) return isEmpty ? 'an empty array' : 'an array';
  return isEmpty ? 'an empty object' : 'an object';
}

function isTextExpected(schema: Schema): boolean {
  return 'anyOf' in schema
    ? schema.anyOf.some(isTextExpected)
    : schema.type === 'string';
}

/** The words that a schema knows: names of options, allowed texts. */
function wordsOf(schema: Schema): readonly string[] {
  if ('anyOf' in schema) {
    return schema.anyOf.flatMap((one) =>
      one.type === 'string' ? wordsOf(one) : [],
    );
  }
  switch (schema.type) {
    case 'string':
      return schema.enum ?? [];
    case 'object':
      return Object.keys(schema.properties);
    case 'boolean':
    case 'integer':
    case 'array':
      return [];
  }
}

/**
 * Asks whether the known word that comes nearest is meant.
 *
 * @returns a question with a space before it; nothing if no word is near
 */
export function suggestion(wrong: unknown, known: readonly string[]): string {
  if (typeof wrong !== 'string' || known.length === 0) return '';
  const { distance } = loadLevenshtein();
  const near = known
    .map((word) => ({
      word,
      edits: distance(word.toLowerCase(), wrong.toLowerCase()),
    }))
    .filter(({ word, edits }) => edits <= Math.max(1, word.length / 3))
    .sort((a, b) => a.edits - b.edits);
  // "level" is meant for "enforcementLevel", which is many edits away.
  const best =
    near[0]?.word ??
    known.find((word) => word.toLowerCase().endsWith(wrong.toLowerCase()));
  return wrong === '' || best === undefined
    ? ''
    : ` Did you mean ${quote(best)}?`;
}

/** Loaded for a wrong name only: an import would cost every boot of the policy pack. */
function loadLevenshtein(): typeof Levenshtein {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would be asynchronous
  return require('fastest-levenshtein') as typeof Levenshtein;
}

/** More words than these are names of rules, which the command lists. */
const maxListed = 12;

function listed(words: readonly string[]): string {
  if (words.length <= maxListed) return joinOr(words.map(quote));
  const [first = '', second = ''] = words;
  return `${quote(first)}, ${quote(second)} or another of ${words.length} names, which acr-policy rules lists`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function joinOr(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
