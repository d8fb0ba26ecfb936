import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import extract from '../../scripts/data/azure-policy.json';
import otherTools from '../../scripts/data/other-tools.json';
import { rules } from '../../shared/rules';
import { levelsOf } from '../../shared/rules/presets';
import { frameworksOf } from '../../shared/rules/utils/frameworks';

/** The definitions of Azure Policy that rules answer. */
const answered = new Set(rules.flatMap(({ azurePolicies }) => azurePolicies));
const definitions = new Map(extract.definitions.map((each) => [each.id, each]));
const [mcsb] = extract.initiatives;

/** A checked tool of the mapping page. */
interface Tool {
  readonly tool: string;
  readonly checks: readonly {
    readonly id: string;
    readonly rule?: string;
    readonly name?: string;
    readonly reason?: string;
  }[];
}
const tools: readonly Tool[] = otherTools;

test('rules name definitions of Azure Policy that exist and are not deprecated', () => {
  for (const id of answered) {
    expect(definitions.get(id)).toMatchObject({ id });
    expect(definitions.get(id)).not.toHaveProperty('deprecated');
  }
});

test.each(extract.definitions)(
  '$id has the controls that the initiatives have',
  ({ id }) => {
    const expected = extract.initiatives.flatMap(({ file, controls }) => {
      const groups = (controls as Record<string, string[]>)[id];
      return groups === undefined
        ? []
        : [{ file, controls: groups.map(withoutPrefix).sort() }];
    });
    const present = frameworksOf([id]).map(({ url, controls }) => ({
      file: url.split('/policySetDefinitions/')[1],
      controls: controls
        .map((control) => control.replace('Article ', ''))
        .sort(),
    }));
    const isNeeded = answered.has(id) || present.length > 0;
    expect(present).toEqual(isNeeded ? expected : []);
  },
);

/** Azure_Security_Benchmark_v3.0_NS-2 is NS-2. */
function withoutPrefix(group: string): string {
  return group.slice(group.lastIndexOf('_') + 1);
}

test('controls that two definitions share are named once', () => {
  const [, publicAccess = ''] = [...answered];
  expect(frameworksOf([publicAccess, publicAccess])).toEqual(
    frameworksOf([publicAccess]),
  );
});

test('the preset mcsb has the rules that the initiative holds', () => {
  const held = rules.filter(({ azurePolicies }) =>
    azurePolicies.some((id) => id in (mcsb?.controls ?? {})),
  );
  const enabled = Object.entries(levelsOf('mcsb', rules))
    .filter(([, level]) => level !== 'disabled')
    .map(([name]) => name);
  expect(mcsb?.name).toBe('Microsoft cloud security benchmark');
  expect(enabled).toEqual(held.map(({ name }) => name));
});

test('every definition has a rule, or the mapping says why not', () => {
  const reasons = new Map(
    tools
      .find(({ tool }) => tool === 'Azure Policy')
      ?.checks.map(({ id, reason }) => [id, reason]),
  );
  for (const { id } of extract.definitions) {
    expect([id, answered.has(id) || reasons.get(id)]).not.toContain(undefined);
  }
});

test.each(tools.filter(({ tool }) => tool !== 'Azure Policy'))(
  'every check of $tool has a rule, or a name and a reason',
  ({ checks }) => {
    const names = rules.map(({ name }) => name.replace('Azure.ACR.', ''));
    for (const { id, rule, name, reason } of checks) {
      const isAnswered = rule !== undefined && names.includes(rule);
      expect([id, isAnswered || (name && reason)]).toEqual([
        id,
        expect.anything(),
      ]);
    }
  },
);

test('the commit of the data is on the mapping page', () => {
  const page = readFileSync(join(__dirname, '../../docs/mapping.md'), 'utf8');
  expect(page).toContain(extract.commit.slice(0, 8));
});
