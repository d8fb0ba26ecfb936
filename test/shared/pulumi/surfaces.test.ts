import { describePack, premium } from '../../support/booted-pack';
import { unknown } from '../../support/neutral';

describePack((pack) => {
  test.each([
    'pulumi:pulumi:Stack',
    'pulumi:providers:azure-native',
    'company:index:Platform',
    'azure-native:containerregistry:Webhook',
    'azure-native:containerregistry:RegistryToken',
    'azure-native:containerregistry:ConnectedRegistry',
    'azure:containerservice/registryWebhook:RegistryWebhook',
    'digitalocean:index/containerRegistry:ContainerRegistry',
    'aws:ecr/registry:Registry',
  ])('has nothing to say about %s', async (type) => {
    expect(await pack.judge(premium, type)).toEqual({
      outcome: 'notApplicable',
      messages: ['The resource declares no container registry.'],
    });
  });

  describe('finds a registry under each of its tokens', () => {
    test.each([
      'azure-native:containerregistry:Registry',
      'azure-native:containerregistry/v20230701:Registry',
      'azure-native:containerregistry/v20241101preview:Registry',
      'azure-native:containerregistry/latest:Registry',
      'azure-native_containerregistry_v20230701:containerregistry:Registry',
      'azure-native_ContainerRegistry_v20230701:ContainerRegistry:Registry',
      'azure-native_containerregistry_v20230701:containerregistry/v20230701:Registry',
      'azure-native_containerregistry_2023-07-01:containerregistry/2023-07-01:Registry',
      'azure-nextgen:containerregistry/v20190501:Registry',
    ])('%s', async (type) => {
      expect(await pack.judge(premium, type)).toMatchObject({
        outcome: 'fail',
      });
    });

    test.each([
      'azure:containerservice/registry:Registry',
      'azurerm:index/containerRegistry:ContainerRegistry',
    ])('%s', async (type) => {
      expect(await pack.judge({ sku: 'Premium' }, type)).toMatchObject({
        outcome: 'fail',
      });
    });
  });

  describe('reports what is named as a registry in a spelling that is not known', () => {
    test.each([
      ['company-azure-native:containerregistry:Registry', premium],
      ['azure-next:containerregistry/v20300101:Registry', premium],
      [
        'azurerm-v5:index/containerRegistry:ContainerRegistry',
        { sku: 'Premium' },
      ],
    ])('%s', async (type, properties) => {
      expect(await pack.judge(properties, type)).toEqual({
        outcome: 'unknown',
        messages: [expect.stringContaining('may be a container registry')],
      });
    });
  });

  test.each([
    { situation: 'open', properties: {}, outcome: 'fail' },
    {
      situation: 'closed',
      properties: { network_rule_set: [{ default_action: 'Deny' }] },
      outcome: 'pass',
    },
  ])(
    'evaluates a registry of a Terraform module that is $situation',
    async ({ properties, outcome }) => {
      expect(
        await pack.judge(
          { sku: 'Premium', ...properties },
          'acr:tf:azurerm_container_registry',
        ),
      ).toMatchObject({ outcome });
    },
  );

  describe('azapi through any-terraform-provider', () => {
    const type = 'Microsoft.ContainerRegistry/registries@2023-07-01';
    const closed = { properties: { publicNetworkAccess: 'Disabled' } };
    const open = { properties: { publicNetworkAccess: 'Enabled' } };

    test.each([
      {
        situation: 'an open resource',
        token: 'azapi:index/resource:Resource',
        properties: { type, body: premium },
        outcome: 'fail',
      },
      {
        situation: 'a closed resource',
        token: 'azapi:index/resource:Resource',
        properties: { type, body: { ...premium, ...closed } },
        outcome: 'pass',
      },
      {
        situation: 'a resource that its sensitive body opens',
        token: 'azapi:index/resource:Resource',
        properties: {
          type,
          body: { ...premium, ...closed },
          sensitiveBody: open,
        },
        outcome: 'fail',
      },
      {
        situation: 'an update that opens',
        token: 'azapi:index/updateResource:UpdateResource',
        properties: { type, resourceId: 'id', body: open },
        outcome: 'fail',
      },
      {
        situation: 'an update that closes',
        token: 'azapi:index/updateResource:UpdateResource',
        properties: { type, resourceId: 'id', body: closed },
        outcome: 'pass',
      },
      {
        situation: 'an action that opens',
        token: 'azapi:index/resourceAction:ResourceAction',
        properties: { type, resourceId: 'id', method: 'PATCH', body: open },
        outcome: 'fail',
      },
      {
        situation: 'an action that lists credentials',
        token: 'azapi:index/resourceAction:ResourceAction',
        properties: { type, resourceId: 'id', action: 'listCredentials' },
        outcome: 'notApplicable',
      },
      {
        situation: 'another type',
        token: 'azapi:index/resource:Resource',
        properties: {
          type: 'Microsoft.ContainerRegistry/registries/webhooks@2023-07-01',
          body: premium,
        },
        outcome: 'notApplicable',
      },
      {
        situation: 'a type that is not known yet',
        token: 'azapi:index/resource:Resource',
        properties: { type: unknown, body: premium },
        outcome: 'unknown',
      },
    ])('$situation: $outcome', async ({ token, properties, outcome }) => {
      expect(await pack.judge(properties, token)).toMatchObject({ outcome });
    });
  });

  describe("names the properties as the registry's author writes them", () => {
    test.each([
      {
        type: 'azure:containerservice/registry:Registry',
        properties: { sku: 'Premium', publicNetworkAccessEnabled: true },
        observed:
          'publicNetworkAccessEnabled is true, and networkRuleSet.defaultAction is not set (default "Allow")',
        fix: 'publicNetworkAccessEnabled to false, or networkRuleSet.defaultAction to "Deny"',
      },
      {
        type: 'azurerm:index/containerRegistry:ContainerRegistry',
        properties: {
          sku: 'Premium',
          networkRuleSets: [{ defaultAction: 'Allow' }],
        },
        observed:
          'publicNetworkAccessEnabled is not set (default true), and networkRuleSets.defaultAction is "Allow"',
        fix: 'publicNetworkAccessEnabled to false, or networkRuleSets[0].defaultAction to "Deny"',
      },
      {
        type: 'azure-native:resources:Resource',
        properties: {
          resourceProviderNamespace: 'Microsoft.ContainerRegistry',
          resourceType: 'registries',
          sku: { tier: 'Premium' },
        },
        observed:
          'properties.publicNetworkAccess is not set (default "Enabled"), and properties.networkRuleSet.defaultAction is not set (default "Allow")',
        fix: 'properties.publicNetworkAccess to "Disabled", or properties.networkRuleSet.defaultAction to "Deny"',
      },
    ])('$type', async ({ type, properties, observed, fix }) => {
      const { messages } = await pack.judge(properties, type);
      expect(messages).toEqual([expect.stringContaining(`: ${observed}.`)]);
      expect(messages).toEqual([expect.stringContaining(`Fix: set ${fix}.`)]);
    });
  });
});
