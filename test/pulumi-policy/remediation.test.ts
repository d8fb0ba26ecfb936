import { packForms } from '../support/analyzer';
import type { Analyzer } from '../support/analyzer';
import { childRenderings, childRows } from '../support/child-renderings';
import { renderings, withUnknown } from '../support/renderings';
import { secretOnWire, unknownOnWire } from '../support/wire';

const registryType = 'azure-native:containerregistry:Registry';
const firewall = 'Azure.ACR.Firewall';
const premium = { sku: { name: 'Premium' } };

const template = {
  resources: [
    {
      type: 'Microsoft.ContainerRegistry/registries',
      name: 'inner',
      ...premium,
    },
  ],
};

describe.each(packForms)('$form', ({ boot }) => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await boot();
  });
  afterAll(() => pack.close());

  const turnOn = (properties: Record<string, unknown> = {}) =>
    pack.configure({ [firewall]: { level: 'remediate', properties } });
  const repair = (properties: Record<string, unknown>, type = registryType) =>
    pack.remediate({ type, name: 'web', properties });

  test('nothing is repaired unless the configuration turns it on', async () => {
    await pack.configure({ [firewall]: { level: 'mandatory' } });
    expect(await repair(premium)).toEqual([]);
  });

  describe.each(['disablePublicAccess', 'denyByDefault'])(
    'the style %s',
    (remediation) => {
      beforeEach(() => turnOn({ remediation }));

      const repaired = renderings.filter(
        ({ host, surface }) =>
          host === 'pulumi' && !surface.includes('template'),
      );

      test.each(repaired)(
        'repairs an open registry on $surface, which then passes',
        async ({ type, render }) => {
          const open = render({ sku: 'Premium', defaultAction: 'Allow' });
          const [repaired] = await repair(open, type);
          const properties = repaired?.properties as Record<string, unknown>;
          expect(Object.keys(properties)).toEqual(
            expect.arrayContaining(Object.keys(open)),
          );
          await turnOn({ remediation });
          expect(await repair(properties, type)).toEqual([]);
          expect(await pack.analyzeRegistry(type, properties)).toMatchObject({
            outcome: 'pass',
          });
        },
      );
    },
  );

  test.each(
    childRenderings.filter(
      ({ host, type, surface }) =>
        host === 'pulumi' &&
        type('token') !== undefined &&
        !surface.includes('template') &&
        !surface.includes('inside'),
    ),
  )('disables a token on $surface', async ({ type, render }) => {
    const rule = 'Azure.ACR.RepositoryToken';
    const enabled = childRows.find(
      (row) => row.rule === rule && row.value === 'enabled',
    );
    if (enabled === undefined) throw new Error('no token is enabled');
    await pack.configure({ [rule]: { level: 'remediate' } });
    const token = type('token') ?? '';
    const written = withUnknown(render(enabled), unknownOnWire);
    const [repaired] = await repair(written as typeof premium, token);
    const properties = repaired?.properties as Record<string, unknown>;
    expect(await pack.analyzeRegistry(token, properties, rule)).toMatchObject({
      outcome: 'pass',
    });
  });

  test('keeps networks, secrets and what is not known yet', async () => {
    await turnOn({ remediation: 'denyByDefault' });
    const ipRules = [{ iPAddressOrRange: secretOnWire('203.0.113.0/24') }];
    const others = {
      ...premium,
      location: unknownOnWire,
      tags: secretOnWire({ team: 'images' }),
    };
    expect(
      await repair({
        ...others,
        networkRuleSet: { defaultAction: 'Allow', ipRules },
      }),
    ).toEqual([
      {
        policy: firewall,
        diagnostic: '',
        properties: {
          ...others,
          networkRuleSet: { defaultAction: 'Deny', ipRules },
        },
      },
    ]);
  });

  test('a secret stays a secret', async () => {
    await turnOn();
    const [repaired] = await repair({
      ...premium,
      publicNetworkAccess: secretOnWire('Enabled'),
    });
    expect(repaired?.properties).toEqual({
      ...premium,
      publicNetworkAccess: secretOnWire('Disabled'),
    });
  });

  describe('leaves alone', () => {
    test.each([
      {
        situation: 'what is no registry',
        type: 'azure-native:network:VirtualNetwork',
        properties: premium,
      },
      {
        situation: 'a registry that is closed',
        properties: { ...premium, publicNetworkAccess: 'Disabled' },
      },
      {
        situation: 'a Standard registry',
        properties: { sku: { name: 'Standard' } },
      },
      {
        situation: 'a registry that is not known well enough',
        properties: { ...premium, networkRuleSet: unknownOnWire },
      },
      {
        situation: 'a registry that is not known well enough, which blocks',
        properties: { sku: unknownOnWire },
        configuration: { unknown: 'error' },
      },
      {
        situation: 'a resource that may be no registry',
        type: 'azure-native:resources:Resource',
        properties: {
          ...premium,
          resourceProviderNamespace: 'Microsoft.ContainerRegistry',
          resourceType: unknownOnWire,
        },
      },
      {
        situation: 'a template, which blocks instead',
        type: 'azure-native:resources:Deployment',
        properties: { properties: { template } },
      },
      {
        situation: 'a deployment through azapi, which blocks instead',
        type: 'azapi:index/resource:Resource',
        properties: {
          type: 'Microsoft.Resources/deployments@2024-03-01',
          body: { properties: { template } },
        },
      },
      {
        situation: 'an exempt registry',
        properties: premium,
        configuration: {
          exemptions: [{ resource: '*::web', reason: 'Public images' }],
        },
      },
    ])('$situation', async ({ type, properties, configuration }) => {
      await turnOn(configuration);
      expect(await repair(properties, type)).toEqual([]);
    });
  });

  test.each(['publicNetworkAccess', '["publicNetworkAccess"]', '*'])(
    'what ignoreChanges names by %s is not repaired, and blocks',
    async (ignored) => {
      await turnOn();
      const registry = {
        type: registryType,
        properties: premium,
        ignoreChanges: ['tags', ignored],
      };
      expect(await pack.remediate(registry)).toEqual([]);
      const { diagnostics } = await pack.analyze(registry);
      expect(diagnostics).toContainEqual({
        policy: firewall,
        level: 'mandatory',
        message: expect.stringContaining(
          `ignoreChanges has "${ignored}": of a registry that exists the value in the state counts, not the program's.`,
        ) as string,
      });
    },
  );

  test.each([
    'networkRuleSet',
    'tags',
    'publicNetworkAccessOf',
    'a.publicNetworkAccess',
  ])('is repaired where ignoreChanges has %s', async (ignored) => {
    await turnOn();
    const registry = { type: registryType, properties: premium };
    expect(
      await pack.remediate({ ...registry, ignoreChanges: [ignored] }),
    ).toHaveLength(1);
  });

  test('what can not be repaired is a mandatory violation', async () => {
    await turnOn({ remediation: 'denyByDefault' });
    const properties = { ...premium, networkRuleSet: 'x' };
    expect(await repair(properties)).toEqual([]);
    const { diagnostics } = await pack.analyze({
      type: registryType,
      properties,
    });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ policy: firewall, level: 'mandatory' }),
    );
  });
});
