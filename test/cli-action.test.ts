import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { version } from '../package.json';
import { fixtures, inFolder, program } from './support/cli';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const root = join(__dirname, '..');
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const [check] = action.runs.steps;

/** In the place of npx: notes how it was asked, and runs the compiled program. */
const npx = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$(dirname "$0")/asked"
shift 4
exec ${JSON.stringify(process.execPath)} ${JSON.stringify(program)} "$@"
`;

/** Runs the step that checks, as a runner does: inputs go through the environment. */
function runCheck(inputs: Readonly<Record<string, string>>) {
  return inFolder({ 'bin/npx': npx }, async (cwd) => {
    await Promise.resolve();
    chmodSync(join(cwd, 'bin/npx'), 0o755);
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
      asked: read('bin/asked').trim().split('\n'),
      sarif: read('acr-policy.sarif'),
    };
  });
}

test('finds what is open, writes SARIF, and shows people the same', async () => {
  const { status, stdout, output, asked, sarif } = await runCheck({
    paths: join(fixtures, 'cdktf-output'),
  });
  expect(status).toBe(0);
  expect(output).toBe('exit-code=1\n');
  expect(asked[0]).toBe(
    `--yes --package azure-acr-policy-pack@${version} acr-policy check --format sarif --output acr-policy.sarif --require-input -- ${join(fixtures, 'cdktf-output')}`,
  );
  expect(JSON.parse(sarif)).toHaveProperty('version', '2.1.0');
  expect(stdout).toContain('2 registries in 2 documents: 1 violation');
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
