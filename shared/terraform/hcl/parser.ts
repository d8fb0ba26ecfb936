import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import type { Json, JsonObject } from '../../json/json';

/*
 * HashiCorp's own parser of HCL, compiled to WebAssembly (`@cdktn/hcl2json`). The
 * package starts it asynchronously, and `app.synth()` is synchronous. The program
 * itself is not asynchronous, so it is started here, when HCL is met first, in a
 * context of its own: what it needs of the global object it gets there, without
 * files and without an output.
 */

/** A syntax error in HCL, with its place in the text. */
export class HclSyntaxError extends Error {
  override readonly name = 'HclSyntaxError';

  /**
   * @param message what the parser reports
   * @param line from 1
   * @param column from 1
   */
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** Characters of a file: the parser takes up to seven seconds for a million. */
const mostCharacters = 4_000_000;

/**
 * Parses a file in HCL.
 *
 * @returns the same in the syntax of `*.tf.json`
 * @throws {HclSyntaxError} where Terraform refuses the syntax
 * @throws {Error} where the parser can't cope with the text
 */
export function parseHclFile(text: string): JsonObject {
  if (text.length > mostCharacters) {
    throw new Error(
      `it has more than ${String(mostCharacters / 1e6)} MB, which take too long to parse. Move data to a file in JSON, and read it with jsondecode(file("data.json"))`,
    );
  }
  return JSON.parse(call('parse', text)) as JsonObject;
}

/**
 * Parses one expression.
 *
 * @returns the syntax tree as the parser writes it
 * @throws {HclSyntaxError} where Terraform refuses the syntax
 * @throws {Error} where the parser can't cope with the text
 */
export function parseRawExpression(text: string): Json {
  return JSON.parse(call('getExpressionAst', text)) as Json;
}

type ParserFunction = 'parse' | 'getExpressionAst';

type Functions = Record<
  ParserFunction,
  (
    filename: string,
    text: string,
    callback: (...result: [error: string | null, text: string | null]) => void,
  ) => void
>;

let functions: Functions | undefined;

/** Maximum number of restarts. Nesting that is too deep for the stack ends the parser. */
const mostStarts = 20;
let starts = 0;

/** The name of the text in the program's messages. */
const textName = 'hcl';

function call(name: ParserFunction, text: string): string {
  const results: (string | null)[] = [];
  try {
    functions ??= start();
    functions[name](textName, text, (...result) => results.push(...result));
  } catch (error) {
    functions = undefined;
    throw new Error('it is nested too deep to parse', { cause: error });
  }
  const [error = null, result = null] = results;
  if (error !== null || result === null) throw toSyntaxError(error ?? '');
  return result;
}

/** `parse config: [hcl:2,1-5: Summary; Detail hcl:3,1-2: …]`: the first of several errors counts, and of it the detail. */
function toSyntaxError(error: string): HclSyntaxError {
  const [, first = error] = error.split(/\bhcl:(?=\d+,\d+-[\d,]+: )/);
  const { line = '1', column = '1' } =
    /^(?<line>\d+),(?<column>\d+)-/.exec(first)?.groups ?? {};
  const message = first
    .replace(/^[\d,-]+: /, '')
    .replaceAll(/\bhcl:(\d+),\d+-\d+(?:,\d+)?/g, 'line $1')
    .trim()
    .replace(/\]$/, '');
  // The detail repeats the summary, in a sentence.
  const [summary, detail = ''] = message.split(/; (.*)/s);
  const shown = detail.trim() === '' ? (summary ?? message) : detail;
  return new HclSyntaxError(shown, Number(line), Number(column));
}

/** The part of Go's support code (`wasm_exec.js`) that is used. */
interface GoProgram {
  readonly importObject: object;
  run(instance: object): Promise<void>;
}

/** The part of `WebAssembly` that is used; its types come with the DOM only. */
interface WasmApi {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
}

function start(): Functions {
  if (starts++ >= mostStarts) throw new Error('it is not started again');
  const directory = dirname(require.resolve('@cdktn/hcl2json/package.json'));
  const registered: Partial<Functions> = {};
  const silent = () => undefined;
  const context = createContext({
    TextEncoder,
    TextDecoder,
    performance,
    crypto,
    console: { log: silent, warn: silent, error: silent },
    // A timer of the program must not keep the process.
    setTimeout: (callback: () => void, delay: number) =>
      setTimeout(callback, delay).unref(),
    clearTimeout,
    global: { __parse_terraform_config_wasm__: registered },
  });
  const support = readFileSync(join(directory, 'wasm/wasm_exec.js'), 'utf8');
  runInContext(support, context);
  const program = runInContext('new Go()', context) as GoProgram;
  const { Module, Instance } = runInContext('WebAssembly', context) as WasmApi;
  const code = gunzipSync(readFileSync(join(directory, 'main.wasm.gz')));
  const instance = new Instance(new Module(code), program.importObject);
  // It runs until it has registered its functions, and waits for calls then.
  program.run(instance).catch(silent);
  return registered as Functions;
}
