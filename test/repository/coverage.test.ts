import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { combinations } from '../support/combinations';
import { renderings } from '../support/renderings';
import { rows } from '../support/rows';
import { waysIn } from '../support/ways-in';

const page = join(__dirname, '../../docs/coverage.md');

/** The page lists the parity tests; `npm run generate` writes it. */
test('the coverage page is what the parity table covers', () => {
  if (process.env['WRITE_DOCUMENTATION'] !== undefined) {
    writeFileSync(page, coveragePage());
  }
  expect(readFileSync(page, 'utf8')).toBe(coveragePage());
});

function coveragePage(): string {
  const cases = combinations.flatMap(({ registries }) => registries).length;
  const head = ['declared with', 'type', ...waysIn.map(({ name }) => name)];
  const body = renderings.map(({ surface, host, type }) => [
    surface,
    `\`${type}\``,
    ...waysIn.map(({ hosts }) => (hosts.includes(host) ? 'tested' : '–')),
  ]);
  return `<!-- Written by "npm run generate". Do not edit. -->

# Coverage

Every way to declare a registry, and the entry points that read it. For each of them, all ${rows.length} rows of the parity table and ${cases}
combinations of SKU, public network access and default action (known, absent, unknown, in any case, of a wrong type) give the same result,
verified against an independent implementation.

${[head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}
