import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { inFolder } from '../support/cli';

const root = join(__dirname, '../..');
const script = join(root, 'scripts/release-metadata.js');
const url = 'https://forge.example/owner/pack';
const forge = {
  GITHUB_SERVER_URL: 'https://forge.example',
  GITHUB_REPOSITORY: 'owner/pack',
};

interface Release {
  /** Runs the script in a copy of what it reads. */
  readonly run: (
    environment: Readonly<Record<string, string>>,
    ...args: string[]
  ) => { status: number | null; stderr: string };
  readonly read: (file: string) => string;
}

function inCopy(check: (release: Release) => void): Promise<void> {
  return inFolder({}, (cwd) => {
    const files = ['README.md', 'package.json', 'docs', 'examples'];
    for (const file of [...files, 'LICENSE', 'SECURITY.md']) {
      cpSync(join(root, file), join(cwd, file), { recursive: true });
    }
    for (const file of ['CONTRIBUTING.md', 'CHANGELOG.md']) {
      cpSync(join(root, file), join(cwd, file));
    }
    appendFileSync(join(cwd, 'README.md'), '![A picture](docs/a.svg)\n');
    check({
      run: (environment, ...args) =>
        spawnSync(process.execPath, [script, ...args], {
          cwd,
          encoding: 'utf8',
          env: { PATH: process.env['PATH'], ...environment },
        }),
      read: (file) => readFileSync(join(cwd, file), 'utf8'),
    });
    return Promise.resolve();
  });
}

test('refuses a release that does not name its repository', () =>
  inCopy(({ run }) => {
    const { status, stderr } = run(forge, '--check');
    expect(status).toBe(1);
    expect(stderr).toContain('package.json: repository is not');
    expect(stderr).toContain('package.json: homepage is not');
    expect(stderr).toContain('package.json: bugs is not');
    expect(stderr).toContain('README.md: docs/ci.md is relative');
    expect(stderr).toContain('Fix: run "node scripts/release-metadata.js"');
  }));

test('refuses to guess the repository', () =>
  inCopy(({ run, read }) => {
    const before = read('README.md');
    const { status, stderr } = run({});
    expect(status).toBe(1);
    expect(stderr).toContain('GITHUB_REPOSITORY must name the repository');
    expect(read('README.md')).toBe(before);
  }));

test('writes what the forge knows, and then accepts it', () =>
  inCopy(({ run, read }) => {
    expect(run(forge)).toMatchObject({ status: 0, stderr: '' });
    expect(run(forge, '--check')).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(read('package.json'))).toMatchObject({
      name: 'azure-acr-policy-pack',
      repository: { type: 'git', url: `git+${url}.git` },
      homepage: `${url}#readme`,
      bugs: { url: `${url}/issues` },
    });
  }));

test('makes the links of the README absolute, at the tag of the release', () =>
  inCopy(({ run, read }) => {
    run(forge);
    const readme = read('README.md');
    expect(readme).toContain(`](${url}/blob/v${version}/docs/pulumi.md)`);
    expect(readme).toContain(
      `](${url}/tree/v${version}/examples/company-policy-pack)`,
    );
    expect(readme).toContain(`![A picture](${url}/raw/v${version}/docs/a.svg)`);
    expect(readme).toContain('](#the-command)');
    expect(readme).not.toMatch(/\]\((?!https:|#)/);
  }));

test('refuses a release from another repository', () =>
  inCopy(({ run }) => {
    run(forge);
    const { status } = run(
      { ...forge, GITHUB_REPOSITORY: 'somebody/pack' },
      '--check',
    );
    expect(status).toBe(1);
  }));
