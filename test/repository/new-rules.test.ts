import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { levelsOf, presetNames } from '../../shared/rules/presets';
import { acrFirewall, rules } from '../../shared/rules';
import type { Rule } from '../../shared/rules/types';

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

/** The changelog of a version, or the changes that will be in it. */
function changesOf(version: string): string {
  const [, section] = read('CHANGELOG.md').split(
    new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'),
  );
  return section?.split(/^## /m)[0] ?? changesets.join('\n');
}

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

/** The presets in which a rule blocks although a minor version of the current major version added it. */
function presetsThatBreak(rule: Rule, current: string): string[] {
  const [major, minor] = (rule.since ?? '').split('.');
  if (major !== current.split('.')[0] || minor === '0') return [];
  return presetNames.filter(
    (preset) => levelsOf(preset, [rule])[rule.name] === 'mandatory',
  );
}

test.each(rules)(
  '$name blocks in no preset if a minor version of this major version added it',
  (rule) => {
    expect(presetsThatBreak(rule, nextVersion())).toEqual([]);
  },
);

describe('a rule of version 2.1.0', () => {
  const rule = { ...acrFirewall, since: '2.1.0' };
  const off = { ...rule, level: 'disabled' as const };

  test.each([
    {
      situation: 'mandatory',
      added: rule,
      presets: ['recommended', 'firewall', 'strict', 'mcsb', 'all'],
    },
    { situation: 'off by default', added: off, presets: ['strict', 'mcsb'] },
    {
      situation: 'off by default and in no initiative',
      added: { ...off, frameworks: [] },
      presets: ['strict'],
    },
    {
      situation: 'at most advisory',
      added: { ...off, presets: { highest: 'advisory' as const } },
      presets: [],
    },
  ])('that is $situation breaks $presets', ({ added: each, presets }) => {
    expect(presetsThatBreak(each, '2.3.1')).toEqual(presets);
    expect(presetsThatBreak(each, '3.0.0')).toEqual([]);
    expect(presetsThatBreak({ ...each, since: '2.0.0' }, '2.3.1')).toEqual([]);
  });
});
