import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { types } from 'node:util';
import type * as Yaml from 'yaml';
import {
  checkInput,
  checkPolicyPackConfiguration,
  toConfiguration,
} from './parse';
import type { Configuration, Parsed } from './parse';
import { placeText, refusalAt } from './errors';
import type { ConfigurationError, Locate, Position } from './errors';
import { joinLayers } from './extend';
import type { Layer } from './extend';
import type { Target } from './schema';
import { toPulumiConfiguration } from './to-pulumi';
import { hasDuplicateKey } from '../json/scanner';
import type { Step } from '../json-schema/validate';
import { realPath } from '../util/paths';
import { describeSystemError } from '../util/system-error';
import type { Rule } from '../rules/types';

/**
 * Reads the configuration file of the command line: YAML, of which JSON is a
 * part.
 *
 * @param file its path, relative to the working directory
 * @param rules the rules that it may configure
 * @returns the configuration, or all errors with their places in the file; a
 *   file that can't be read is an error like any other. Never throws.
 */
export function readConfigurationFile(
  file: string,
  rules: readonly Rule[],
): Parsed<{ readonly configuration: Configuration }> {
  const target = { target: 'command', rules } as const;
  return joined(readLayers(file, target, []), target);
}

/**
 * Checks a file for Pulumi's `--policy-pack-config`.
 *
 * @returns all errors with their places; none if it is right. Never throws.
 */
export function checkPolicyPackFile(
  file: string,
  rules: readonly Rule[],
): readonly ConfigurationError[] {
  const { errors } = readText(file, (text) =>
    parseText(text, file, (input, locate) => ({
      errors: checkPolicyPackConfiguration(input, rules, {
        name: file,
        locate,
      }),
    })),
  );
  return errors;
}

/**
 * Checks the text of a configuration file.
 *
 * @param source what errors call it
 */
export function parseConfigurationText(
  text: string,
  source: string,
  rules: readonly Rule[],
): Parsed<{ readonly configuration: Configuration }> {
  const target = { target: 'command', rules } as const;
  return joined(layersOfText(text, source, target, []), target);
}

/**
 * Translates a configuration file of the command line, with the bases that it
 * extends, into Pulumi's format.
 *
 * @returns the content of the file for `--policy-pack-config`, or all that is
 *   wrong or can't be translated, with its place. Never throws.
 */
export function convertConfigurationFile(
  file: string,
  rules: readonly Rule[],
): Parsed<{ readonly converted: Readonly<Record<string, unknown>> }> {
  const read = readLayers(file, { target: 'command', rules }, []);
  if ('errors' in read) return read;
  const errors = read.layers.flatMap(({ input, source }) => {
    // The chain is joined, and a schema is for editors of the other format.
    const others = Object.fromEntries(
      Object.entries(input).filter(
        ([name]) => !['$schema', 'extends'].includes(name),
      ),
    );
    const checked = checkInput(others, { target: 'pack', rules }, source);
    return 'errors' in checked ? checked.errors : [];
  });
  if (errors.length > 0) return { errors };
  const parsed = joined(read, { target: 'pack', rules });
  return 'errors' in parsed
    ? parsed
    : { converted: toPulumiConfiguration(parsed.configuration, rules) };
}

/**
 * Completes a configuration in code that extends a file.
 *
 * @param base the file, relative to the working directory
 * @param own what was checked
 */
export function extendConfiguration(
  base: string,
  own: Layer,
  target: Target,
): Parsed<{ readonly configuration: Configuration }> {
  const { rules } = target;
  const read = readLayers(base, { target: 'command', rules }, [], (reason) => {
    const why = unsupportedBase(base);
    const what = `is ${JSON.stringify(base)}. ${why ?? ''}`;
    return why === undefined
      ? failure(base, reason)
      : { errors: [refusalAt(['extends'], what, own.source.name)] };
  });
  if ('errors' in read) return read;
  return joined({ layers: [...read.layers, own] }, target);
}

function joined(
  read: Parsed<Layers>,
  target: Target,
): Parsed<{ readonly configuration: Configuration }> {
  if ('errors' in read) return read;
  const result = joinLayers(read.layers, target);
  return 'errors' in result
    ? result
    : { configuration: toConfiguration(result.input, target) };
}

/** A configuration and those that it extends, from the lowest base up. */
interface Layers {
  readonly layers: readonly [Layer, ...Layer[]];
}

/**
 * Reads a file and those that it extends.
 *
 * @param above the files that extend this one, as `identityOf` returns them
 * @param fail makes the error of a file that can't be read
 */
function readLayers(
  file: string,
  target: Target,
  above: readonly string[],
  fail = (reason: string) => failure(file, reason),
): Parsed<Layers> {
  return readText(
    file,
    (text) => layersOfText(text, file, target, [...above, identityOf(file)]),
    fail,
  );
}

function layersOfText(
  text: string,
  file: string,
  target: Target,
  files: readonly string[],
): Parsed<Layers> {
  return parseText(text, file, (input, locate): Parsed<Layers> => {
    const source = { name: file, locate };
    const checked = checkInput(input, target, source);
    if ('errors' in checked) return checked;
    const layer = { input: checked.input, source };
    const { extends: named } = checked.input;
    if (named === undefined) return { layers: [layer] };
    const refuse = (why: string) => {
      const what = `is ${JSON.stringify(named)}. ${why}`;
      return { errors: [refusalAt(['extends'], what, file, locate)] };
    };
    const base = isAbsolute(named) ? named : join(dirname(file), named);
    if (files.includes(identityOf(base))) {
      return refuse('A configuration must not extend itself.');
    }
    const below = readLayers(base, target, files, (reason) =>
      refuse(unsupportedBase(named) ?? `${base} ${reason}.`),
    );
    return 'errors' in below ? below : { layers: [...below.layers, layer] };
  });
}

/** The reason why a base that was not found can't be one: shells and Node write such names, and nothing here resolves them. */
function unsupportedBase(named: string): string | undefined {
  return /^[a-z][\w+.-]+:|^~|\$|%\w+%/i.test(named)
    ? 'URLs, "~" and variables are not supported. Fix: name a file by its path, which is relative to this file.'
    : undefined;
}

/** Two names of one file are equal; a pipe and a file that does not exist have their own. */
function identityOf(file: string): string {
  return realPath(file) ?? resolve(file);
}

interface Failed {
  readonly errors: readonly ConfigurationError[];
}

function readText<Result>(
  file: string,
  parse: (text: string) => Result,
  fail = (reason: string): Failed => failure(file, reason),
): Result | Failed {
  let text: string;
  try {
    // Invalid UTF-8 is an error, so that no character is replaced silently.
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return fail(`can't be read: ${describeSystemError(error)}`);
  }
  return parse(text);
}

function parseText<Result extends object>(
  text: string,
  source: string,
  check: (input: unknown, locate: Locate) => Result,
): Result | Failed {
  return checkJson(text, check) ?? parseYaml(text, source, check);
}

/** @returns undefined if it is not JSON, or invalid: only the YAML parser has positions */
function checkJson<Result extends object>(
  text: string,
  check: (input: unknown, locate: Locate) => Result,
): Result | undefined {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (hasDuplicateKey(text)) return undefined;
  return check(input, (path) => locateIn(text, path));
}

/** Finds a path in a text of JSON, which is parsed again: only errors have a place. */
function locateIn(text: string, path: readonly Step[]): Position {
  const { LineCounter, parseDocument } = loadYaml();
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, logLevel: 'silent' });
  return locate(document, path, lineCounter);
}

function parseYaml<Result>(
  text: string,
  source: string,
  check: (input: unknown, locate: Locate) => Result,
): Result | Failed {
  const { LineCounter, parseDocument } = loadYaml();
  const lineCounter = new LineCounter();
  let document: Yaml.Document;
  let input: unknown;
  try {
    document = parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      // What is odd is an error of ours with its place, not a warning of Node's.
      logLevel: 'error',
    });
    // A warning is a tag that is not known: its value would be read as another.
    const [first] = [...document.errors, ...document.warnings];
    // The first alone: what follows is mostly its consequence.
    if (first !== undefined) return syntaxError(source, first, lineCounter);
    input = document.toJS();
  } catch (error) {
    return failure(source, `can't be understood: ${messageOf(error)}`);
  }
  return check(input, (path) => locate(document, path, lineCounter));
}

/** Finds the name or the member at a path, or the deepest that there is on the way. */
function locate(
  document: Yaml.Document,
  path: readonly Step[],
  lineCounter: Yaml.LineCounter,
): Position {
  const { isAlias, isMap, isScalar, isSeq } = loadYaml();
  let node: unknown = document.contents;
  let start = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isSeq(node)) {
      node = node.items[Number(step)];
      start = startOf(node) ?? start;
    } else if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === step,
      );
      node = pair?.value;
      start = startOf(pair?.key) ?? start;
    }
  }
  return positionAt(start, lineCounter);
}

function positionAt(offset: number, lineCounter: Yaml.LineCounter): Position {
  const { line, col } = lineCounter.linePos(offset);
  return { line, column: col };
}

/** The start of a part of a YAML document, if it has a position. */
function startOf(node: unknown): number | undefined {
  const { range } = (node ?? {}) as { range?: Yaml.Range | null };
  return range?.[0];
}

/** Loaded for a file only: it takes as long as the rest of the command line together. */
function loadYaml(): typeof Yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would be asynchronous
  return require('yaml') as typeof Yaml;
}

function failure(source: string, message: string) {
  return { errors: [{ path: '', message: `${source} ${message}` }] };
}

function syntaxError(
  source: string,
  { code, message, pos }: Yaml.YAMLError,
  lineCounter: Yaml.LineCounter,
) {
  const position = positionAt(pos[0], lineCounter);
  const cause =
    code === 'MULTIPLE_DOCS'
      ? 'Expected one document only'
      : code === 'TAG_RESOLVE_FAILED'
        ? `${message}. Fix: remove the tag, and write a plain value`
        : message;
  return {
    errors: [
      {
        path: '',
        message: `${placeText(source, position)}: ${cause}.`,
        position,
      },
    ],
  };
}

function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
