import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formatNames } from '../../cli/formats/format';
import { temporaryFolder } from '../support/cdktf';
import { fixtures, program } from '../support/cli';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = read('docs/ci.md');

type Fields = Readonly<Record<string, unknown>>;
const sources = ['bicep', 'cdktf', 'pulumi', 'terraform'] as const;
type Source = (typeof sources)[number];

/** A job of a pipeline: what it runs, and which files of the job before it gets. */
interface Job {
  readonly scripts: readonly string[];
  /** Only this is there, under this path; left out: the tree is. */
  readonly artifact?: { readonly name: string; readonly at: string };
}

const template = parse(
  read('examples/ci/azure-pipelines/acr-policy.yml'),
) as Fields;
const scriptsOf = (steps: unknown) =>
  (steps as Fields[]).flatMap((step) => {
    const { inlineScript } = (step['inputs'] ?? {}) as Fields;
    const script = step['run'] ?? step['script'] ?? inlineScript;
    return typeof script === 'string' ? [script] : [];
  });

/** The jobs of a recipe, in order. */
const jobsOf: Readonly<Record<string, (recipe: Fields) => Job[]>> = {
  github: (recipe) => {
    const { 'acr-policy': job } = recipe['jobs'] as Record<string, Fields>;
    const steps = job?.['steps'] as Fields[];
    const { paths, config } = steps.at(-1)?.['with'] as Fields;
    const check = `acr-policy check --require-input --config "${String(config)}" ${String(paths)}`;
    return [{ scripts: [...scriptsOf(steps), check] }];
  },
  'azure-pipelines': (recipe) => {
    const { template: name, parameters } = recipe['extends'] as {
      template: string;
      parameters: { prepare: unknown; document: string };
    };
    expect(name).toBe('acr-policy.yml@policy');
    const [, check] = template['jobs'] as Fields[];
    return [
      { scripts: scriptsOf(parameters.prepare) },
      {
        scripts: scriptsOf(check?.['steps']),
        artifact: {
          name: parameters.document,
          at: `acr-policy-document/${parameters.document}`,
        },
      },
    ];
  },
  gitlab: (recipe) => {
    const prepare = recipe['prepare registries'] as Fields;
    const check = recipe['container registries'] as Fields;
    const [name = ''] = (prepare['artifacts'] as { paths: string[] }).paths;
    return [
      { scripts: prepare['script'] as string[] },
      { scripts: check['script'] as string[], artifact: { name, at: name } },
    ];
  },
};

/** Stands in for the tools of a recipe, which write what is checked. */
const commands = {
  npm: `[ "$1" = ci ] && exit
[[ "$*" = "install --prefix $3 --omit=optional --ignore-scripts azure-acr-policy-pack"* ]] || exit 3
mkdir -p "$3/node_modules/.bin" && cp "$(dirname "$0")/acr-policy" "$3/node_modules/.bin"`,
  npx: `[ "$*" = "cdktf synth" ] && cp -R ${fixtures}/cdktf-output cdktf.out`,
  pulumi: `[ "$*" = "preview --stack prod --json --show-sames" ] && cat ${fixtures}/pulumi-preview.json`,
  az: `case "$*" in
"bicep build --file main.bicep") cp "$(dirname "$0")/../main.json" . ;;
"account show"*) echo 0 ;;
*) exit 3 ;;
esac`,
  terraform: `case "$*" in
"init -input=false") ;;
"plan -input=false -out=tfplan") touch tfplan ;;
"show -json tfplan") cat ${fixtures}/terraform-plan.json ;;
*) exit 3 ;;
esac`,
  // The platform team's repository.
  git: '[ "$1" = clone ] && mkdir -p "${@: -1}" && cp "$POLICY/company.yaml" "${@: -1}"',
  'acr-policy': `exec ${process.execPath} ${program} "$@"`,
};

const openTemplate = {
  $schema:
    'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [
    {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: 'webimages',
      location: 'westeurope',
      sku: { name: 'Premium' },
    },
  ],
};

/** Runs the jobs as a CI system does; returns the exit code of the last. */
function runJobs(jobs: readonly Job[], company: string): number | null {
  const base = temporaryFolder();
  for (const folder of ['bin', 'policy', 'tree', 'temp']) {
    mkdirSync(join(base, folder));
  }
  for (const [name, script] of Object.entries(commands)) {
    writeFileSync(join(base, 'bin', name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(base, 'bin', name), 0o755);
  }
  writeFileSync(join(base, 'policy/company.yaml'), company);
  writeFileSync(join(base, 'main.json'), JSON.stringify(openTemplate));
  let cwd = join(base, 'tree');
  // GitHub's recipe checks the repository of the configuration out into the tree.
  cpSync(join(base, 'policy'), join(cwd, 'acr-policy-configuration'), {
    recursive: true,
  });
  let status: number | null = null;
  for (const { scripts, artifact } of jobs) {
    if (artifact !== undefined) {
      const next = join(base, 'next');
      cpSync(join(cwd, artifact.name), join(next, artifact.at), {
        recursive: true,
      });
      cwd = next;
    }
    const ran = spawnSync('bash', ['-e'], {
      cwd,
      input: scripts.join('\n').replaceAll('/tmp/', `${base}/temp/`),
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${base}/bin:${process.env['PATH'] ?? ''}`,
        POLICY: join(base, 'policy'),
        AGENT_TEMPDIRECTORY: join(base, 'temp'),
        BUILD_SOURCESDIRECTORY: join(base, 'policy'),
        PIPELINE_WORKSPACE: cwd,
      },
    });
    ({ status } = ran);
    expect(ran.stderr).toBe('');
  }
  return status;
}

describe.each(Object.keys(jobsOf))('the recipes for %s', (system) => {
  const folder = `examples/ci/${system}`;

  test('are there for every source, and the page links to them', () => {
    const files = readdirSync(join(root, folder)).filter(
      (file) => file !== 'acr-policy.yml',
    );
    expect(files).toEqual(sources.map((source) => `${source}.yml`));
    for (const file of files) expect(page).toContain(`../${folder}/${file}`);
  });

  test.each<Source>(sources)('block by the company file: %s', (source) => {
    const recipe = parse(read(`${folder}/${source}.yml`)) as Fields;
    const jobs = jobsOf[system]?.(recipe) ?? [];
    expect(runJobs(jobs, 'preset: firewall\n')).toBe(1);
    // It is that file that decides.
    expect(runJobs(jobs, 'preset: audit\n')).toBe(0);
  });
});

test('Azure Pipelines publishes what its check writes, on an agent of its own', () => {
  const [prepare, check] = template['jobs'] as { steps: Fields[] }[];
  const published = check?.steps.filter(({ publish }) => publish !== undefined);
  expect(published).toEqual([
    expect.objectContaining({ artifact: 'CodeAnalysisLogs' }),
  ]);
  expect(JSON.stringify(prepare)).toContain('parameters.prepare');
  expect(JSON.stringify(check)).not.toContain('parameters.');
});

test('GitLab publishes what its check writes', () => {
  for (const source of sources) {
    const recipe = parse(read(`examples/ci/gitlab/${source}.yml`)) as Record<
      string,
      {
        script: string[];
        artifacts: { reports: Record<string, string>; paths: string[] };
      }
    >;
    const { script, artifacts } = recipe['container registries'] ?? {
      script: [],
      artifacts: { reports: {}, paths: [] },
    };
    const published = [...Object.values(artifacts.reports), ...artifacts.paths];
    expect(published).toHaveLength(3);
    for (const file of published) {
      expect(script.join('\n')).toContain(`=${file}`);
    }
  }
});

const recipes = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, yaml = '']) => ({ yaml, value: parse(yaml) as unknown }),
);

test('every recipe is YAML without duplicate keys', () => {
  expect(recipes.length).toBeGreaterThan(5);
  for (const { value } of recipes) expect(value).toEqual(expect.anything());
});

test('every report that a recipe publishes is one that its check writes', () => {
  const written = page.matchAll(/--output (\S+?)=(\S+)/g);
  for (const [, format] of written) expect(formatNames).toContain(format);
});

test('the hook for pre-commit runs the command on what it reads', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as [
    { id: string; entry: string; language: string; files: string },
  ];
  expect(hook).toMatchObject({ entry: 'acr-policy check', language: 'node' });
  expect(page).toContain(`- id: ${hook.id}`);
  const files = new RegExp(hook.files);
  for (const file of ['main.tf', 'a/cdk.tf.json', 'main.bicep']) {
    expect(file).toMatch(files);
  }
  expect('package.json').not.toMatch(files);
});
