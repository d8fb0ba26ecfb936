import { printParseErrorCode, visit } from 'jsonc-parser';
import { parseLeniently as parse } from '../../shared/json/parse-leniently';
import { isConfigurationName } from '../../shared/terraform/module-files';
import { SyntaxFault } from '../errors';
import { mayDeclareRegistry } from './mentions';
import { planLogReason, unsupportedReason } from './unsupported-files';

/**
 * Parses a document that `JSON.parse` did not take: ARM templates may be lenient
 * JSON, which Azure's own tools accept, and Pulumi's event logs are one document
 * a line.
 *
 * @param name the file's name, for a hint at what it may be instead
 * @returns what it is, and the text in which places are found
 * @throws {SyntaxFault} with what it is instead, or the position of the error
 */
export function parseLeniently(
  text: string,
  name: string,
): { json: unknown; text: string } {
  return (
    parseLines(text, name) ??
    parseExtended(text) ??
    failWith(
      text,
      name,
      unsupportedReason(text, name) ?? describe(firstError(text), text),
    )
  );
}

function parseExtended(
  text: string,
): { json: unknown; text: string } | undefined {
  try {
    const { value, places } = parse(text);
    return { json: value, text: places };
  } catch {
    return undefined;
  }
}

const severalDocuments =
  'holds several JSON documents. Write each to a file of its own, and check those';

/**
 * Makes a list of the events on the lines of a text; only in the first line columns
 * move. What is on the lines of another one is several documents.
 */
function parseLines(
  text: string,
  name: string,
): { json: unknown; text: string } | undefined {
  if (!/^\{.*\}\r?\n\{/.test(text)) return undefined;
  const list = `{"events":[${text.trimEnd().replaceAll(/\n(?=[^\S\n]*\S)/g, ',\n')}]}`;
  let json: { readonly events: readonly Readonly<Record<string, unknown>>[] };
  try {
    json = JSON.parse(list) as typeof json;
  } catch {
    return undefined;
  }
  const isLog = json.events.every((event) => Object.hasOwn(event, 'sequence'));
  return isLog
    ? { json, text: list }
    : failWith(text, name, logOf(json.events[0]) ?? severalDocuments);
}

function logOf(
  line: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  return line !== undefined && Object.hasOwn(line, '@level')
    ? planLogReason
    : undefined;
}

function failWith(text: string, name: string, message: string): never {
  const mayDeclare = isConfigurationName(name) || mayDeclareRegistry(text);
  throw new SyntaxFault(message, mayDeclare ? 'error' : 'ignored');
}

/** The first thing that a parser runs into. */
interface FirstError {
  readonly code: string;
  readonly isAtEnd: boolean;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

function firstError(text: string): FirstError | undefined {
  try {
    visit(text, {
      onError: (code, offset, _length, line, column) => {
        throw new Found({
          code: printParseErrorCode(code),
          offset,
          isAtEnd: offset >= text.trimEnd().length,
          line: line + 1,
          column: column + 1,
        });
      },
    });
    return undefined;
  } catch (error) {
    // Anything else is the visitor's own recursion, which a malformed text can nest too deeply.
    return error instanceof Found ? error.fault : undefined;
  }
}

/** Ends the visit at the first error. */
class Found extends Error {
  constructor(readonly fault: FirstError) {
    super();
  }
}

function describe(fault: FirstError | undefined, text: string): string {
  if (fault === undefined) return 'is not JSON';
  const { line, column, code, isAtEnd, offset } = fault;
  if (code === 'EndOfFileExpected' && /[{[]/.test(text.charAt(offset))) {
    return severalDocuments;
  }
  const what = isAtEnd
    ? 'it ends too early'
    : code.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `is not JSON: line ${line}, column ${column}: ${what}`;
}
