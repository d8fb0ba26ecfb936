import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../json/json';
import type { JsonObject } from '../json/json';
import { describeSystemError } from '../util/system-error';
import { duplicateKey } from './duplicate-keys';
import type * as HclFile from './hcl/configuration-file';
import { filesReadBy, joinFiles } from './module-files';
import type { JoinedModule, ModuleFile, Tool } from './module-files';

/** A module as its directory holds it. */
export interface ModuleDirectory {
  /** An absolute path without symbolic links. */
  readonly directory: string;
  /** The names of its files that the tool reads. */
  readonly files: readonly string[];
  readonly module: JoinedModule;
}

/** Why a module is not read, as the end of a sentence: "…, which has no Terraform files". */
export interface UnreadableModule {
  readonly unreadable: string;
  /** An init may fetch it. */
  readonly isFetchable?: true;
}

/**
 * Reads the files of a directory as one module, as a tool reads them.
 *
 * @param directory an absolute path without symbolic links
 * @param isInReach asked for the target of each file that is a symbolic link
 * @returns the module, or why it is not read; never throws
 */
export function readModuleDirectory(
  directory: string,
  tool: Tool,
  isInReach: (file: string) => boolean,
): ModuleDirectory | UnreadableModule {
  try {
    const entries = readdirSync(directory, { withFileTypes: true }).filter(
      (entry) => !entry.isDirectory(),
    );
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    const names = filesReadBy(tool, byName.keys());
    if (names.length === 0) return { unreadable: 'has no Terraform files' };
    const files: ModuleFile[] = [];
    for (const name of names) {
      const read = readFile(join(directory, name), byName.get(name), isInReach);
      if ('unreadable' in read) {
        return { unreadable: `has a file ${name} that ${read.unreadable}` };
      }
      files.push({ name, json: read.json });
    }
    return { directory, files: names, module: joinFiles(files) };
  } catch (error) {
    return { unreadable: `can't be read: ${describeSystemError(error)}` };
  }
}

function readFile(
  file: string,
  entry: Dirent | undefined,
  isInReach: (file: string) => boolean,
): { readonly json: JsonObject } | UnreadableModule {
  if (entry?.isSymbolicLink() === true && !isInReach(realpathSync(file))) {
    return { unreadable: 'is a symbolic link out of the directory' };
  }
  const unreadable = unreadableReason(file);
  if (unreadable !== undefined) return { unreadable };
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  if (/\.json$/.test(file)) return parseJson(text);
  try {
    return { json: loadParser().parseConfigurationFile(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { unreadable: `can't be parsed: ${message}` };
  }
}

/** More than any file of a module that was written by hand has, in bytes. */
const largestFile = 16 << 20;

/**
 * Returns why a file of a module is not read, as the end of a sentence; undefined
 * if it is.
 *
 * @throws {Error} if there is no such file
 */
export function unreadableReason(file: string): string | undefined {
  const stats = statSync(file);
  // Reading a pipe may never end.
  if (!stats.isFile()) return 'is not a file';
  return stats.size > largestFile ? 'is too large' : undefined;
}

function parseJson(
  text: string,
): { readonly json: JsonObject } | UnreadableModule {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { unreadable: 'is not valid JSON' };
  }
  if (!isJsonObject(json)) return { unreadable: 'holds no JSON object' };
  const key = duplicateKey(text, json);
  return key === undefined
    ? { json }
    : { unreadable: `has "${key}" twice in one object` };
}

function loadParser(): typeof HclFile {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is large, and only for HCL
  return require('./hcl/configuration-file') as typeof HclFile;
}
