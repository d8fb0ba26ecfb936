import { packForms, urnOf } from '../support/analyzer';
import type { Analyzer, Resource } from '../support/analyzer';
import { unknownOnWire } from '../support/wire';

const rule = 'Azure.ACR.PrivateEndpoint';
const type = 'azure-native:containerregistry:Registry';
const id =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/web';

const registry: Resource = {
  type,
  name: 'web',
  properties: { sku: { name: 'Premium' } },
};
const other = { ...registry, name: 'other' };
const network = 'azure-native:network:PrivateEndpoint';

/** As at preview, where only what it depends on is known. */
const planned: Resource = {
  type: network,
  name: 'endpoint',
  properties: { privateLinkServiceConnections: unknownOnWire },
  propertyDependencies: {
    privateLinkServiceConnections: [urnOf(type, 'web')],
  },
};

describe.each(packForms)('$form', ({ boot }) => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await boot();
  });
  beforeEach(() => pack.configure({ [rule]: { level: 'advisory' } }));
  afterAll(() => pack.close());

  /** The registries of which the policy reports something when a stack is complete. */
  async function reported(...resources: readonly Resource[]) {
    for (const resource of resources) {
      const { diagnostics } = await pack.analyze(resource);
      expect(diagnostics.filter(({ policy }) => policy === rule)).toEqual([]);
    }
    const { diagnostics } = await pack.analyzeStack(resources);
    return diagnostics
      .filter(({ policy }) => policy === rule)
      .map(({ level, message }) => `${level}: ${message}`);
  }

  test('warns about a registry that no endpoint of the stack points at', async () => {
    expect(await reported(registry)).toEqual([
      expect.stringMatching(
        /^advisory: Container registry "web" can't be checked yet: .* one may be declared elsewhere/,
      ),
    ]);
  });

  test.each([
    { situation: 'azure-native at preview', endpoint: planned },
    {
      situation: 'azure-native with a known ID',
      endpoint: {
        type: network,
        name: 'endpoint',
        properties: {
          privateLinkServiceConnections: [{ privateLinkServiceId: id }],
        },
      },
    },
    {
      situation: 'the classic provider',
      endpoint: {
        type: 'azure:privatelink/endpoint:Endpoint',
        name: 'endpoint',
        properties: {
          privateServiceConnection: {
            isManualConnection: false,
            privateConnectionResourceId: unknownOnWire,
          },
        },
        propertyDependencies: {
          privateServiceConnection: [urnOf(type, 'web')],
        },
      },
    },
  ])('accepts an endpoint of $situation', async ({ endpoint }) => {
    const known = { ...registry, properties: { ...registry.properties, id } };
    expect(await reported(known, endpoint)).toEqual([]);
    expect(await reported(known, other, endpoint)).toEqual([
      expect.stringContaining('Container registry "other"'),
    ]);
  });

  test('does not accept an endpoint that waits for an approval', async () => {
    const manual: Resource = {
      type: 'azure:privatelink/endpoint:Endpoint',
      name: 'endpoint',
      properties: { privateServiceConnection: { isManualConnection: true } },
      propertyDependencies: {
        privateServiceConnection: [urnOf(type, 'web')],
      },
    };
    expect(await reported(registry, manual)).toHaveLength(1);
  });

  test('says nothing while it is off', async () => {
    await pack.configure({ [rule]: { level: 'disabled' } });
    expect(await reported(registry)).toEqual([]);
  });
});
