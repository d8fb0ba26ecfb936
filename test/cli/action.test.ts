import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { version } from '../../package.json';
import { fixtures, inFolder, program } from '../support/cli';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const root = join(__dirname, '../..');
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const [check] = action.runs.steps;

/** In the place of npm: notes what is asked and where, and installs what runs the compiled program. */
const npm = `#!/usr/bin/env bash
installed="$PWD/node_modules/azure-acr-policy-pack/dist/cli"
printf '%s\\n' "$PWD" "$*" > "$(dirname "$0")/installed"
mkdir -p "$installed"
cp "$(dirname "$0")/main.js" "$installed"
`;
const main = (asked: string) => `
const args = process.argv.slice(2);
require('node:fs').appendFileSync(${JSON.stringify(asked)}, args.join(' ') + '\\n');
const options = { stdio: 'inherit' };
const { status } = require('node:child_process').spawnSync(
  process.execPath, [${JSON.stringify(program)}, ...args], options);
process.exitCode = status;
`;

/** A file that a developer may have put there. It must not be run. */
const planted = {
  'node_modules/.bin/acr-policy': '#!/bin/sh\necho planted',
  'node_modules/azure-acr-policy-pack/package.json': { version },
  'node_modules/azure-acr-policy-pack/dist/cli/main.js':
    "console.log('planted')",
  '.npmrc': 'registry=https://example.org',
};

/** Runs the step that checks, as a runner does: inputs go through the environment. */
function runCheck(inputs: Readonly<Record<string, string>>) {
  return inFolder({ 'bin/npm': npm, ...planted }, async (cwd) => {
    await Promise.resolve();
    writeFileSync(join(cwd, 'bin/main.js'), main(join(cwd, 'bin/asked')));
    chmodSync(join(cwd, 'bin/npm'), 0o755);
    const env = Object.fromEntries(
      Object.entries(check?.env ?? {}).map(([name, value]) => {
        const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value) ?? [];
        if (input === undefined) return [name, value];
        return [name, inputs[input] ?? action.inputs[input]?.default ?? ''];
      }),
    );
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-e', '-c', check?.run ?? ''],
      {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          ...env,
          PATH: `${join(cwd, 'bin')}:${process.env['PATH'] ?? ''}`,
          GITHUB_ACTION_PATH: root,
          GITHUB_OUTPUT: join(cwd, 'output'),
          GITHUB_STEP_SUMMARY: 'summary.md',
        },
      },
    );
    const read = (name: string) => {
      try {
        return readFileSync(join(cwd, name), 'utf8');
      } catch {
        return '';
      }
    };
    return {
      status,
      stdout,
      stderr,
      output: read('output'),
      isInTree: read('bin/installed').startsWith(cwd),
      installed: read('bin/installed').trim().split('\n').at(-1),
      asked: read('bin/asked').trim().split('\n'),
      sarif: read('acr-policy.sarif'),
      summary: read('summary.md'),
    };
  });
}

test('checks once: SARIF, a summary, and text in the log', async () => {
  const { status, stdout, output, asked, sarif, summary } = await runCheck({
    paths: join(fixtures, 'cdktf-output'),
  });
  expect(status).toBe(0);
  expect(output).toBe('exit-code=1\n');
  expect(asked[0]).toBe(
    `check --format pretty --output sarif=acr-policy.sarif --output markdown=summary.md --require-input -- ${join(fixtures, 'cdktf-output')}`,
  );
  expect(asked).toHaveLength(1);
  expect(JSON.parse(sarif)).toHaveProperty('version', '2.1.0');
  expect(summary).toMatch(/^## ❌ Container registries: failed/);
  expect(stdout).toContain('2 registries in 2 documents: 1 violation');
});

test('runs the version that it is a part of, and nothing that lies in the tree', async () => {
  const { isInTree, installed, stdout } = await runCheck({
    paths: join(fixtures, 'cdktf-output'),
  });
  expect(isInTree).toBe(false);
  expect(installed).toMatch(
    new RegExp(
      `^install --prefix \\S+ --omit=optional .*azure-acr-policy-pack@${version}$`,
    ),
  );
  expect(stdout).not.toContain('planted');
});

test('a wrong path is no success', async () => {
  const { output } = await runCheck({ paths: 'nowhere' });
  expect(output).toBe('exit-code=2\n');
});

test('inputs are data: no options, no commands', async () => {
  const { asked, output } = await runCheck({
    paths: '--help\n$(touch pwned); echo `id`\n',
    parameters: 'a=$(id)\n',
  });
  expect(asked[0]).toContain('--parameters a=$(id) -- --help $(touch pwned)');
  expect(output).toBe('exit-code=2\n');
});

test('every action that it uses is pinned to a commit', () => {
  const used = action.runs.steps.flatMap(({ uses }) => uses ?? []);
  expect(used).not.toEqual([]);
  for (const uses of used) expect(uses).toMatch(/@[0-9a-f]{40}$/);
});
