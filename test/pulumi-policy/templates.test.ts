import { describePack } from '../support/booted-pack';

describePack((pack) => {
  describe('finds the registries of a template under each token of its deployment', () => {
    const template = {
      resources: [
        {
          type: 'Microsoft.ContainerRegistry/registries',
          apiVersion: '2023-07-01',
          name: 'inner',
          sku: { name: "[parameters('sku')]" },
        },
      ],
      parameters: { sku: { type: 'string' } },
    };
    const parameters = { sku: { value: 'Premium' } };

    test.each([
      ...[
        'azure-native:resources:Deployment',
        'azure-native:resources/v20240301:Deployment',
        'azure-native_resources_v20240301:resources:Deployment',
        'azure-native:resources:DeploymentAtScope',
        'azure-native:resources:DeploymentAtSubscriptionScope',
        'azure-native:resources:DeploymentAtManagementGroupScope',
        'azure-native:resources:DeploymentAtTenantScope',
      ].map((type) => ({
        type,
        properties: { properties: { template, parameters } },
      })),
      ...[
        'azure-native:resources:DeploymentStackAtResourceGroup',
        'azure-native:resources:DeploymentStackAtSubscription',
        'azure-native:resources:DeploymentStackAtManagementGroup',
      ].map((type) => ({ type, properties: { template, parameters } })),
      ...[
        'azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment',
        'azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment',
        'azure:core/tenantTemplateDeployment:TenantTemplateDeployment',
        'azure:management/groupTemplateDeployment:GroupTemplateDeployment',
        'azurerm:index/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment',
        'azurerm:index/managementGroupTemplateDeployment:ManagementGroupTemplateDeployment',
      ].map((type) => ({
        type,
        properties: {
          templateContent: JSON.stringify(template),
          parametersContent: JSON.stringify(parameters),
        },
      })),
      ...[
        'azure:core/templateDeployment:TemplateDeployment',
        'azurerm:index/templateDeployment:TemplateDeployment',
      ].map((type) => ({
        type,
        properties: {
          templateBody: JSON.stringify(template),
          parameters: { sku: 'Premium' },
        },
      })),
    ])('$type', async ({ type, properties }) => {
      expect(await pack.judge(properties, type)).toEqual({
        outcome: 'fail',
        messages: [expect.stringContaining('Container registry "inner"')],
      });
    });

    test('tells once that a linked template is not read, and passes for no policy', async () => {
      const templateLink = { uri: 'https://example.org/main.json' };
      const linked = {
        type: 'azure-native:resources:Deployment',
        name: 'linked',
        properties: { properties: { templateLink } },
      };
      const expected = {
        diagnostics: [
          {
            policy: 'Azure.ACR.Firewall',
            level: 'advisory',
            message: expect.stringContaining(
              'its template is linked (templateLink)',
            ) as string,
          },
        ],
      };
      const { policiesList } = await pack.analyzer.info();
      const ofRules = policiesList.filter(({ name }) =>
        name.startsWith('Azure.ACR.'),
      );
      const analysis = await pack.analyzer.analyze(linked);
      expect(analysis).toMatchObject(expected);
      expect(analysis.notApplicable.size).toBe(ofRules.length - 1);
      // pulumi up reports the same again.
      expect(await pack.analyzer.analyze(linked)).toMatchObject(expected);
    });

    test('reports what fails and then what is not known', async () => {
      const [registry] = template.resources;
      const open = { ...registry, sku: { name: 'Premium' } };
      const properties = {
        publicNetworkAccess: "[reference('other').properties.access]",
      };
      const resources = [{ ...open, name: 'late', properties }, open];
      const analysis = await pack.analyzer.analyze({
        type: 'azure-native:resources:Deployment',
        properties: { properties: { template: { resources } } },
      });
      const told = analysis.diagnostics.filter(
        ({ policy }) => policy === 'Azure.ACR.Firewall',
      );
      expect(told).toMatchObject([
        {
          level: 'mandatory',
          message: expect.stringContaining(
            'Container registry "inner" accepts connections',
          ) as string,
        },
        {
          level: 'advisory',
          message: expect.stringContaining(
            'Container registry "late" can\'t be checked yet',
          ) as string,
        },
      ]);
    });
  });
});

describePack((pack) => {
  describe('a command that may change registries is unknown', () => {
    test.each([
      [
        'command:local:Command',
        { create: 'az acr update -n web --public-network-enabled true' },
      ],
      [
        'command:remote:Command',
        { create: 'echo', update: 'az acr network-rule add -n web' },
      ],
      [
        'pulumi-nodejs:dynamic:Resource',
        { __provider: 'exec("az acr update -n web")' },
      ],
      [
        'azure-native:resources:AzureCliScript',
        { arguments: ['acr', 'update'], scriptContent: 'az acr update' },
      ],
    ])('%s', async (type, properties) => {
      const { diagnostics } = await pack.analyzer.analyze({ type, properties });
      expect(diagnostics).toEqual([
        expect.objectContaining({
          level: 'advisory',
          message: expect.stringContaining('runs a command') as string,
        }),
      ]);
    });

    test.each([
      ['command:local:Command', { create: 'az login' }],
      ['azure-native:subscription:Alias', { name: 'az acr update' }],
    ])('other resources are not: %s', async (type, properties) => {
      const { diagnostics } = await pack.analyzer.analyze({ type, properties });
      expect(diagnostics).toEqual([]);
    });
  });
});
