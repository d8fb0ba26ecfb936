import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { allowed, hosts, layers } from '../../eslint.layers';
import { root } from '../support/analyzer';

function importErrors(file: string, source: string): string[] {
  return new Linter({ cwd: root })
    .verify(`import '${source}';`, layers, { filename: join(root, file) })
    .map(({ ruleId }) => ruleId ?? 'parsing error');
}

const forbidden = ['no-restricted-imports'];

test('every directory of the core has a layer', () => {
  const directories = readdirSync(join(root, 'shared'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(Object.keys(allowed).sort()).toEqual(directories.sort());
});

test.each<[file: string, source: string, errors: string[]]>([
  ['shared/model/planted.ts', '../json/json', []],
  ['shared/model/planted.ts', './value', []],
  ['shared/model/planted.ts', '../rules/types', forbidden],
  ['shared/dialects/planted.ts', './arm', []],
  ['shared/dialects/planted.ts', '../arm', forbidden],
  ['shared/engine/planted.ts', '../terraform/links', forbidden],
  ['shared/configuration/planted.ts', '../pulumi/azapi', forbidden],
  ['shared/terraform/evaluation/planted.ts', '../../engine/repair', forbidden],
  ['shared/terraform/planted.ts', '../arm/deployment', []],
  ['shared/terraform/planted.ts', '../pulumi/azapi', forbidden],
  ['shared/arm/planted.ts', 'cdktf', forbidden],
  ['shared/planted.ts', '../cli/run', forbidden],
  ['cli/planted.ts', '../shared', []],
  ['cli/formats/planted.ts', '../../pulumi-policy/pack', forbidden],
])('lint decides on an import in %s of %s', (file, source, errors) => {
  expect(importErrors(file, source)).toEqual(errors);
});

test.each(hosts)('no layer of the core may import %s', (host) => {
  const files = ['planted.ts', ...Object.keys(allowed).map((l) => `${l}/x.ts`)];
  for (const file of files) {
    expect(importErrors(`shared/${file}`, `../../${host}/run`)).toEqual(
      forbidden,
    );
  }
});
