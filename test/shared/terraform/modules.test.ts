import { acrFirewall } from '../../../shared';
import type { Outcome, Rule } from '../../../shared';
import {
  acrContentTrust,
  acrRetention,
  acrTrustedServices,
} from '../../../shared/rules';
import {
  configuration,
  judgeConfiguration,
  onlyFinding,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';

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
    expect(onlyFinding(call(inputs)).outcome).toBe(outcome);
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
    'https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry/archive/refs/tags/v0.4.0.zip//terraform-azurerm-avm-res-containerregistry-registry-0.4.0',
    'https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry/archive/v0.4.0.tar.gz//*?archive=tar.gz',
    'https://codeload.github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry/zip/refs/tags/v0.4.0?archive=zip',
    'https://api.github.com/repos/Azure/terraform-azurerm-avm-res-containerregistry-registry/tarball/v0.4.0?archive=tgz',
    'https://gitlab.example.com/mirror/terraform-azurerm-avm-res-containerregistry-registry/-/archive/v0.4.0/x.zip',
    's3::https://s3.amazonaws.com/modules/terraform-azurerm-avm-res-containerregistry-registry-v0.4.0.zip',
    'https://example.com/modules/avm-res-containerregistry-registry-0.4.0.tgz',
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry//.',
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry.git//?ref=v0.4.0',
    'git::https://dev.azure.com/contoso/infra/_git/terraform-azurerm-avm-res-containerregistry-registry',
    `${source}//.`,
    'registry.opentofu.org/Azure/avm-res-containerregistry-registry/azurerm',
    'localterraform.com/contoso/avm-res-containerregistry-registry/azurerm',
  ])('is known by the source %s', (from) => {
    expect(onlyFinding(call({ source: from })).outcome).toBe('fail');
  });

  test.each([
    `${source}//modules/scope-map`,
    'git::https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry.git//modules/cache-rule?ref=v0.8.0',
    'Azure/avm-res-storage-storageaccount/azurerm',
    './modules/registry',
    'contoso/my-avm-res-containerregistry-registry/azurerm',
    'terraform-azurerm-avm-res-containerregistry-registry',
    './modules/terraform-azurerm-avm-res-containerregistry-registry',
    'https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry/archive/v0.4.0.zip//terraform-azurerm-avm-res-containerregistry-registry-0.4.0/modules/scope-map',
    'Azure/avm-res-containerregistry-registry/aws',
    '${var.source}',
  ])('is not meant by the source %s', (from) => {
    expect(judgeConfiguration(call({ source: from }))).toEqual([]);
  });

  test('count and for_each', () => {
    expect(judgeConfiguration(call({ count: 0 }))).toEqual([]);
    expect(judgeConfiguration(call({ for_each: {} }))).toEqual([]);
    expect(onlyFinding(call({ for_each: '${var.names}' })).outcome).toBe(
      'fail',
    );
  });

  test.each<[version: Body, outcome: Outcome]>([
    [{}, 'pass'],
    [{ version: '0.4.0' }, 'pass'],
    [{ version: '~> 0.1' }, 'pass'],
    [{ version: '~> 0.4.0' }, 'pass'],
    [{ version: '>= 0.3.0' }, 'pass'],
    [{ version: '< 0.4.1' }, 'pass'],
    [{ version: '< 0.4.10' }, 'pass'],
    [{ version: '< 0.5.0' }, 'pass'],
    [{ version: '0.10.0' }, 'pass'],
    [{ version: '1.0.3' }, 'pass'],
    [{ version: 'v0.3.1' }, 'fail'],
    [{ version: '< 0.4' }, 'fail'],
    [{ version: '<= 0.3' }, 'fail'],
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
    [
      {
        source:
          'https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry/archive/refs/tags/v0.3.1.zip//terraform-azurerm-avm-res-containerregistry-registry-0.3.1',
      },
      'fail',
    ],
    [
      {
        source:
          'https://example.com/terraform-azurerm-avm-res-containerregistry-registry-0.3.1.zip',
      },
      'fail',
    ],
    [{ version: '0.3.1', retention_policy: { enabled: true } }, 'pass'],
  ])(
    'keeps untagged manifests for some days from 0.4.0 on: %j',
    (inputs, outcome) => {
      expect(onlyFinding(call(inputs), acrRetention).outcome).toBe(outcome);
    },
  );

  test.each<[situation: string, inputs: Body, outcome: Outcome]>([
    ['by default', {}, 'fail'],
    ['where it is told to', { enable_trust_policy: true }, 'pass'],
    [
      'with a key of its own',
      { customer_managed_key: { key_name: 'acr' } },
      'notApplicable',
    ],
  ])('keeps signed images %s: %j', (_, inputs, outcome) => {
    const rule: Rule = { ...acrContentTrust, level: 'advisory' };
    expect(onlyFinding(call(inputs), rule).outcome).toBe(outcome);
  });

  test('lets no trusted service in, unlike the provider', () => {
    const denies = { network_rule_set: {} };
    expect(onlyFinding(call(denies), acrTrustedServices)).toMatchObject({
      outcome: 'fail',
      reasons: [{ path: 'network_rule_bypass_option', actual: '"None"' }],
    });
    expect(
      onlyFinding(
        call({ ...denies, network_rule_bypass_option: 'AzureServices' }),
        acrTrustedServices,
      ).outcome,
    ).toBe('pass');
  });

  test('is told in the words of its inputs', () => {
    expect(onlyFinding(call({})).message).toContain(
      'Container registry "acr" accepts connections from any network: public_network_access_enabled is not set (default true), and network_rule_set.default_action is not set (default "Allow").',
    );
    expect(onlyFinding(call({})).message).toContain(
      'Fix: set public_network_access_enabled = false, or network_rule_set = { default_action = "Deny" }.',
    );
  });

  test('is told in the words of CDKTF', () => {
    const [finding] = judgeConfiguration(call({}), [acrFirewall], 'cdktf');
    expect(finding?.message).toContain(
      'Fix: set public_network_access_enabled: false, or network_rule_set: { default_action: "Deny" }.',
    );
  });
});
