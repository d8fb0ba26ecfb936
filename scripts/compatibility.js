'use strict';
// Runs the tests of each host against the lowest and the newest version of its
// libraries that package.json supports, in a copy of the project. Takes minutes
// and the network, so it is no part of "npm test": run it before a release and
// when a range in package.json changes.
// Usage: node scripts/compatibility.js [Pulumi] [CDKTF] [CDKTN]
const { spawnSync } = require('node:child_process');
const {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const semver = require('semver');
const { optionalDependencies, peerDependencies } = require('../package.json');

const root = join(__dirname, '..');
const supported = { ...optionalDependencies, ...peerDependencies };
const ends = ['lowest', 'newest'];

const hosts = [
  {
    name: 'Pulumi',
    packages: ['@pulumi/policy', '@pulumi/pulumi'],
    jest: ['test/pulumi-', 'test/pack-start', 'test/policy-sdk'],
  },
  {
    name: 'CDKTF',
    packages: ['cdktf', 'constructs'],
    jest: ['test/cdktf-', '--testNamePattern', 'cdktf'],
  },
  {
    name: 'CDKTN',
    packages: ['cdktn', 'constructs'],
    jest: ['test/cdktf-', '--testNamePattern', 'cdktn'],
  },
];

function main(chosen) {
  const unknown = chosen.filter(
    (name) => !hosts.some((host) => host.name === name),
  );
  if (unknown.length > 0) {
    console.error(`${unknown.join(', ')}: expected Pulumi, CDKTF or CDKTN.`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'acr-compatibility-'));
  try {
    copyProject(folder);
    npm(folder, 'ci', '--ignore-scripts');
    const results = hosts
      .filter(({ name }) => chosen.length === 0 || chosen.includes(name))
      .flatMap((host) => ends.map((end) => check(folder, host, end)));
    console.log(
      `\n${results.map(({ passed, text }) => `${passed ? 'passed' : 'FAILED'}  ${text}`).join('\n')}`,
    );
    return results.every(({ passed }) => passed) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copyProject(folder) {
  const left = new Set(['node_modules', 'dist', '.git', 'coverage']);
  cpSync(root, folder, {
    recursive: true,
    filter: (file) => !left.has(file.slice(root.length + 1)),
  });
}

function check(folder, { name, packages, jest }, end) {
  const versions = versionsOf(packages, end);
  const text = `${name}, ${end}: ${versions.map((one) => one.join(' ')).join(', ')}`;
  console.log(`\n=== ${text} ===`);
  const wanted = versions.map((one) => one.join('@'));
  npm(
    folder,
    'install',
    '--no-save',
    '--ignore-scripts',
    // The generated provider asks for another version of the library.
    '--legacy-peer-deps',
    ...wanted,
  );
  for (const [library, version] of versions) {
    assertInstalled(folder, library, version);
  }
  run(folder, process.execPath, 'scripts/build.js');
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', ...jest],
    { cwd: folder, stdio: 'inherit' },
  );
  return { passed: status === 0, text };
}

/** The versions of packages that go together, at one end of what is supported. */
function versionsOf(packages, end) {
  const chosen = [];
  for (const name of packages) {
    const ranges = [supported[name]];
    for (const [other, version] of chosen) {
      const { [name]: asked } = view(`${other}@${version}`, 'peerDependencies');
      if (asked !== undefined) ranges.push(asked);
    }
    const fitting = view(name, 'versions').filter((version) =>
      ranges.every((range) => semver.satisfies(version, range)),
    );
    const version = (
      end === 'lowest' ? semver.minSatisfying : semver.maxSatisfying
    )(fitting, '*');
    if (version === null) {
      throw new Error(
        `No version of ${name} is within ${ranges.join(' and ')}`,
      );
    }
    chosen.push([name, version]);
  }
  return chosen;
}

function view(name, field) {
  const { stdout, status } = spawnSync('npm', ['view', name, field, '--json'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm view ${name} failed`);
  const answer = stdout.trim() === '' ? {} : JSON.parse(stdout);
  return field === 'versions' ? [answer].flat() : answer;
}

/** A second copy below another package would be tested in its place. */
function assertInstalled(folder, library, version) {
  const modules = join(folder, 'node_modules');
  const manifest = join(modules, library, 'package.json');
  const { version: installed } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!semver.eq(installed, version)) {
    throw new Error(`${library} is ${installed}, expected ${version}`);
  }
  for (const owner of ['@pulumi/policy', 'cdktf', 'cdktn']) {
    const copy = join(modules, owner, 'node_modules', library);
    if (existsSync(copy)) throw new Error(`${copy} is another copy`);
  }
}

function npm(folder, ...args) {
  run(folder, 'npm', ...args, '--no-audit', '--no-fund', '--loglevel=error');
}

function run(folder, command, ...args) {
  const { status } = spawnSync(command, args, {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  }
}

process.exitCode = main(process.argv.slice(2));
