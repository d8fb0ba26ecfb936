import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import type * as Yaml from 'yaml';
import { checkPolicyPackConfiguration, parseConfiguration } from './parse';
import type { Configuration, Parsed } from './parse';
import { placeText } from './errors';
import type { ConfigurationError, Locate, Position } from './errors';
import { toPulumiConfiguration } from './to-pulumi';
import { hasDuplicateKey } from '../json/scanner';
import type { Step } from '../json-schema/validate';
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
  return readText(file, (text) => parseConfigurationText(text, file, rules));
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
  return parseText(text, source, (input, locate) =>
    parseConfiguration(
      input,
      { target: 'command', rules },
      { name: source, locate },
    ),
  );
}

/**
 * Translates a configuration file of the command line into Pulumi's format.
 *
 * @returns the content of the file for `--policy-pack-config`, or all that is
 *   wrong or can't be translated, with its place. Never throws.
 */
export function convertConfigurationFile(
  file: string,
  rules: readonly Rule[],
): Parsed<{ readonly converted: Readonly<Record<string, unknown>> }> {
  return readText(file, (text) =>
    parseText(text, file, (input, locate) => {
      const source = { name: file, locate };
      const own = parseConfiguration(
        input,
        { target: 'command', rules },
        source,
      );
      if ('errors' in own) return own;
      // It is for editors only, and names the schema of the other format.
      const others = Object.fromEntries(
        Object.entries(input as object).filter(([name]) => name !== '$schema'),
      );
      const parsed = parseConfiguration(
        others,
        { target: 'pack', rules },
        source,
      );
      return 'errors' in parsed
        ? parsed
        : { converted: toPulumiConfiguration(parsed.configuration, rules) };
    }),
  );
}

interface Failed {
  readonly errors: readonly ConfigurationError[];
}

function readText<Result>(
  file: string,
  parse: (text: string) => Result,
): Result | Failed {
  let text: string;
  try {
    // Invalid UTF-8 is an error, so that no character is replaced silently.
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return failure(file, `can't be read: ${describeSystemError(error)}`);
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
  const result = check(input, () => ({ line: 1, column: 1 }));
  return isWrong(result) ? undefined : result;
}

function isWrong(result: object): boolean {
  return (
    'errors' in result &&
    Array.isArray(result.errors) &&
    result.errors.length > 0
  );
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
    code === 'MULTIPLE_DOCS' ? 'Expected one document only' : message;
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
