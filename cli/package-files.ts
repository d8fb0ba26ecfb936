import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where this package is installed, also when the sources run. */
function packageFolder(): string {
  return dirname(require.resolve('azure-acr-policy-pack/package.json'));
}

/** The version of this package. */
export function packageVersion(): string {
  const text = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * The page of a rule in Markdown, without the comments that mark what is generated.
 *
 * @param name the name of a rule that there is
 */
export function rulePage(name: string): string {
  const page = join(packageFolder(), 'docs', 'rules', `${name}.md`);
  return readFileSync(page, 'utf8').replaceAll(/<!--.*-->\n+/g, '');
}
