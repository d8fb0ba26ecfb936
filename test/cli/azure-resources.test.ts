import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

const idOf = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/${name}`;
const type = 'Microsoft.ContainerRegistry/registries';

/** A registry as `az acr list` and `az acr show` write it. */
const listed = (name: string, properties: object = {}) => ({
  adminUserEnabled: false,
  anonymousPullEnabled: false,
  encryption: { keyVaultProperties: null, status: 'disabled' },
  id: idOf(name),
  location: 'westeurope',
  loginServer: `${name}.azurecr.io`,
  name,
  networkRuleBypassOptions: 'AzureServices',
  networkRuleSet: {
    defaultAction: 'Allow',
    ipRules: [],
    virtualNetworkRules: [],
  },
  policies: { exportPolicy: { status: 'enabled' } },
  publicNetworkAccess: 'Enabled',
  resourceGroup: 'shop',
  sku: { name: 'Premium', tier: 'Premium' },
  type,
  ...properties,
});

/** A row as a Resource Graph query returns it. */
const row = (name: string, properties: object = {}) => ({
  id: idOf(name),
  name,
  type: type.toLowerCase(),
  location: 'westeurope',
  sku: { name: 'Premium', tier: 'Premium' },
  properties: { publicNetworkAccess: 'Enabled', ...properties },
});

const closed = { publicNetworkAccess: 'Disabled' };
const denying = (...ranges: string[]) => ({
  networkRuleSet: {
    defaultAction: 'Deny',
    ipRules: ranges.map((range) => ({
      action: 'Allow',
      ipAddressOrRange: range,
    })),
  },
});
const query = (rows: unknown[], more: object = {}) => ({
  count: rows.length,
  data: rows,
  skip_token: null,
  total_records: rows.length,
  ...more,
});

const checked = (document: unknown) =>
  inFolder({ 'acr.json': document }, (cwd) => check(['acr.json'], { cwd }));

describe('what Azure lists is checked under its resource IDs', () => {
  test.each<[string, unknown, Record<string, string>]>([
    [
      'az acr list',
      [
        listed('web'),
        listed('closed', closed),
        listed('basic', { networkRuleSet: null, sku: { name: 'Basic' } }),
        listed('denying', denying('203.0.113.0/24')),
      ],
      { web: 'fail', closed: 'pass', basic: 'notApplicable', denying: 'pass' },
    ],
    ['az acr show', listed('web'), { web: 'fail' }],
    [
      'az graph query',
      query([row('web'), row('closed', closed)]),
      { web: 'fail', closed: 'pass' },
    ],
    [
      'its rows only',
      [row('web'), row('closed', closed)],
      { web: 'fail', closed: 'pass' },
    ],
    ['its data only', { data: [row('web')] }, { web: 'fail' }],
    [
      'a list request of the REST API',
      { value: [row('web'), row('closed', closed)], nextLink: null },
      { web: 'fail', closed: 'pass' },
    ],
    [
      'rows without a type, and of other types',
      query([
        { ...row('web'), type: undefined },
        {
          id: `${idOf('web')}/webhooks/push`,
          type: `${type}/webhooks`,
          properties: {},
        },
        { id: '/subscriptions/1', type: 'microsoft.resources/subscriptions' },
      ]),
      { web: 'fail' },
    ],
    [
      'a query that left out what decides',
      query([
        { id: idOf('bare'), name: 'bare', type },
        { id: idOf('half'), name: 'half', publicNetworkAccess: 'Enabled' },
        { id: idOf('closed'), name: 'closed', ...closed },
      ]),
      { bare: 'unknown', half: 'unknown', closed: 'pass' },
    ],
    ['a query without results', query([]), {}],
    ['az acr list without results', [], {}],
    ['a list request without results', { value: [], nextLink: null }, {}],
    ['a list request without results, not paged', { value: [] }, {}],
  ])('%s', async (_, document, outcomes) => {
    const { report, ended } = await checked(document);
    expect(outcomesOf(report)).toEqual(
      Object.fromEntries(
        Object.entries(outcomes).map(([name, outcome]) => [
          idOf(name),
          outcome,
        ]),
      ),
    );
    expect(report.notEvaluated).toEqual([]);
    const isFailing = Object.values(outcomes).includes('fail');
    expect(ended.exitCode).toBe(isFailing ? 1 : 0);
  });

  test('the ranges of IP rules count as the Azure CLI spells them', async () => {
    const { report } = await checked([
      listed('open', denying('0.0.0.0/0')),
      listed('narrow', denying('203.0.113.0/24')),
    ]);
    expect(outcomesOf(report, 'Azure.ACR.OpenIpRule')).toEqual({
      [idOf('open')]: 'fail',
      [idOf('narrow')]: 'pass',
    });
  });

  test('findings point to the line of the row', async () => {
    const text = `[\n${JSON.stringify(listed('closed', closed))},\n${JSON.stringify(listed('web'))}\n]`;
    const { report } = await checked(text);
    const [found] = report.findings.filter(
      ({ ruleId, outcome }) =>
        ruleId === 'Azure.ACR.Firewall' && outcome === 'fail',
    );
    expect(found).toMatchObject({ line: 3, resource: { name: 'web' } });
  });
});

describe('what is not in the result is reported', () => {
  test.each<[string, object]>([
    ['a token for the next page', { skip_token: 'abc' }],
    ['more records than rows', { total_records: 240 }],
  ])('%s', async (_, more) => {
    const { report } = await checked(query([row('closed', closed)], more));
    expect(report.notEvaluated).toHaveLength(1);
    expect(report.notEvaluated[0]?.reason).toContain('rows only');
  });

  test('the next page of a list request', async () => {
    const nextLink = 'https://management.azure.com/next';
    const { report } = await checked({
      value: [row('closed', closed)],
      nextLink,
    });
    expect(report.notEvaluated).toHaveLength(1);
    expect(report.notEvaluated[0]?.reason).toContain('more pages');
  });

  test('a row without type and ID', async () => {
    const { report } = await checked(query([{ name: 'web', properties: {} }]));
    expect(report.notEvaluated).toMatchObject([{ address: 'row 1' }]);
  });

  test.each<[string, unknown]>([
    ['an array of other objects', [{ name: 'web' }]],
    ['an empty page of something else', { value: [], error: {} }],
    ['registries without IDs', [{ type, sku: { name: 'Premium' } }]],
    ['a row that is not an object', [listed('web'), 'closed']],
  ])('%s is an error', async (_, document) => {
    await inFolder({ 'acr.json': document }, async (cwd) => {
      const ended = await acrPolicy(['check', 'acr.json'], { cwd });
      expect(ended.exitCode).toBe(2);
    });
  });
});

test('evaluates the tokens that az acr token list prints', async () => {
  const token = (name: string, status: string) => ({
    id: `${idOf('web')}/tokens/${name}`,
    name,
    status,
    type: `${type}/tokens`,
  });
  const tokens = [
    token('a', 'enabled'),
    token('b', 'enabled'),
    token('c', 'disabled'),
  ];
  await inFolder(
    { 'tokens.json': tokens, 'acr.config': { preset: 'strict' } },
    async (cwd) => {
      const { report } = await check(
        ['--config', 'acr.config', 'tokens.json'],
        {
          cwd,
        },
      );
      expect(
        Object.values(outcomesOf(report, 'Azure.ACR.RepositoryToken')),
      ).toEqual(['fail', 'fail', 'pass']);
      const { stdout } = await acrPolicy(
        ['check', '--config', 'acr.config', 'tokens.json'],
        { cwd },
      );
      expect(stdout).toContain('Azure.ACR.RepositoryToken: 2 tokens: ');
      expect(stdout).toContain('0 registries, 3 tokens in 1 document');
    },
  );
});
