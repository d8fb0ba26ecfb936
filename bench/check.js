'use strict';
// `acr-policy check` against Node itself, JSON.parse and conftest, and what an
// install for the command brings.
const { execFileSync, spawnSync } = require('node:child_process');
const { readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { compare, install, node, print, program } = require('./measure');
const { root, temporaryDirectory } = require('./measure');
const { differentRegistries, plan } = require('./workloads');

module.exports = async (rounds) => {
  const { acrPolicy } = install();
  const { write } = temporaryDirectory();
  const check = (file, goals) => ({
    goals,
    measure: () => node(acrPolicy, 'check', file),
  });
  const parse = (file) => {
    const code = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`;
    return { measure: () => node('-e', code) };
  };

  const small = write('small.json', plan(1, 1));
  await compare('One small file', rounds, {
    'node -e 1': { measure: () => node('-e', '1') },
    'acr-policy check': check(small, { time: 1.5 }),
  });

  const realistic = write('realistic.json', plan(5_000, 0.01));
  await compare('A plan of 5,000 resources, 1 % registries', rounds, {
    'JSON.parse': parse(realistic),
    'acr-policy check': check(realistic, { time: 1.8 }),
  });

  const different = write('different.json', differentRegistries(10_000));
  const hasConftest = spawnSync('conftest', ['--version']).status === 0;
  if (!hasConftest)
    console.log('\nconftest is not on the PATH: no comparison.');
  const rego = ['--policy', join(__dirname, 'firewall.rego')];
  await compare('A plan of 10,000 registries, all different', rounds, {
    ...(hasConftest
      ? {
          conftest: {
            measure: () => program('conftest', ['test', different, ...rego]),
          },
        }
      : { 'JSON.parse': parse(different) }),
    'acr-policy check': check(different, hasConftest ? { time: 1 } : {}),
  });

  const large = write('large.json', differentRegistries(100_000));
  await compare('Growth', Math.ceil(rounds / 3), {
    '10,000 registries': check(different),
    '100,000 registries': check(large, { time: 10 }),
  });
  printInstall();
};

/** What an install of this package brings without optional packages. */
function printInstall() {
  const omitted = ['dev', 'optional', 'peer'].map((kind) => `--omit=${kind}`);
  const listed = execFileSync(
    'npm',
    ['ls', '--all', '--parseable', ...omitted],
    { cwd: root, encoding: 'utf8' },
  );
  const [, ...packages] = listed.trim().split('\n');
  const bytes = packages.reduce((sum, each) => sum + sizeOf(each), 0);
  print('An install with --omit=optional, the package itself not counted', [
    { measure: 'packages', value: packages.length, goal: 15 },
    { measure: 'MB', value: (bytes / 1e6).toFixed(1), goal: 10 },
  ]);
}

/** Bytes of a package without those that are installed inside of it. */
function sizeOf(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .reduce((sum, entry) => {
      const path = join(directory, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size);
    }, 0);
}
