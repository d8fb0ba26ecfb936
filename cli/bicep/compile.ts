import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isJsonObject } from '../../shared/json/json';
import type { JsonObject } from '../../shared/json/json';
import { describeSystemError } from '../../shared/util/system-error';
import { SyntaxFault, UserError } from '../errors';
import type { Document } from '../documents/read';
import type { Terminal } from '../terminal';
import { findBicep } from './executable';
import type { BicepExecutable } from './executable';
import { BicepPositions } from './positions';

/** Compiles Bicep files. */
export interface BicepOptions {
  readonly terminal: Pick<Terminal, 'cwd' | 'env'>;
  /** The absolute paths that are checked: directories, and those of files. */
  readonly trees: readonly string[];
  /** False if `--no-bicep` switches it off. */
  readonly isEnabled: boolean;
  /** The longest time for one file, in milliseconds. */
  readonly timeout?: number;
}

const installation =
  'Fix: install it (az bicep install, or https://aka.ms/bicep-install), or check the JSON that bicep build writes';

/** Runs the installed Bicep compiler, which is looked for once. */
export class BicepCompiler {
  readonly #options: BicepOptions;
  #executable: BicepExecutable | undefined;
  #isSearched = false;

  constructor(options: BicepOptions) {
    this.#options = options;
  }

  /**
   * Compiles a file to what `bicep build --stdout` and `bicep build-params --stdout` print.
   * Nothing is downloaded: `--no-restore`.
   *
   * @param file an absolute path
   * @throws {UserError} with the first error of the compiler, or that there is none
   */
  compile(file: string): Document {
    const text = this.#run(this.#find(), file);
    const json = parse(text);
    return { text, json, positions: new BicepPositions(sourceOf(file), json) };
  }

  #find(): BicepExecutable {
    const { terminal, trees, isEnabled } = this.#options;
    if (!isEnabled) {
      throw new SyntaxFault(
        'is Bicep, which --no-bicep leaves out. Fix: check the JSON that bicep build writes',
        'notEvaluated',
      );
    }
    if (!this.#isSearched) {
      const searchPath = terminal.env['PATH'] ?? terminal.env['Path'] ?? '';
      this.#executable = findBicep(searchPath, [terminal.cwd, ...trees]);
      this.#isSearched = true;
    }
    if (this.#executable !== undefined) return this.#executable;
    throw new SyntaxFault(
      `is Bicep, and there is no bicep or az on the PATH outside of the checked directory. ${installation}`,
      'notEvaluated',
    );
  }

  #run(executable: BicepExecutable, file: string): string {
    const { path, isAzureCli, searchPath } = executable;
    const { terminal, timeout = 60_000 } = this.#options;
    const command = /param$/i.test(file) ? 'build-params' : 'build';
    const args = isAzureCli
      ? ['bicep', command, '--file', file]
      : [command, file];
    const { status, signal, error, stdout, stderr } = spawnSync(
      path,
      [...args, '--stdout', '--no-restore'],
      {
        // Not in the checked tree, whose files must not influence the compiler.
        cwd: dirname(path),
        // The Azure CLI asks for new versions of Bicep otherwise.
        env: {
          ...terminal.env,
          PATH: searchPath,
          AZURE_BICEP_CHECK_VERSION: 'false',
        },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout,
        killSignal: 'SIGKILL',
        maxBuffer: 1 << 29,
        windowsHide: true,
      },
    );
    if (status === 0 && error === undefined)
      return stdout.replace(/^\ufeff/, '');
    if (error !== undefined) {
      const isLate = (error as NodeJS.ErrnoException).code === 'ETIMEDOUT';
      throw new UserError(
        isLate
          ? `can't be compiled: ${path} did not end within ${timeout / 1000} s`
          : `can't be compiled: ${path}: ${describeSystemError(error)}`,
      );
    }
    const end = status === null ? `signal ${signal ?? ''}` : `code ${status}`;
    const reason =
      firstError(stderr, file) ??
      `${path} ended with ${end} and printed no error`;
    throw new UserError(`can't be compiled: ${reason}`);
  }
}

/**
 * The first error that the compiler prints, as `FILE(LINE,COLUMN) : Error CODE: MESSAGE`;
 * else its first line. Warnings are passed by.
 */
function firstError(stderr: string, file: string): string | undefined {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  const line =
    lines.find((one) => /\) ?: Error |^ERROR: /.test(one)) ??
    lines.find((one) => !/\) ?: (?:Warning|Info) |^WARNING: /.test(one));
  if (line === undefined) return undefined;
  const place =
    /^(?:ERROR: )?(?<path>.*)\((?<line>\d+),(?<column>\d+)\) ?: Error (?<what>.*)$/.exec(
      line,
    )?.groups;
  const reason =
    place === undefined
      ? line.replace(/^ERROR: /, '').slice(0, 500)
      : `${place['path'] === file ? '' : `${place['path'] ?? ''}: `}line ${place['line'] ?? ''}, column ${place['column'] ?? ''}: ${place['what'] ?? ''}`;
  // BCP190, and BCP192 where the restore itself failed.
  return /BCP190|has not been restored/.test(line)
    ? `${reason} Fix: bicep restore ${file}`
    : reason;
}

function parse(text: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const isTemplate =
    isJsonObject(json) &&
    (typeof json['parametersJson'] === 'string' ||
      typeof json['$schema'] === 'string');
  if (isTemplate) return json as JsonObject;
  throw new UserError("can't be compiled: the compiler printed no template");
}

function sourceOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`can't be read: ${describeSystemError(error)}`);
  }
}
