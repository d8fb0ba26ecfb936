import { acrFirewall } from '../shared';
import type { Finding, Outcome, Rule } from '../shared';
import { acrRetention, acrTrustedServices } from '../shared/rules';
import { configuration, judgeConfiguration } from './support/terraform';

type Body = Record<string, unknown>;

function outcomesOf(document: unknown, rule: Rule = acrFirewall) {
  return judgeConfiguration(document, [rule]).map(
    ({ resource, outcome }) => `${resource.address}: ${outcome}`,
  );
}

function only(document: unknown, rule: Rule = acrFirewall): Finding {
  const [finding, ...others] = judgeConfiguration(document, [rule]);
  if (finding === undefined || others.length > 0) {
    throw new Error('there must be one finding');
  }
  return finding;
}

const registryType = 'Microsoft.ContainerRegistry/registries@2023-07-01';
const premium = { sku: { name: 'Premium' } };
const closed = { properties: { publicNetworkAccess: 'Disabled' } };
const open = { properties: { publicNetworkAccess: 'Enabled' } };

describe('azapi_resource', () => {
  const judge = (body: Body) =>
    outcomesOf(configuration(['azapi_resource.acr', body])).map((line) =>
      line.replace('azapi_resource.acr: ', ''),
    );

  test.each<[situation: string, body: Body, outcomes: Outcome[]]>([
    ['Premium and open', { type: registryType, body: premium }, ['fail']],
    [
      'Premium and closed',
      { type: registryType, body: { ...premium, ...closed } },
      ['pass'],
    ],
    [
      'Basic',
      { type: registryType, body: { sku: { name: 'Basic' } } },
      ['notApplicable'],
    ],
    ['no body', { type: registryType }, ['notApplicable']],
    [
      'its type in another case',
      { type: registryType.toLowerCase(), body: premium },
      ['fail'],
    ],
    [
      'its body as JSON text, up to azapi 1',
      { type: registryType, body: JSON.stringify(premium) },
      ['fail'],
    ],
    [
      'JSON text with an expression in it',
      {
        type: registryType,
        body: '{"sku": {"name": "Premium"}, "properties": {"publicNetworkAccess": "${var.access}"}}',
      },
      ['unknown'],
    ],
    [
      'JSON text whose expression is elsewhere',
      {
        type: registryType,
        body: '{"sku": {"name": "Premium"}, "tags": {"owner": "${var.owner}"}}',
      },
      ['fail'],
    ],
    [
      'JSON text that Terraform computes',
      { type: registryType, body: '${jsonencode(var.body)}' },
      ['unknown'],
    ],
    [
      'JSON text that breaks off',
      { type: registryType, body: '{"sku": ' },
      ['unknown'],
    ],
    [
      'a body that is computed',
      { type: registryType, body: '${var.body}' },
      ['unknown'],
    ],
    [
      'a property whose name is computed',
      {
        type: registryType,
        body: { ...premium, properties: { '${var.a}': 'Disabled' } },
      },
      ['unknown'],
    ],
    [
      'a sensitive body that opens it',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: open,
      },
      ['fail'],
    ],
    [
      'a sensitive body in another case',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: { Properties: { PublicNetworkAccess: 'Enabled' } },
      },
      ['fail'],
    ],
    [
      'a sensitive body that is computed',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: '${var.secrets}',
      },
      ['unknown'],
    ],
    [
      'a sensitive body over one that is computed',
      { type: registryType, body: '${var.body}', sensitive_body: closed },
      ['unknown'],
    ],
    [
      'a sensitive body about something else',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: { properties: { policies: '${var.policies}' } },
      },
      ['pass'],
    ],
    [
      'the version of its type computed',
      {
        type: 'Microsoft.ContainerRegistry/registries@${var.version}',
        body: premium,
      },
      ['fail'],
    ],
    [
      'its type computed: it may be a registry',
      { type: '${var.type}', body: premium },
      ['unknown'],
    ],
    [
      'its type computed in part: it may be a registry',
      {
        type: 'Microsoft.${var.provider}/registries@2023-07-01',
        body: premium,
      },
      ['unknown'],
    ],
    [
      'its type computed in part: it is none',
      {
        type: 'Microsoft.Storage/storageAccounts@${var.version}',
        body: premium,
      },
      [],
    ],
    [
      'another type',
      { type: 'Microsoft.Storage/storageAccounts@2023-01-01', body: premium },
      [],
    ],
    [
      'a child of a registry',
      {
        type: 'Microsoft.ContainerRegistry/registries/replications@2023-07-01',
        body: premium,
      },
      [],
    ],
    ['no type', { body: premium }, []],
    ['a type that is no text', { type: 7, body: premium }, []],
    ['no instance', { type: registryType, body: premium, count: 0 }, []],
    [
      'a number of instances that is computed',
      { type: registryType, body: premium, count: '${var.count}' },
      ['fail'],
    ],
  ])('%s', (_, body, outcomes) => {
    expect(judge(body)).toEqual(outcomes);
  });

  test('a deployment of a template', () => {
    const template = {
      $schema:
        'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.ContainerRegistry/registries',
          apiVersion: '2023-07-01',
          name: 'acr',
          ...premium,
        },
      ],
    };
    expect(
      judge({
        type: 'Microsoft.Resources/deployments@2024-03-01',
        body: { properties: { template, mode: 'Incremental' } },
      }),
    ).toEqual([expect.stringMatching(/: fail$/)]);
  });

  test('speaks to who wrote it', () => {
    const document = configuration([
      'azapi_resource.acr',
      { type: registryType, body: premium },
    ]);
    const [terraform] = judgeConfiguration(document, [acrFirewall]);
    const [cdktf] = judgeConfiguration(document, [acrFirewall], 'cdktf');
    expect(terraform?.message).toContain(
      'Fix: set body = { properties = { publicNetworkAccess = "Disabled" } }, or body = { properties = { networkRuleSet = { defaultAction = "Deny" } } }.',
    );
    expect(cdktf?.message).toContain(
      'Fix: set body: { properties: { publicNetworkAccess: "Disabled" } }, or body: { properties: { networkRuleSet: { defaultAction: "Deny" } } }.',
    );
  });
});

describe('a change of a registry that is declared elsewhere', () => {
  const resource_id = '${var.registry_id}';
  const update = (body: unknown, more: Body = {}) =>
    configuration([
      'azapi_update_resource.change',
      { type: registryType, resource_id, body, ...more },
    ]);

  test.each<[situation: string, body: unknown, outcomes: Outcome[]]>([
    ['closes the public network', closed, ['pass']],
    [
      'denies by default',
      { properties: { networkRuleSet: { defaultAction: 'Deny' } } },
      ['pass'],
    ],
    ['opens the public network', open, ['fail']],
    [
      'allows by default',
      { properties: { networkRuleSet: { defaultAction: 'Allow' } } },
      ['fail'],
    ],
    [
      'opens the public network to what the firewall names',
      {
        properties: {
          publicNetworkAccess: 'Enabled',
          networkRuleSet: { defaultAction: 'Deny' },
        },
      },
      ['pass'],
    ],
    [
      'opens a registry of a SKU that has no firewall',
      { sku: { name: 'Standard' }, ...open },
      [],
    ],
    ['opens one that it makes Premium', { ...premium, ...open }, ['fail']],
    ['makes it Premium and no more', premium, []],
    ['sets something else', { properties: { adminUserEnabled: true } }, []],
    ['sets tags', { tags: { owner: 'us' } }, []],
    [
      'names networks and no more',
      { properties: { networkRuleSet: { ipRules: [] } } },
      [],
    ],
    [
      'to a value that is computed',
      { properties: { publicNetworkAccess: '${var.access}' } },
      ['unknown'],
    ],
    [
      'resets the public network',
      { properties: { publicNetworkAccess: null } },
      ['unknown'],
    ],
    [
      'resets the rule set',
      { properties: { networkRuleSet: null } },
      ['unknown'],
    ],
    ['with a body that is computed', '${var.body}', ['unknown']],
    ['without a body', undefined, []],
  ])('%s', (_, body, outcomes) => {
    expect(
      judgeConfiguration(update(body), [acrFirewall]).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(outcomes);
  });

  test('is told from a registry with nothing set', () => {
    expect(only(update(open)).message).toContain(
      'body.properties.publicNetworkAccess is "Enabled", and body.properties.networkRuleSet.defaultAction is not known yet (this change leaves it as it is)',
    );
  });

  test('is judged by the rules that ask for what it sets', () => {
    const admin = update({ properties: { adminUserEnabled: true } });
    expect(
      judgeConfiguration(admin).map(
        ({ rule, outcome }) => `${rule.name}: ${outcome}`,
      ),
    ).toEqual(['Azure.ACR.AdminUser: fail']);
  });

  test('of a child of a registry is none', () => {
    const document = update(open, {
      type: 'Microsoft.ContainerRegistry/registries/tokens@2023-07-01',
    });
    expect(judgeConfiguration(document)).toEqual([]);
  });

  test.each<[situation: string, action: Body, outcomes: Outcome[]]>([
    ['PATCH opens', { method: 'PATCH', body: open }, ['fail']],
    ['PATCH closes', { method: 'PATCH', body: closed }, ['pass']],
    [
      'an empty action is none',
      { method: 'PATCH', action: '', body: open },
      ['fail'],
    ],
    ['PUT replaces all', { method: 'PUT', body: premium }, ['fail']],
    [
      'PUT closes',
      { method: 'PUT', body: { ...premium, ...closed } },
      ['pass'],
    ],
    ['POST, the default, changes nothing', { body: open }, []],
    ['DELETE', { method: 'DELETE' }, []],
    [
      'an action of its own',
      { method: 'POST', action: 'listCredentials', body: open },
      [],
    ],
    [
      'when it is destroyed',
      { method: 'PATCH', when: 'destroy', body: open },
      [],
    ],
    [
      'a method that is computed',
      { method: '${var.m}', body: open },
      ['unknown'],
    ],
    [
      'an action that is computed',
      { method: 'PATCH', action: '${var.a}', body: open },
      ['unknown'],
    ],
  ])('by azapi_resource_action: %s', (_, action, outcomes) => {
    const document = configuration([
      'azapi_resource_action.change',
      { type: registryType, resource_id, ...action },
    ]);
    expect(
      judgeConfiguration(document, [acrFirewall]).map(({ outcome }) => outcome),
    ).toEqual(outcomes);
  });
});

describe('a change of a registry of the same configuration', () => {
  const web = 'azurerm_container_registry.web';
  const change = 'azapi_update_resource.change';
  const id = `\${${web}.id}`;
  const openRegistry = { name: 'shopacr', sku: 'Premium' };
  const closedRegistry = {
    ...openRegistry,
    public_network_access_enabled: false,
  };
  const judge = (registry: Body, update: Body, more: [string, Body][] = []) =>
    outcomesOf(
      configuration(
        [web, registry],
        [change, { type: registryType, ...update }],
        ...more,
      ),
    );

  test.each<
    [situation: string, registry: Body, update: Body, outcome: Outcome]
  >([
    ['opens it', closedRegistry, { resource_id: id, body: open }, 'fail'],
    ['closes it', openRegistry, { resource_id: id, body: closed }, 'pass'],
    [
      'sets something else',
      closedRegistry,
      { resource_id: id, body: { properties: { adminUserEnabled: true } } },
      'pass',
    ],
    [
      'names it by its name',
      closedRegistry,
      { name: `\${${web}.name}`, parent_id: '${var.group}', body: open },
      'fail',
    ],
    [
      'names it by the literal name',
      closedRegistry,
      { name: 'ShopACR', parent_id: '${var.group}', body: open },
      'fail',
    ],
    [
      'names it by a literal ID',
      closedRegistry,
      {
        resource_id:
          '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr',
        body: open,
      },
      'fail',
    ],
    [
      'to a value that is computed',
      closedRegistry,
      {
        resource_id: id,
        body: { properties: { publicNetworkAccess: '${var.access}' } },
      },
      'unknown',
    ],
    [
      'denies by default what is open',
      openRegistry,
      {
        resource_id: id,
        body: { properties: { networkRuleSet: { defaultAction: 'Deny' } } },
      },
      'pass',
    ],
    [
      'of one of its instances closes not all',
      { ...openRegistry, count: 2 },
      { resource_id: `\${${web}[0].id}`, body: closed },
      'unknown',
    ],
    [
      'of one of its instances, in an old configuration',
      { ...openRegistry, count: 2 },
      { resource_id: `\${${web}.0.id}`, body: closed },
      'unknown',
    ],
    [
      'of one of its instances, named too',
      { ...openRegistry, count: 1 },
      { resource_id: `\${${web}[0].id}`, name: 'shopacr', body: closed },
      'pass',
    ],
    [
      'of one of its instances opens one',
      { ...closedRegistry, count: 2 },
      { resource_id: `\${${web}[0].id}`, body: open },
      'unknown',
    ],
    [
      'that Terraform chooses',
      openRegistry,
      { resource_id: `\${var.a ? ${web}.id : var.b}`, body: closed },
      'unknown',
    ],
    [
      'that is not made, as its count is 0',
      openRegistry,
      { resource_id: id, body: closed, count: 0 },
      'fail',
    ],
  ])('%s', (_, registry, update, outcome) => {
    expect(judge(registry, update)).toEqual([`${web}: ${outcome}`]);
  });

  test('many of them cost no more than their number', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => index);
    const document = configuration(
      ...many.map((index): [string, Body] => [
        `azurerm_container_registry.r${index}`,
        { ...openRegistry, name: `shop${index}` },
      ]),
      ...many.map((index): [string, Body] => [
        `azapi_update_resource.c${index}`,
        {
          type: registryType,
          body: closed,
          ...(index % 2 === 0
            ? { resource_id: `\${azurerm_container_registry.r${index}.id}` }
            : { name: `shop${index}`, parent_id: '${var.group}' }),
        },
      ]),
    );
    const start = performance.now();
    const outcomes = judgeConfiguration(document, [acrFirewall]);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['pass']),
    );
    expect(outcomes).toHaveLength(many.length);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('of another registry is judged apart', () => {
    const id2 = '${azurerm_container_registry.web2.id}';
    expect(judge(closedRegistry, { resource_id: id2, body: open })).toEqual([
      `${web}: pass`,
      `${change}: fail`,
    ]);
  });

  test('two that contradict each other leave it unknown', () => {
    expect(
      judge(closedRegistry, { resource_id: id, body: open }, [
        [
          'azapi_update_resource.again',
          { type: registryType, resource_id: id, body: closed },
        ],
      ]),
    ).toEqual([`${web}: unknown`]);
  });

  test('of a registry that azapi declares', () => {
    expect(
      outcomesOf(
        configuration(
          [
            'azapi_resource.acr',
            { type: registryType, body: { ...premium, ...closed } },
          ],
          [
            change,
            {
              type: registryType,
              resource_id: '${azapi_resource.acr.id}',
              body: open,
            },
          ],
        ),
      ),
    ).toEqual(['azapi_resource.acr: fail']);
  });

  test('of a registry that a module declares', () => {
    expect(
      outcomesOf(
        configuration(
          [
            'module.acr',
            {
              source: 'Azure/avm-res-containerregistry-registry/azurerm',
              public_network_access_enabled: false,
            },
          ],
          [
            change,
            {
              type: registryType,
              resource_id: '${module.acr.resource_id}',
              body: open,
            },
          ],
        ),
      ).sort(),
    ).toEqual(['module.acr: fail']);
  });

  test('says what it changes and where', () => {
    const { message, reasons } = only(
      configuration(
        [web, closedRegistry],
        [change, { type: registryType, resource_id: id, body: open }],
      ),
    );
    expect(reasons).toEqual([
      {
        path: 'azapi_update_resource.change.body.properties.publicNetworkAccess',
        actual: '"Enabled"',
        expected: '"Disabled"',
      },
      {
        path: 'network_rule_set.default_action',
        actual: 'not set (default "Allow")',
        expected: '"Deny"',
      },
    ]);
    expect(message).toContain(
      'Fix: set body = { properties = { publicNetworkAccess = "Disabled" } } in azapi_update_resource.change, or network_rule_set { default_action = "Deny" }.',
    );
  });
});

describe('the Azure Verified Module', () => {
  const source = 'Azure/avm-res-containerregistry-registry/azurerm';
  const call = (inputs: Body) =>
    configuration(['module.acr', { source, ...inputs }]);

  test.each<[situation: string, inputs: Body, outcome: Outcome]>([
    ['by its defaults', {}, 'fail'],
    ['a SKU without a firewall', { sku: 'Standard' }, 'notApplicable'],
    ['closed', { public_network_access_enabled: false }, 'pass'],
    ['closed, in a text', { public_network_access_enabled: 'false' }, 'pass'],
    ['open', { public_network_access_enabled: true }, 'fail'],
    [
      'null takes the place of the default',
      { public_network_access_enabled: null },
      'fail',
    ],
    [
      'a rule set that denies',
      { network_rule_set: { default_action: 'Deny' } },
      'pass',
    ],
    [
      'a rule set that allows',
      { network_rule_set: { default_action: 'Allow' } },
      'fail',
    ],
    ['an empty rule set denies', { network_rule_set: {} }, 'pass'],
    [
      'a rule set with null denies',
      { network_rule_set: { default_action: null } },
      'pass',
    ],
    ['no rule set', { network_rule_set: null }, 'fail'],
    [
      'a rule set that is computed',
      { network_rule_set: '${var.rules}' },
      'unknown',
    ],
    ['a SKU that is computed', { sku: '${var.sku}' }, 'unknown'],
    [
      'a SKU that is computed, closed',
      { sku: '${var.sku}', public_network_access_enabled: false },
      'pass',
    ],
  ])('%s', (_, inputs, outcome) => {
    expect(only(call(inputs)).outcome).toBe(outcome);
  });

  test.each([
    source,
    'azure/AVM-res-containerregistry-registry/azurerm',
    'registry.terraform.io/Azure/avm-res-containerregistry-registry/azurerm',
    'app.terraform.io/contoso/avm-res-containerregistry-registry/azurerm',
    'github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry',
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry',
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry.git?ref=0.4.0',
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry?ref=5e0cfa1&depth=1',
    'git::ssh://git@github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry.git',
    'git@github.com:Azure/terraform-azurerm-avm-res-containerregistry-registry.git',
  ])('is known by the source %s', (from) => {
    expect(only(call({ source: from })).outcome).toBe('fail');
  });

  test.each([
    `${source}//modules/scope-map`,
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry.git//modules/cache-rule?ref=v0.8.0',
    'Azure/avm-res-storage-storageaccount/azurerm',
    './modules/registry',
    'contoso/my-avm-res-containerregistry-registry/azurerm',
    '${var.source}',
  ])('is not meant by the source %s', (from) => {
    expect(judgeConfiguration(call({ source: from }))).toEqual([]);
  });

  test('count and for_each', () => {
    expect(judgeConfiguration(call({ count: 0 }))).toEqual([]);
    expect(judgeConfiguration(call({ for_each: {} }))).toEqual([]);
    expect(only(call({ for_each: '${var.names}' })).outcome).toBe('fail');
  });

  test.each<[version: Body, outcome: Outcome]>([
    [{}, 'pass'],
    [{ version: '0.4.0' }, 'pass'],
    [{ version: '~> 0.1' }, 'pass'],
    [{ version: '~> 0.4.0' }, 'pass'],
    [{ version: '>= 0.3.0' }, 'pass'],
    [{ version: '0.3.1' }, 'fail'],
    [{ version: '= 0.3.1' }, 'fail'],
    [{ version: '~> 0.3.0' }, 'fail'],
    [{ version: '>= 0.1.0, < 0.4.0' }, 'fail'],
    [{ version: '<= 0.3.1' }, 'fail'],
    [{ retention_policy_in_days: null }, 'fail'],
    [{ retention_policy_in_days: 0 }, 'fail'],
    [{ retention_policy_in_days: 30 }, 'pass'],
    [
      {
        source:
          'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry.git?ref=v0.3.1',
      },
      'fail',
    ],
    [{ version: '0.3.1', retention_policy: { enabled: true } }, 'pass'],
  ])(
    'keeps untagged manifests for some days from 0.4.0 on: %j',
    (inputs, outcome) => {
      expect(only(call(inputs), acrRetention).outcome).toBe(outcome);
    },
  );

  test('lets no trusted service in, unlike the provider', () => {
    const denies = { network_rule_set: {} };
    expect(only(call(denies), acrTrustedServices).outcome).toBe('fail');
    expect(
      only(
        call({ ...denies, network_rule_bypass_option: 'AzureServices' }),
        acrTrustedServices,
      ).outcome,
    ).toBe('pass');
  });

  test('is told in the words of its inputs', () => {
    expect(only(call({})).message).toContain(
      'Container registry "acr" accepts connections from any network: public_network_access_enabled is not set (default true), and network_rule_set.default_action is not set (default "Allow").',
    );
    expect(only(call({})).message).toContain(
      'Fix: set public_network_access_enabled = false, or network_rule_set = { default_action = "Deny" }.',
    );
  });
});

describe('azurerm_container_registry', () => {
  const judge = (body: Body) =>
    only(
      configuration([
        'azurerm_container_registry.web',
        { sku: 'Premium', ...body },
      ]),
    ).outcome;

  test.each<[situation: string, body: Body, outcome: Outcome]>([
    ['closed by "false"', { public_network_access_enabled: 'false' }, 'pass'],
    ['closed by "0"', { public_network_access_enabled: '0' }, 'pass'],
    [
      'closed by 0, which Terraform refuses',
      { public_network_access_enabled: 0 },
      'fail',
    ],
    [
      'closed by "False", which it refuses',
      { public_network_access_enabled: 'False' },
      'fail',
    ],
    ['${false}', { public_network_access_enabled: '${false}' }, 'pass'],
    [
      'null is the default',
      { public_network_access_enabled: '${null}' },
      'fail',
    ],
    [
      'a rule set as an expression',
      { network_rule_set: '${var.rules}' },
      'unknown',
    ],
    ['an empty list of rule sets', { network_rule_set: [] }, 'fail'],
    [
      'a rule set that is generated for what is not known',
      {
        dynamic: {
          network_rule_set: {
            for_each: '${var.rules}',
            content: { default_action: 'Deny' },
          },
        },
      },
      'unknown',
    ],
    [
      'a rule set that is written out beside one that may be generated',
      {
        network_rule_set: { default_action: 'Deny' },
        dynamic: {
          network_rule_set: { for_each: '${var.rules}', content: {} },
        },
      },
      'unknown',
    ],
    [
      'two rule sets that contradict each other',
      {
        network_rule_set: [
          { default_action: 'Deny' },
          { default_action: 'Allow' },
        ],
      },
      'fail',
    ],
    [
      'a condition, whatever its branches',
      { public_network_access_enabled: '${var.open ? true : false}' },
      'unknown',
    ],
    [
      'settings of Terraform beside it',
      {
        provider: 'azurerm.hub',
        depends_on: ['azurerm_resource_group.rg'],
        lifecycle: { ignore_changes: ['network_rule_set'] },
        public_network_access_enabled: false,
      },
      'pass',
    ],
  ])('%s', (_, body, outcome) => {
    expect(judge(body)).toBe(outcome);
  });
});
