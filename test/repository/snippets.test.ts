import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fixtures, inFolder, program } from '../support/cli';

const root = join(__dirname, '../..');

/** Commands in the documentation: the shell blocks that check something. */
const snippets = ['README.md', 'docs/ci.md', 'docs/cli.md'].flatMap((page) =>
  [...read(page).matchAll(/```(sh|yaml)\n([^]*?)```/g)]
    .flatMap(([, language, block = '']) =>
      language === 'sh' ? scriptsOf(block) : scriptsIn(parse(block)),
    )
    .filter((script) => checks(script))
    .map((script) => ({
      page,
      script: script.trim().replaceAll('${{ matrix.team }}', 'shop'),
    })),
);

/** Each check of a block, after the lines that prepare all of them; or a loop that is one. */
function scriptsOf(block: string): string[] {
  if (block.includes('\ndone')) return [block];
  const lines = block.trim().split('\n');
  const preparation = lines.filter((line) => !checks(line));
  return lines.filter(checks).map((line) => [...preparation, line].join('\n'));
}

function checks(script: string): boolean {
  return /acr-policy(-pack)? check/.test(script);
}

/** The values of `run` and `script`, at any depth. */
function scriptsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    name === 'run' || name === 'script'
      ? [[value].flat().join('\n')]
      : scriptsIn(value),
  );
}

const lean = '--omit=optional --ignore-scripts';

/** Stand-ins for other commands in snippets. They print what they would run. */
const commands = {
  'bin/npx': `[[ "$*" = "--yes ${lean} azure-acr-policy-pack "* ]] || exit 3\nshift 4\nexec acr-policy "$@"`,
  'bin/npm': `[[ "$*" = "install --prefix $3 ${lean} azure-acr-policy-pack"* ]] || exit 3
mkdir -p "$3/node_modules/.bin" && cp "$(dirname "$0")/acr-policy" "$3/node_modules/.bin"`,
  'bin/acr-policy': `exec ${process.execPath} ${program} "$@"`,
  'bin/terraform': `[ "$1" = plan ] || cat ${fixtures}/terraform-plan.json`,
  'bin/pulumi': `[[ "$*" = *--file* ]] && exec > "\${@: -1}"\ncat ${fixtures}/pulumi-export.json`,
  'bin/jq': 'echo shop/dev',
};

/** The files that snippets speak of. */
const files = {
  ...Object.fromEntries(
    Object.entries(commands).map(([name, script]) => [
      name,
      `#!/usr/bin/env bash\n${script}\n`,
    ]),
  ),
  'main.json': read('test/fixtures/cli/arm-template.json'),
  'main.parameters.json': { parameters: {} },
  'policy/acr.yaml': 'unknown: warn\n',
};

test('every page has some', () => {
  expect(new Set(snippets.map(({ page }) => page)).size).toBe(3);
  expect(snippets.length).toBeGreaterThan(7);
});

test.each(snippets)('$page: $script', async ({ script }) => {
  await inFolder(files, (cwd) => {
    for (const folder of ['cdktf.out', 'out/shop']) {
      cpSync(join(fixtures, 'cdktf-output'), join(cwd, folder), {
        recursive: true,
      });
    }
    for (const name of Object.keys(commands)) chmodSync(join(cwd, name), 0o755);
    const here = script.replaceAll('/tmp/', `${cwd}/`);
    const { status, stderr } = spawnSync('bash', ['-ec', here], {
      cwd,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${cwd}/bin:${process.env['PATH'] ?? ''}`,
        HOME: cwd,
        RUNNER_TEMP: cwd,
        AGENT_TEMPDIRECTORY: cwd,
        CHECKED: 'main.json',
      },
    });
    expect(stderr).toBe('');
    // It checked: a wrong option or an unread file exits with 2.
    expect([0, 1]).toContain(status);
    return Promise.resolve();
  });
});

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}
