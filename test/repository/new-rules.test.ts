import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { levelsOf, presetNames } from '../../shared/rules/presets';
import { rules } from '../../shared/rules';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { version: released } = JSON.parse(read('package.json')) as {
  version: string;
};

const changesets = readdirSync(join(root, '.changeset'))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => read(`.changeset/${file}`));

/** The version that the changes which are not released yet make. */
function nextVersion(): string {
  const [major = 0, minor = 0, patch = 0] = released.split('.').map(Number);
  const isOf = (kind: string) =>
    changesets.some((text) =>
      new RegExp(`^'azure-acr-policy-pack': ${kind}$`, 'm').test(text),
    );
  if (isOf('major')) return `${major + 1}.0.0`;
  if (isOf('minor')) return `${major}.${minor + 1}.0`;
  return isOf('patch') ? `${major}.${minor}.${patch + 1}` : released;
}

/** What the changelog says of a version, or the changes that will be in it. */
function changesOf(version: string): string {
  const [, section] = read('CHANGELOG.md').split(
    new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'),
  );
  return section?.split(/^## /m)[0] ?? changesets.join('\n');
}

const numbers = (version: string) => version.split('.').map(Number);

const added = rules.map(({ name, since = '' }) => ({ name, since }));

test.each(added)('$name names the version that added it', ({ since }) => {
  expect(since).toMatch(/^\d+\.\d+\.0$/);
});

test.each(added)(
  '$name is in the changes of version $since',
  ({ name, since }) => {
    const isReleased = read('CHANGELOG.md').includes(`\n## ${since}\n`);
    expect(isReleased ? since : nextVersion()).toBe(since);
    expect(changesOf(since)).toContain(name);
  },
);

test.each(added)(
  '$name blocks in no preset if a minor version of this major version added it',
  ({ name, since }) => {
    const [major, minor] = numbers(since);
    const [current] = numbers(nextVersion());
    const isNewInMinor = major === current && minor !== 0;
    const blocking = presetNames.filter(
      (preset) => levelsOf(preset, rules)[name] === 'mandatory',
    );
    expect(isNewInMinor ? blocking : []).toEqual([]);
  },
);
