import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReadLinkedFile } from '../../shared/arm';
import { markDuplicateKeys } from '../../shared/model/duplicate-keys';
import { isInside } from '../../shared/util/paths';
import { describeSystemError } from '../../shared/util/system-error';
import { Unknown } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';
import { UserError } from '../errors';
import { readDocument } from './read';

/**
 * Reads the templates and parameters that a template links by `relativePath`,
 * each once. A link that leads out of the tree is not followed, whether by its
 * path or by a symbolic link.
 *
 * @param file the absolute path of the template
 * @param tree the directory that links must stay in
 * @param onLink called with each file that is read, and the file that links it
 */
export function linkedFilesOf(
  file: string,
  tree: string,
  onLink: (file: string, by: string) => void,
): ReadLinkedFile {
  const known = new Map<string, Value>();
  return (path, from = file) => {
    // Windows separates by backslashes, and Azure takes them for slashes.
    const target = resolve(dirname(from), path.replaceAll('\\', '/'));
    let document = known.get(target);
    if (document === undefined) {
      document = read(target, tree);
      known.set(target, document);
      if (!(document instanceof Unknown)) onLink(target, from);
    }
    return { file: target, document };
  };
}

function read(target: string, tree: string): Value {
  try {
    const real = realpathSync(target);
    if (!isInside(target, tree) || !isInside(real, realpathSync(tree))) {
      return new Unknown('that is outside of the directory that is checked');
    }
    const { json, text } = readDocument(real);
    return markDuplicateKeys(json, text);
  } catch (error) {
    return new Unknown(
      error instanceof UserError
        ? `that file ${error.message}`
        : `that file can't be read: ${describeSystemError(error)}`,
    );
  }
}
