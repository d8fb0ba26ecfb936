import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formatNames } from '../../cli/formats/format';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = read('docs/ci.md');
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
  const gitlab = recipes.find(({ yaml }) => yaml.includes('codequality'));
  const { artifacts } = (
    gitlab?.value as Record<
      string,
      { artifacts: { reports: Record<string, string>; paths: string[] } }
    >
  )['container registries'] ?? { artifacts: { reports: {}, paths: [] } };
  const published = [...Object.values(artifacts.reports), ...artifacts.paths];
  expect(published).toHaveLength(3);
  for (const file of published) expect(gitlab?.yaml).toContain(`=${file}`);
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
