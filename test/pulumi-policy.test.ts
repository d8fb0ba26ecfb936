import { join } from 'node:path';
import { acrFirewall } from '../shared/rules/Azure.ACR.Firewall';
import { Analyzer, packForms, root } from './support/analyzer';
import { unknown } from './support/neutral';
import { secretOnWire, unknownOnWire } from './support/wire';

const registryType = 'azure-native:containerregistry:Registry';
const premium = { sku: { name: 'Premium' } };

describe.each(packForms)('$form, booted', ({ boot }) => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await boot();
  });
  afterAll(() => pack.close());
  afterEach(() => pack.enforceAll());

  /** What the firewall's policy reports; the others have tables of their own. */
  const report = async (properties: Record<string, unknown>, name = 'web') => {
    const analysis = await pack.analyze({
      type: registryType,
      name,
      properties,
    });
    return analysis.diagnostics.filter(
      ({ policy }) => policy === 'Azure.ACR.Firewall',
    );
  };
  const judge = (properties: Record<string, unknown>, type = registryType) =>
    pack.analyzeRegistry(type, properties);

  test('describes itself and its policies in full', async () => {
    const info = await pack.info();
    expect(info).toMatchObject({ name: 'azure-acr', version: '0.1.0' });
    expect(info.policiesList).toContainEqual(
      expect.objectContaining({
        name: 'Azure.ACR.Firewall',
        displayname: acrFirewall.title,
        description: acrFirewall.description,
        enforcementlevel: 1, // mandatory
        severity: 3, // high
        framework: {
          name: 'Microsoft cloud security benchmark',
          version: 'v1',
          reference: 'NS-2',
          specification: acrFirewall.framework?.url,
        },
        tagsList: [
          'azure',
          'container-registry',
          'AZR-000402',
          'Security',
          'd0793b48-0edc-4296-a390-4c75d1bdfd71',
        ],
        remediationSteps: acrFirewall.recommendation,
        url: 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/',
      }),
    );
  });

  test('reports an open registry as a mandatory violation', async () => {
    const open = { ...premium, publicNetworkAccess: 'Enabled' };
    expect(await report(open, 'open')).toEqual([
      {
        policy: 'Azure.ACR.Firewall',
        level: 'mandatory',
        message: [
          acrFirewall.description,
          'Container registry "open" accepts connections from any network: publicNetworkAccess is "Enabled", and networkRuleSet.defaultAction is not set (default "Allow"). (Azure.ACR.Firewall)',
          'Fix: set publicNetworkAccess: "Disabled", or networkRuleSet: { defaultAction: "Deny" }.',
          acrFirewall.recommendation,
          acrFirewall.url,
        ].join('\n'),
      },
    ]);
  });

  test('reports at the level that the configuration sets', async () => {
    await pack.configure({ 'Azure.ACR.Firewall': { level: 'advisory' } });
    expect(await report(premium)).toMatchObject([{ level: 'advisory' }]);
  });

  test('is silent about a registry that is closed', async () => {
    expect(
      await judge({ ...premium, publicNetworkAccess: 'disabled' }),
    ).toEqual({ outcome: 'pass', messages: [] });
  });

  test('says why a Standard registry is not judged', async () => {
    expect(await judge({ sku: { name: 'Standard' } })).toEqual({
      outcome: 'notApplicable',
      messages: [expect.stringContaining('exists only with the Premium SKU.')],
    });
  });

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
    expect(await judge(premium, type)).toEqual({
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
      'azure-nextgen:containerregistry/v20190501:Registry',
    ])('%s', async (type) => {
      expect(await judge(premium, type)).toMatchObject({ outcome: 'fail' });
    });

    test.each([
      'azure:containerservice/registry:Registry',
      'azurerm:index/containerRegistry:ContainerRegistry',
    ])('%s', async (type) => {
      expect(await judge({ sku: 'Premium' }, type)).toMatchObject({
        outcome: 'fail',
      });
    });
  });

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
      expect(await judge(properties, token)).toMatchObject({ outcome });
    });
  });

  describe("names the properties as the registry's author writes them", () => {
    test.each([
      {
        type: 'azure:containerservice/registry:Registry',
        properties: { sku: 'Premium', publicNetworkAccessEnabled: true },
        observed:
          'publicNetworkAccessEnabled is true, and networkRuleSet.defaultAction is not set (default "Allow")',
        fix: 'publicNetworkAccessEnabled: false, or networkRuleSet: { defaultAction: "Deny" }',
      },
      {
        type: 'azurerm:index/containerRegistry:ContainerRegistry',
        properties: {
          sku: 'Premium',
          networkRuleSets: [{ defaultAction: 'Allow' }],
        },
        observed:
          'publicNetworkAccessEnabled is not set (default true), and networkRuleSets.defaultAction is "Allow"',
        fix: 'publicNetworkAccessEnabled: false, or networkRuleSets: [{ defaultAction: "Deny" }]',
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
        fix: 'properties: { publicNetworkAccess: "Disabled" }, or properties: { networkRuleSet: { defaultAction: "Deny" } }',
      },
    ])('$type', async ({ type, properties, observed, fix }) => {
      const { messages } = await judge(properties, type);
      expect(messages).toEqual([expect.stringContaining(`: ${observed}. (`)]);
      expect(messages).toEqual([expect.stringContaining(`Fix: set ${fix}.`)]);
    });
  });

  describe('a generic resource of azure-native', () => {
    const generic = {
      resourceProviderNamespace: 'Microsoft.ContainerRegistry',
      parentResourcePath: '',
      resourceType: 'registries',
      ...premium,
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
        await judge(
          { ...generic, ...difference },
          'azure-native:resources:Resource',
        ),
      ).toMatchObject({ outcome });
    });

    test('says that its type is what is not known', async () => {
      const { messages } = await judge(
        { ...generic, resourceType: unknown },
        'azure-native:resources:Resource',
      );
      expect(messages).toEqual([
        expect.stringContaining(
          'Resource "web" may be a container registry: its type is not known yet (resourceType waits for another resource).',
        ),
      ]);
    });
  });

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
      expect(await judge(properties, type)).toEqual({
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
      await pack.enforceAll();
      const { policiesList } = await pack.info();
      const ofRules = policiesList.filter(({ name }) =>
        name.startsWith('Azure.ACR.'),
      );
      const analysis = await pack.analyze(linked);
      expect(analysis).toMatchObject(expected);
      expect(analysis.notApplicable.size).toBe(ofRules.length - 1);
      // At pulumi up the same is told again.
      expect(await pack.analyze(linked)).toMatchObject(expected);
    });

    test('reports what fails and then what is not known', async () => {
      const [registry] = template.resources;
      const open = { ...registry, sku: { name: 'Premium' } };
      const properties = {
        publicNetworkAccess: "[reference('other').properties.access]",
      };
      const resources = [{ ...open, name: 'late', properties }, open];
      const analysis = await pack.analyze({
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
            'Container registry "late" can\'t be judged yet',
          ) as string,
        },
      ]);
    });
  });

  describe('a value that is not known yet', () => {
    test('is told by an advisory that says what waits for what', async () => {
      expect(
        await report({ ...premium, networkRuleSet: unknownOnWire }),
      ).toEqual([
        {
          policy: 'Azure.ACR.Firewall',
          level: 'advisory',
          message:
            "can't run policy 'Azure.ACR.Firewall' from policy pack 'azure-acr@v0.1.0' during preview: " +
            'Container registry "web" can\'t be judged yet: networkRuleSet.defaultAction is not known yet (networkRuleSet waits for another resource). (Azure.ACR.Firewall)\n' +
            'It will be judged at pulumi up, before the registry is created or changed.',
        },
      ]);
    });

    test.each([
      {
        situation: 'public access beside a known Deny',
        properties: {
          publicNetworkAccess: unknown,
          networkRuleSet: { defaultAction: 'Deny' },
        },
        outcome: 'pass',
      },
      {
        situation: 'rule set beside disabled public access',
        properties: {
          publicNetworkAccess: 'Disabled',
          networkRuleSet: unknown,
        },
        outcome: 'pass',
      },
      {
        situation: 'IP range beside a known Deny',
        properties: {
          networkRuleSet: {
            defaultAction: 'Deny',
            ipRules: [{ iPAddressOrRange: unknown }],
          },
        },
        outcome: 'pass',
      },
      {
        situation: 'location, which the rule does not look at',
        properties: { location: unknown },
        outcome: 'fail',
      },
      {
        situation: 'SKU',
        properties: { sku: unknown },
        outcome: 'unknown',
      },
      {
        situation: 'secret of which nothing is known',
        properties: { publicNetworkAccess: secretOnWire(unknown) },
        outcome: 'unknown',
      },
    ])('$situation: $outcome', async ({ properties, outcome }) => {
      expect(await judge({ ...premium, ...properties })).toMatchObject({
        outcome,
      });
    });
  });

  describe('a secret', () => {
    test('that can be read is judged by its value', async () => {
      expect(
        await judge({
          ...premium,
          networkRuleSet: secretOnWire({ defaultAction: 'Deny' }),
        }),
      ).toMatchObject({ outcome: 'pass' });
    });

    test('is never printed', async () => {
      const { messages } = await judge({
        ...premium,
        publicNetworkAccess: secretOnWire('hunter2'),
        networkRuleSet: secretOnWire({ defaultAction: 'hunter2' }),
      });
      expect(messages).toEqual([
        expect.stringContaining(
          'publicNetworkAccess is a text that Azure does not know',
        ),
      ]);
      expect(messages.join()).not.toContain('hunter2');
    });

    test('that policy analyze can not decrypt is unknown', async () => {
      const { outcome, messages } = await judge({
        ...premium,
        networkRuleSet: '[secret]',
      });
      expect(outcome).toBe('unknown');
      expect(messages).toEqual([
        expect.stringContaining(
          "networkRuleSet is a secret that can't be read",
        ),
      ]);
    });
  });

  describe('odd input gets a verdict', () => {
    test.each([
      {
        situation: 'external resource in policy analyze, without properties',
        properties: {},
        outcome: 'notApplicable',
      },
      {
        situation: 'SKU of the wrong type',
        properties: { sku: 7 },
        outcome: 'notApplicable',
      },
      {
        situation: 'SKU that is null',
        properties: { sku: null },
        outcome: 'notApplicable',
      },
      {
        situation: 'rule set of the wrong type',
        properties: { ...premium, networkRuleSet: 'x' },
        outcome: 'fail',
      },
      {
        situation: 'rule set that is a list',
        properties: { ...premium, networkRuleSet: [{ defaultAction: 'Deny' }] },
        outcome: 'fail',
      },
      {
        situation: 'settings that are null',
        properties: {
          ...premium,
          publicNetworkAccess: null,
          networkRuleSet: { defaultAction: null },
        },
        outcome: 'fail',
      },
      {
        situation: 'setting under the key __proto__',
        properties: {
          ...premium,
          ...(JSON.parse(
            '{"__proto__": {"publicNetworkAccess": "Disabled"}}',
          ) as object),
        },
        outcome: 'fail',
      },
      {
        situation: 'asset beside the settings',
        properties: {
          ...premium,
          readme: {
            '4dabf18193072939515e22adb298388d':
              'c44067f5952c0a294b673a41bacd8c17',
            text: 'hello',
          },
        },
        outcome: 'fail',
      },
    ])('$situation: $outcome', async ({ properties, outcome }) => {
      expect(await judge(properties)).toMatchObject({ outcome });
    });
  });
});

describe('a rule that throws', () => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await Analyzer.boot(join(root, 'test/fixtures/faulty-pack'));
  });
  afterAll(() => pack.close());

  test('blocks whatever its level, and leaves the other findings standing', async () => {
    await pack.configure({ 'Azure.ACR.Faulty': { level: 'advisory' } });
    const { diagnostics } = await pack.analyze({
      type: registryType,
      name: 'open',
      properties: premium,
    });
    expect(diagnostics.filter(({ level }) => level === 'mandatory')).toEqual([
      expect.objectContaining({ policy: 'Azure.ACR.Firewall' }),
      {
        policy: 'Azure.ACR.Faulty',
        level: 'mandatory',
        message: expect.stringContaining(
          'Azure.ACR.Faulty failed on container registry "open": TypeError: the rule is broken',
        ) as string,
      },
    ]);
  });

  test('is not asked about what is no registry', async () => {
    const { diagnostics } = await pack.analyze({
      type: 'pulumi:pulumi:Stack',
      properties: {},
    });
    expect(diagnostics).toEqual([]);
  });
});
