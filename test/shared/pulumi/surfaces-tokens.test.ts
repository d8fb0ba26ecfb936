import { readerOf } from '../../../shared/pulumi/resource-types';

const tokens = [
  'azure-native:containerregistry:Registry',
  'azure-native:resources:Resource',
  'azure-native:resources:Deployment',
  'azure:containerservice/registry:Registry',
  'azurerm:index/containerRegistry:ContainerRegistry',
  'azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment',
  'azure:core/tenantTemplateDeployment:TenantTemplateDeployment',
  'azure:management/groupTemplateDeployment:GroupTemplateDeployment',
  'azurerm:index/managementGroupTemplateDeployment:ManagementGroupTemplateDeployment',
  'azure:core/templateDeployment:TemplateDeployment',
  'azapi:index/resource:Resource',
  'azapi:index/updateResource:UpdateResource',
  'azapi:index/resourceAction:ResourceAction',
];

describe.each(tokens)('%s', (token) => {
  test('declares registries', () => {
    expect(readerOf(token)).toBeDefined();
  });

  test.each([
    ['a package whose name only ends so', `company-${token}`],
    ['a type whose name only starts so', `${token}-set`],
  ])('is not mistaken for %s', (_, other) => {
    expect(readerOf(other)).not.toBe(readerOf(token));
  });
});
