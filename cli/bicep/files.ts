import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Returns whether a file has the name of Bicep source: a template, or parameters of one. */
export function isBicepFile(name: string): boolean {
  return /\.bicep(?:param)?$/i.test(name);
}

/** `module web 'web.bicep'`, `using './main.bicep'`; a reference with a scheme (`br:`, `ts:`) is not a path. */
const reference =
  /^[ \t]*(?:module[ \t]+\w+|using|extends)[ \t]+'(?<path>[^':$]+\.bicep(?:param)?)'/gm;

/**
 * Finds the Bicep files that others of the run deploy with their own parameters:
 * as a module, or as the template of a parameter file.
 *
 * @param files absolute paths
 * @returns the paths of those, each with a file that refers to it
 */
export function deployedByOthers(
  files: readonly string[],
): ReadonlyMap<string, string> {
  const references = new Map(files.map((file) => [file, referencesOf(file)]));
  const referred = new Set([...references.values()].flat());
  const found = new Map<string, string>();
  // From those that nothing refers to: files that refer to each other in a cycle stay.
  const left = files.filter((file) => !referred.has(file));
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    for (const target of references.get(file) ?? []) {
      if (found.has(target) || !references.has(target)) continue;
      found.set(target, file);
      left.push(target);
    }
  }
  return found;
}

function referencesOf(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return [...text.matchAll(reference)].map(({ groups }) =>
    resolve(dirname(file), groups?.['path'] ?? ''),
  );
}
