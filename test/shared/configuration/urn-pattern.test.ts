import { canMatchUrn } from '../../../shared/configuration/urn-pattern';

const registry = 'azure-native:containerregistry:Registry';

describe('a pattern of an exemption in Pulumi', () => {
  test.each([
    `urn:pulumi:dev::shop::${registry}::web`,
    `urn:pulumi:my.dev_1::shop-2::company:index:Platform$${registry}::web`,
    `urn:pulumi:dev::shop::${registry}::a::b c/d`,
    `urn:pulumi:dev::shop::azure-native:resources:Deployment::base#/resources/0`,
    '*',
    '*web',
    '*::web',
    `*${registry}::web*`,
    'u*web',
    'urn:*',
    'urn:pulumi:*::shop::*',
    'urn:pulumi:dev:*:web',
    'urn:pulumi:dev::*',
    'urn:pulumi:dev::shop:*',
    'urn:pulumi:dev::shop::*::web',
    'urn:pulumi:dev::shop::azure-native:*',
    `urn:pulumi:dev::shop::${registry}::*`,
  ])('can match a URN: %s', (pattern) => {
    expect(canMatchUrn(pattern)).toBe(true);
  });

  test.each([
    'web',
    'web*',
    '::web',
    `${registry}::web`,
    `${registry}::*`,
    'URN:PULUMI:dev::*',
    'urn:pulumi::dev::*',
    'urn:pulumi:dev::web',
    'urn:pulumi:dev::shop::web',
    'urn:pulumi:my-org/dev::shop::*',
    'urn:pulumi:dev::my shop::*',
    'urn:pulumi:dev:shop*',
    `urn:pulumi:dev::shop::${registry}::`,
    'Shop/Web',
    'azurerm_container_registry.*',
    '/subscriptions/*/registries/web',
  ])('can match none: %s', (pattern) => {
    expect(canMatchUrn(pattern)).toBe(false);
  });
});
