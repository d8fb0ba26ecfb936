import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path';
import { isInside, realPath, repositoryOf } from '../../shared/util/paths';

/** An installed compiler of Bicep. */
export interface BicepExecutable {
  readonly path: string;
  /** Arguments before those of Bicep itself. */
  readonly isAzureCli: boolean;
  /** The directories of the PATH that it may start programs from. */
  readonly searchPath: string;
}

/**
 * Finds `bicep`, else `az`, on the PATH. Nothing is taken from the checked tree: not
 * from a directory of it or of its repository, not through a relative entry of the
 * PATH, not from installed packages, which npm puts on the PATH of its scripts.
 *
 * @param searchPath the value of PATH
 * @param trees the absolute paths of what is checked
 */
export function findBicep(
  searchPath: string,
  trees: readonly string[],
): BicepExecutable | undefined {
  const roots = [...new Set(trees.map(rootOf))];
  const isTrusted = (path: string) =>
    !path.split(sep).includes('node_modules') &&
    !roots.some((root) => isInside(path, root));
  const directories = searchPath.split(delimiter).filter((directory) => {
    const real = isAbsolute(directory) ? realPath(directory) : undefined;
    return real !== undefined && isTrusted(real);
  });
  // Windows starts `az.cmd` in a shell only.
  const names = process.platform === 'win32' ? ['bicep.exe'] : ['bicep', 'az'];
  for (const name of names) {
    for (const directory of directories) {
      const path = join(directory, name);
      const real = realPath(path);
      if (real === undefined || !isTrusted(real) || !isExecutable(real))
        continue;
      return {
        path,
        isAzureCli: name === 'az',
        searchPath: directories.join(delimiter),
      };
    }
  }
  return undefined;
}

/** The repository around a path; else the directory itself. */
function rootOf(path: string): string {
  const real = realPath(path) ?? path;
  const isFile = statSync(real, { throwIfNoEntry: false })?.isFile() === true;
  const own = isFile ? dirname(real) : real;
  return repositoryOf(own) ?? own;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
