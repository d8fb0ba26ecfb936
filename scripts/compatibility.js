'use strict';
// Runs the tests of each host against the lowest and the newest version of its
// libraries that package.json supports, some of them on every supported version
// of Node, and checks the declaration files with several versions of TypeScript;
// all in a copy of the project. Takes minutes and the network, so it is not part
// of "npm test": run it before a release and when a range in package.json changes.
// Usage: node scripts/compatibility.js [Pulumi] [CDKTF] [CDKTN] [Node] [TypeScript]
const { spawnSync } = require('node:child_process');
const {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, delimiter, join } = require('node:path');
const semver = require('semver');
const { optionalDependencies, peerDependencies } = require('../package.json');

const root = join(__dirname, '..');
const supported = { ...optionalDependencies, ...peerDependencies };
const ends = ['lowest', 'newest'];

const hosts = [
  {
    name: 'Pulumi',
    packages: ['@pulumi/policy', '@pulumi/pulumi'],
    jest: ['test/pulumi-policy'],
  },
  {
    name: 'CDKTF',
    packages: ['cdktf', 'constructs'],
    jest: ['test/cdktf-aspect', '--testNamePattern', 'cdktf'],
  },
  {
    name: 'CDKTN',
    packages: ['cdktn', 'constructs'],
    jest: ['test/cdktf-aspect', '--testNamePattern', 'cdktn'],
  },
];

/** The last that the package works on without support, then those that are supported. */
const nodeVersions = ['20', '22', '24', '26'];

/** What starts processes, and what hangs on Node's own modules. */
const nodeTests = [
  ...['test/cli/check', 'test/cli/find', 'test/cdktf-aspect/enforce'],
  ...['test/pulumi-policy/p', 'test/shared/engine'],
];

const typeScriptVersions = ['5.9', '6', '7'];

/** A program that uses every entry point; its one error must be found. */
const typedProgram = `
import { rules } from 'azure-acr-policy-pack';
import { enforceAcrPolicy } from 'azure-acr-policy-pack/cdktf';
import { AcrPolicyAspect } from 'azure-acr-policy-pack/cdktn';
import { policies } from 'azure-acr-policy-pack/pulumi';
import { App } from 'cdktf';
enforceAcrPolicy(new App(), { preset: 'strict' });
// @ts-expect-error No preset has this name.
enforceAcrPolicy(new App(), { preset: 'lenient' });
export const used = [rules, AcrPolicyAspect, policies({ preset: 'strict' })];
`;

function main(chosen) {
  const parts = {
    ...Object.fromEntries(
      hosts.map((host) => [
        host.name,
        (folder) => ends.map((end) => check(folder, host, end)),
      ]),
    ),
    Node: (folder) => nodeVersions.map((one) => checkNode(folder, one)),
    TypeScript: checkTypes,
  };
  const unknown = chosen.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    console.error(
      `${unknown.join(', ')}: expected ${Object.keys(parts).join(', ')}.`,
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'acr-compatibility-'));
  try {
    copyProject(folder);
    npm(folder, 'ci', '--ignore-scripts');
    run(folder, process.execPath, 'scripts/build.js');
    // What a host installs in the copy must not be what the others run with.
    const order = ['TypeScript', 'Node', ...hosts.map(({ name }) => name)];
    const results = order
      .filter((name) => chosen.length === 0 || chosen.includes(name))
      .flatMap((name) => parts[name](folder));
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

/** Runs tests with a Node that npm brings, also for the processes that they start. */
function checkNode(folder, version) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binaries = `node-${platform}-${process.arch}`;
  const prefix = join(folder, '..', `${basename(folder)}-node-${version}`);
  mkdirSync(prefix);
  try {
    npm(
      prefix,
      'install',
      '--prefix',
      prefix,
      '--ignore-scripts',
      `${binaries}@${version}`,
    );
    const bin = join(prefix, 'node_modules', binaries, 'bin');
    const node = join(bin, platform === 'win' ? 'node.exe' : 'node');
    const installed = spawnSync(node, ['--version'], { encoding: 'utf8' });
    const text = `Node ${installed.stdout.trim()}`;
    console.log(`\n=== ${text} ===`);
    const { status } = spawnSync(
      node,
      ['node_modules/jest/bin/jest.js', '--maxWorkers=2', ...nodeTests],
      {
        cwd: folder,
        stdio: 'inherit',
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
      },
    );
    return { passed: status === 0, text };
  } finally {
    rmSync(prefix, { recursive: true });
  }
}

/**
 * Checks the declaration files as a program of a user's does. Declarations of
 * other packages may be wrong on their own: those of @pulumi/policy 1.21 are.
 */
function checkTypes(folder) {
  const modules = join(folder, 'typed', 'node_modules');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(folder, 'typed', 'main.ts'), typedProgram);
  symlinkSync(folder, join(modules, 'azure-acr-policy-pack'));
  return typeScriptVersions.flatMap((version) => {
    npm(
      folder,
      'install',
      '--prefix',
      join(folder, 'typed', version),
      `typescript@${version}`,
    );
    const compiler = join(folder, 'typed', version, 'node_modules/typescript');
    const { version: installed } = require(join(compiler, 'package.json'));
    return [
      ['node16', 'node16'],
      ['esnext', 'bundler'],
    ].map(([module, resolution]) => {
      const text = `TypeScript ${installed}, module resolution ${resolution}`;
      console.log(`\n=== ${text} ===`);
      const project = join(folder, 'typed', `${resolution}.json`);
      const compilerOptions = {
        ...{ module, moduleResolution: resolution, target: 'es2022' },
        ...{ strict: true, noEmit: true, types: ['node'] },
      };
      writeFileSync(
        project,
        JSON.stringify({ compilerOptions, files: ['main.ts'] }),
      );
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [join(compiler, 'bin/tsc'), '--project', project],
        { cwd: join(folder, 'typed'), encoding: 'utf8' },
      );
      const ours = (stdout + stderr)
        .split('\n')
        .filter(
          (line) =>
            line !== '' && !/^\s|node_modules\/(?!azure-acr)/.test(line),
        );
      console.log(ours.join('\n'));
      return { passed: ours.length === 0, text };
    });
  });
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
