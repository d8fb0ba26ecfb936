import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Rule } from '../rules/types';

/** The root directory of this package, also if the sources run. */
function packageFolder(): string {
  return dirname(require.resolve('azure-acr-policy-pack/package.json'));
}

/** The version of this package. */
export function packageVersion(): string {
  const text = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * The page of a rule in Markdown, without the comments that mark what is
 * generated and without the padding of tables. A rule of a company has no page here; its own texts make one.
 */
export function rulePage(rule: Rule): string {
  const page = join(packageFolder(), 'docs', 'rules', `${rule.name}.md`);
  if (!existsSync(page)) {
    return [
      `# ${rule.name}`,
      `${rule.title}.`,
      rule.description,
      rule.recommendation,
      ...rule.frameworks.map(
        ({ name, version, controls }) =>
          `${name} ${version}: ${controls.join(', ')}`,
      ),
      `${rule.url}\n`,
    ].join('\n\n');
  }
  return readFileSync(page, 'utf8')
    .replaceAll(/<!--.*-->\n+/g, '')
    .replaceAll(/^\|.*$/gm, (row) =>
      row.replaceAll(/ {2,}/g, ' ').replaceAll(/-{4,}/g, '---'),
    );
}
