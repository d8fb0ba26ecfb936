import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childKinds, namesOfKind } from '../../shared/model/kind';
import { childRenderings } from '../support/child-renderings';
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

${tableOf([head, ...body])}

Registries in [Terraform modules](terraform.md#modules) are evaluated like those of the root module, and Bicep files like the
[ARM templates](arm-templates.md) that they compile to. Both have tests of their own.

## Children of a registry

Webhooks, tokens, cache rules and replications are resources of their own. For each way to declare one, all rows of its table give the same
result in all entry points.

${childTable()}
`;
}

/** The type of each kind in each way to declare children. */
function childTable(): string {
  const head = [
    'declared with',
    ...childKinds.map((kind) => namesOfKind(kind).plural),
  ];
  const body = childRenderings.map(({ surface, type }) => [
    surface,
    ...childKinds.map((kind) => {
      const own = type(kind);
      return own === undefined ? '–' : `\`${own}\``;
    }),
  ]);
  return tableOf([head, ...body]);
}

function tableOf([head = [], ...body]: string[][]): string {
  return [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
