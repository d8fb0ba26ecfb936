import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './pack-files';

/** Writes the tarball that a release publishes. Returns its path. */
export function packPackage(directory: string): string {
  const output = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', directory],
    { cwd: root, encoding: 'utf8', stdio: 'pipe' },
  );
  const [{ filename }] = JSON.parse(output) as [{ filename: string }];
  return join(directory, filename);
}

/**
 * Extracts the tarball beside its production dependencies and no others, which
 * are those of the repository. Returns the directory of the package.
 */
export function extractPackage(tarball: string, directory: string): string {
  execFileSync('tar', ['-xzf', tarball, '-C', directory]);
  const unpacked = join(directory, 'package');
  for (const path of productionDependencies()) {
    const link = join(unpacked, path);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, path), link);
  }
  return unpacked;
}

function productionDependencies(): string[] {
  const { packages } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  ) as { packages: Record<string, { dev?: true; peer?: true }> };
  const production = Object.entries(packages)
    .filter(
      ([path, entry]) =>
        isTopLevel(path) && entry.dev !== true && entry.peer !== true,
    )
    .map(([path]) => path);
  if (production.length < 10) throw new Error('The lockfile was misread.');
  return production;
}

/** A package that is not inside another one. */
function isTopLevel(path: string): boolean {
  return path.split('node_modules/').length === 2 && path !== '';
}
