import type { Value } from '../value';

/**
 * Parses JSON the way Azure does, for templates, for parameters and in `json()`:
 * comments, commas behind the last member and line breaks in texts are allowed.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 * (No library for JSON with comments takes the line breaks.)
 *
 * @throws {SyntaxError} when it is no JSON all the same
 */
export function parseJsonText(text: string): Value {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json) as Value;
  } catch {
    return JSON.parse(toStrictJson(json)) as Value;
  }
}

const textOrComment =
  /"[^"\\]*(?:\\[^][^"\\]*)*"|\/\/[^\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*[}\]])/g;

const escapes: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function toStrictJson(json: string): string {
  return json.replace(textOrComment, (found) =>
    found.startsWith('"')
      ? found.replace(/[\n\r\t]/g, (mark) => escapes[mark] ?? mark)
      : '',
  );
}
