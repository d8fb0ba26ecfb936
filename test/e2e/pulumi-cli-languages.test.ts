import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/analyzer';
import {
  languages,
  lateRange,
  registryRows,
} from '../support/pulumi-languages';
import type { Language, RegistryRow } from '../support/pulumi-languages';
import {
  configurationFile,
  usePulumi,
  violationsIn,
} from '../support/pulumi-runs';
import type { Pulumi } from '../support/pulumi-runs';
import { describeWith } from '../support/tools';

/** The outcomes of the rows in Pulumi's output. */
function said(when: 'preview' | 'up'): string[] {
  return registryRows
    .flatMap(({ name, [when]: level }) =>
      level === undefined ? [] : [`[${level}] ${name}`],
    )
    .sort();
}

/** A program with some of the rows. */
async function add(
  { cli }: Pulumi,
  { program }: Language,
  rows: readonly RegistryRow[],
): Promise<string> {
  const folder = await cli.add(program(rows));
  const registries = rows.map(({ name, properties }) => [name, properties]);
  writeFileSync(
    join(folder, 'registries.json'),
    JSON.stringify(Object.fromEntries(registries)),
  );
  return folder;
}

const openRows = registryRows.filter(({ up }) => up !== undefined);
const passingRows = registryRows.filter(({ up }) => up === undefined);
const namesOf = (rows: readonly RegistryRow[]) => rows.map(({ name }) => name);

const up = ['up', '--yes', '--skip-preview'] as const;

/** The first run of a Go program compiles Pulumi's SDK. */
const longest = 600_000;

function testsOf(language: Language): void {
  const pulumi = usePulumi();
  beforeEach(() => {
    pulumi.cli.created.clear();
  });
  const created = () =>
    [...pulumi.cli.created.keys()].filter((name) => !name.startsWith('later-'));

  test(
    'pulumi preview',
    async () => {
      const folder = await add(pulumi, language, registryRows);
      const preview = await pulumi.run(folder, ['preview']);
      expect(violationsIn(preview).sort()).toEqual(said('preview'));
      expect(preview.status).not.toBe(0);
    },
    longest,
  );

  test('pulumi up creates what passes', async () => {
    const folder = await add(pulumi, language, passingRows);
    const run = await pulumi.run(folder, up);
    expect(violationsIn(run)).toEqual([]);
    expect(run.status).toBe(0);
    expect(created().sort()).toEqual(namesOf(passingRows).sort());
  });

  test('pulumi up stops, and creates nothing that is open', async () => {
    const folder = await add(pulumi, language, registryRows);
    const run = await pulumi.run(folder, up);
    // The first violation ends it.
    const violations = violationsIn(run);
    expect(violations).not.toEqual([]);
    expect(said('up')).toEqual(expect.arrayContaining(violations));
    expect(run.status).not.toBe(0);
    expect(namesOf(passingRows)).toEqual(expect.arrayContaining(created()));
  });

  test('pulumi up stops for what opens only then', async () => {
    const late = registryRows.filter(({ name }) => name === 'opens-later');
    const folder = await add(pulumi, language, late);
    const run = await pulumi.run(folder, up);
    expect(violationsIn(run)).toEqual(['[mandatory] opens-later']);
    expect(run.status).not.toBe(0);
    expect([...pulumi.cli.created.keys()]).toEqual(['later-opens-later']);
  });

  test('pulumi policy analyze of what was deployed without the pack', async () => {
    const folder = await add(pulumi, language, registryRows);
    const { status } = await pulumi.cli.run(folder, ...up);
    expect(status).toBe(0);
    expect(created()).toEqual(expect.arrayContaining(namesOf(openRows)));
    const state = join(folder, 'state.json');
    await pulumi.cli.run(folder, 'stack', 'export', '--file', state);
    const analysis = await pulumi.cli.run(
      folder,
      'policy',
      'analyze',
      '--file',
      state,
      '--policy-pack',
      root,
      '--policy-pack-config',
      configurationFile(folder, 'mandatory'),
    );
    expect(violationsIn(analysis).sort()).toEqual(said('up'));
    expect(analysis.status).not.toBe(0);
  });

  test('a Deny beside a range that is not known yet', async () => {
    const folder = await add(pulumi, language, [lateRange]);
    const preview = await pulumi.run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual(
      language.keepsLiterals ? [] : [`[advisory] ${lateRange.name}`],
    );
    expect(preview.status).toBe(0);
  });
}

for (const language of languages) {
  describeWith(language.tools, `a program in ${language.language}`, () => {
    testsOf(language);
  });
}
