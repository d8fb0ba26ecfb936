import { describePack, premium } from '../../support/booted-pack';
import { unknown } from '../../support/neutral';

describePack((pack) => {
  describe('a generic resource of azure-native', () => {
    const generic = {
      resourceProviderNamespace: 'Microsoft.ContainerRegistry',
      parentResourcePath: '',
      resourceType: 'registries',
      ...premium,
    };

    const deployed = {
      template: {
        resources: [
          {
            type: 'Microsoft.ContainerRegistry/registries',
            apiVersion: '2023-07-01',
            name: 'acr',
            ...premium,
          },
        ],
      },
    };

    test.each([
      { situation: 'registry', difference: {}, outcome: 'fail' },
      {
        situation: 'registry with a name',
        difference: { resourceName: 'web' },
        outcome: 'fail',
      },
      {
        situation: 'registry whose name is not known yet',
        difference: { resourceName: unknown },
        outcome: 'fail',
      },
      {
        situation: 'registry in other case',
        difference: {
          resourceProviderNamespace: 'microsoft.containerregistry',
          resourceType: 'Registries',
        },
        outcome: 'fail',
      },
      {
        situation: 'registry that is closed',
        difference: { properties: { publicNetworkAccess: 'Disabled' } },
        outcome: 'pass',
      },
      {
        situation: 'registry with the type in the parent path',
        difference: { parentResourcePath: 'registries', resourceType: 'web' },
        outcome: 'fail',
      },
      {
        situation: 'type that is not known yet',
        difference: { resourceType: unknown },
        outcome: 'unknown',
      },
      {
        situation: 'closed registry or something else, type not known yet',
        difference: {
          resourceType: unknown,
          properties: { publicNetworkAccess: 'Disabled' },
        },
        outcome: 'pass',
      },
      {
        situation: 'namespace that is not known yet',
        difference: { resourceProviderNamespace: unknown },
        outcome: 'unknown',
      },
      {
        situation: 'parent that is not known yet',
        difference: { parentResourcePath: unknown },
        outcome: 'unknown',
      },
      {
        situation: 'other namespace, type not known yet',
        difference: {
          resourceProviderNamespace: 'Microsoft.Storage',
          resourceType: unknown,
        },
        outcome: 'notApplicable',
      },
      {
        situation: 'other type, namespace not known yet',
        difference: {
          resourceProviderNamespace: unknown,
          resourceType: 'storageAccounts',
        },
        outcome: 'notApplicable',
      },
      {
        situation: 'deployment of a registry or something else, type not known',
        difference: {
          resourceProviderNamespace: 'Microsoft.Resources',
          resourceType: unknown,
          properties: deployed,
        },
        outcome: 'unknown',
      },
      {
        situation: 'deployment of a registry or something else',
        difference: {
          resourceProviderNamespace: unknown,
          resourceType: 'deploymentStacks',
          properties: deployed,
        },
        outcome: 'unknown',
      },
      {
        situation: 'other type beside a template, namespace not known yet',
        difference: {
          resourceProviderNamespace: unknown,
          resourceType: 'deploymentScripts',
          properties: deployed,
        },
        outcome: 'notApplicable',
      },
      {
        situation: 'replication of a registry',
        difference: {
          parentResourcePath: 'registries/web',
          resourceType: 'replications',
        },
        outcome: 'notApplicable',
      },
      {
        situation: 'other type of the same namespace',
        difference: { resourceType: 'operations' },
        outcome: 'notApplicable',
      },
      {
        situation: 'type of the wrong type',
        difference: { resourceType: 7 },
        outcome: 'notApplicable',
      },
    ])('$situation: $outcome', async ({ difference, outcome }) => {
      expect(
        await pack.judge(
          { ...generic, ...difference },
          'azure-native:resources:Resource',
        ),
      ).toMatchObject({ outcome });
    });

    test('says that its type is what is not known', async () => {
      const { messages } = await pack.judge(
        { ...generic, resourceType: unknown },
        'azure-native:resources:Resource',
      );
      expect(messages).toEqual([
        expect.stringContaining(
          'Resource "web" may be a container registry: its type is unknown (resourceType waits for another resource).',
        ),
      ]);
    });
  });
});
