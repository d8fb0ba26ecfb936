import { printParseErrorCode, visit } from 'jsonc-parser';
import { parseLeniently as parse } from '../../shared/json/parse-leniently';
import { SyntaxFault } from '../errors';
import { refusalOf } from './refusal';

/**
 * Parses a document that `JSON.parse` did not take: ARM templates may be lenient
 * JSON, which Azure's own tools accept, and Pulumi's event logs are one document
 * a line.
 *
 * @param name the file's name, for a hint at what it may be instead
 * @returns what it is, and the text in which places are found
 * @throws {SyntaxFault} that says what it is instead, or where it breaks off
 */
export function parseLeniently(
  text: string,
  name: string,
): { json: unknown; text: string } {
  return (
    parseLines(text) ??
    parseExtended(text) ??
    failWith(text, refusalOf(text, name) ?? describe(firstError(text)))
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

/** Makes a list of the documents on the lines of a text; only in the first line columns move. */
function parseLines(text: string): { json: unknown; text: string } | undefined {
  if (!/^\{.*\}\r?\n\{/.test(text)) return undefined;
  const list = `{"events":[${text.trimEnd().replaceAll('\n', ',\n')}]}`;
  try {
    return { json: JSON.parse(list), text: list };
  } catch {
    return undefined;
  }
}

/** What every kind of document that can declare registries has in it. */
const telling =
  /container_?registr|"(format_version|planned_values|terraform|resource|deployment|steps)"|deploymentTemplate/i;

function failWith(text: string, message: string): never {
  throw new SyntaxFault(message, text.trim() === '' || telling.test(text));
}

/** The first thing that a parser runs into. */
interface FirstError {
  readonly code: string;
  readonly isAtEnd: boolean;
  readonly line: number;
  readonly column: number;
}

function firstError(text: string): FirstError | undefined {
  try {
    visit(text, {
      onError: (code, offset, _length, line, column) => {
        throw new Found({
          code: printParseErrorCode(code),
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

function describe(fault: FirstError | undefined): string {
  if (fault === undefined) return 'is not JSON';
  const { line, column, code, isAtEnd } = fault;
  const what = isAtEnd
    ? 'it ends too early'
    : code.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `is not JSON: line ${line}, column ${column}: ${what}`;
}
