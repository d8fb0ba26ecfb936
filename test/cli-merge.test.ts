import type { Log } from 'sarif';
import { acrPolicy, inFolder } from './support/cli';

const registry = (isOpen: boolean) => ({
  resource: {
    azurerm_container_registry: {
      web: {
        name: 'shopweb',
        sku: 'Premium',
        public_network_access_enabled: isOpen,
      },
    },
  },
});

const files = {
  'shop/main.tf.json': registry(true),
  'bank/main.tf.json': registry(true),
  'closed/main.tf.json': { terraform: {} },
  'broken/main.tf.json': '{ "resource": ',
};

/** Checks each folder on its own, as several machines would. */
async function checkApart(cwd: string): Promise<void> {
  for (const folder of ['shop', 'bank', 'closed', 'broken']) {
    const output = `${folder}.sarif`;
    await acrPolicy(['check', folder, '-f', 'sarif', '-o', output], { cwd });
  }
}

function inMergedFolder<T>(use: (cwd: string) => Promise<T>): Promise<T> {
  return inFolder(files, async (cwd) => {
    await checkApart(cwd);
    return use(cwd);
  });
}

test('reports of parts become the report of the whole', async () => {
  const [merged, whole] = await inMergedFolder(async (cwd) => [
    await acrPolicy(
      ['merge', 'bank.sarif', 'broken.sarif', 'closed.sarif', 'shop.sarif'],
      { cwd },
    ),
    await acrPolicy(
      ['check', 'bank', 'broken', 'closed', 'shop', '-f', 'sarif'],
      { cwd },
    ),
  ]);

  expect(merged.exitCode).toBe(0);
  const [own, expected] = [merged, whole].map(({ stdout }) => runOf(stdout));
  expect({ ...own, invocations: undefined }).toEqual({
    ...expected,
    invocations: undefined,
  });
  expect(own?.invocations?.map((each) => each.executionSuccessful)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('a result that several reports have is kept once', async () => {
  const [once, twice] = await inMergedFolder(async (cwd) => [
    await acrPolicy(['merge', 'shop.sarif'], { cwd }),
    await acrPolicy(['merge', 'shop.sarif', 'shop.sarif'], { cwd }),
  ]);

  expect(runOf(once.stdout)?.results).not.toEqual([]);
  expect(runOf(twice.stdout)?.results).toEqual(runOf(once.stdout)?.results);
});

test('a report that does not tell how its check went has nothing to tell of it', async () => {
  const files = { 'a.sarif': { runs: [runOfTool('acr-policy', '1.0.0')] } };
  await inFolder(files, async (cwd) => {
    const { stdout } = await acrPolicy(['merge', 'a.sarif'], { cwd });
    expect(runOf(stdout)?.invocations).toEqual([]);
  });
});

describe('what can not be merged is said, and nothing is written', () => {
  test.each([
    ['no file', 'gone.sarif', undefined, "gone.sarif can't be read"],
    ['no JSON', 'a.sarif', 'runs: []', 'a.sarif'],
    ['no SARIF', 'a.sarif', '{}', 'a.sarif is no SARIF report of acr-policy'],
    [
      'no run',
      'a.sarif',
      { version: '2.1.0', runs: [] },
      'a.sarif is no SARIF report of acr-policy',
    ],
    [
      'a run without a tool',
      'a.sarif',
      { version: '2.1.0', runs: [{ results: [] }] },
      'a.sarif is no SARIF report of acr-policy',
    ],
    [
      'a run that is none',
      'a.sarif',
      { version: '2.1.0', runs: [null] },
      'a.sarif is no SARIF report of acr-policy',
    ],
    [
      'a run without results',
      'a.sarif',
      {
        version: '2.1.0',
        runs: [{ ...runOfTool('acr-policy', '1.0.0'), results: undefined }],
      },
      'a.sarif is no SARIF report of acr-policy',
    ],
    [
      "a report of ours and another tool's",
      'a.sarif',
      {
        version: '2.1.0',
        runs: [runOfTool('acr-policy', '1.0.0'), runOfTool('Checkov', '1.0.0')],
      },
      'a.sarif is no SARIF report of acr-policy',
    ],
    [
      "another tool's report",
      'a.sarif',
      { version: '2.1.0', runs: [runOfTool('Checkov', '1.0.0')] },
      'a.sarif is no SARIF report of acr-policy',
    ],
    [
      "another version's report",
      'a.sarif',
      { version: '2.1.0', runs: [runOfTool('acr-policy', '0.0.1')] },
      'a.sarif is a report of acr-policy 0.0.1, and shop.sarif one of',
    ],
  ])('%s', async (_, name, content, said) => {
    const others = content === undefined ? {} : { [name]: content };
    const ended = await inFolder({ ...files, ...others }, async (cwd) => {
      await checkApart(cwd);
      return acrPolicy(['merge', 'shop.sarif', name], { cwd });
    });

    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).not.toMatch(/fault of|^\s+at /m);
  });
});

function runOfTool(name: string, semanticVersion: string) {
  return { tool: { driver: { name, semanticVersion } }, results: [] };
}

function runOf(text: string) {
  return (JSON.parse(text) as Log).runs[0];
}
