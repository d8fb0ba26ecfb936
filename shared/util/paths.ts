import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';

/** Resolves symbolic links; undefined if the path does not exist or can't be read. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Returns whether a path is a directory, or is inside it. Both are absolute. */
export function isInside(path: string, directory: string): boolean {
  const inner = relative(directory, path);
  return !isAbsolute(inner) && !/^\.\.(?:[/\\]|$)/.test(inner);
}

/** The nearest directory, from a directory upwards, that is a git repository. */
export function repositoryOf(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}
