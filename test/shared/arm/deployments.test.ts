import type { RegistryReader } from '../../../shared/model/declaration';
import { readerOf } from '../../../shared/pulumi/resource-types';
import { acrFirewall } from '../../../shared/rules/Azure.ACR.Firewall';
import { terraformResourceType } from '../../../shared/terraform/resource-types';
import type { Finding } from '../../../shared/rules/types';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';
import { registry } from '../../support/arm';
import { findingsOf } from '../../support/findings';

const template = {
  parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
  resources: [registry({ publicNetworkAccess: "[parameters('access')]" })],
};
const closing = { access: { value: 'Disabled' } };
const unknown = new Unknown('a test says so');

interface Row {
  readonly situation: string;
  readonly type: string;
  readonly properties: Value;
  readonly outcomes: readonly string[];
}

const terraform: readonly Row[] = [
  {
    situation: 'a resource group deployment without parameters',
    type: 'azurerm_resource_group_template_deployment',
    properties: { template_content: JSON.stringify(template) },
    outcomes: ['fail'],
  },
  {
    situation: 'a subscription deployment with parameters',
    type: 'azurerm_subscription_template_deployment',
    properties: {
      template_content: JSON.stringify(template),
      parameters_content: JSON.stringify(closing),
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a management group deployment with unknown parameters',
    type: 'azurerm_management_group_template_deployment',
    properties: {
      template_content: JSON.stringify(template),
      parameters_content: unknown,
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a tenant deployment whose template is unknown',
    type: 'azurerm_tenant_template_deployment',
    properties: { template_content: unknown },
    outcomes: ['unknown'],
  },
  {
    situation: 'a template spec is a link, whatever a plan says of the content',
    type: 'azurerm_resource_group_template_deployment',
    properties: {
      template_content: unknown,
      template_spec_version_id: '/subscriptions/…',
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a deployment of nothing',
    type: 'azurerm_resource_group_template_deployment',
    properties: {},
    outcomes: [],
  },
  {
    situation: 'azurerm 3: values by name alone',
    type: 'azurerm_template_deployment',
    properties: {
      template_body: JSON.stringify(template),
      parameters: { access: 'Disabled' },
    },
    outcomes: ['pass'],
  },
  {
    situation: 'azurerm 3: parameters as JSON text',
    type: 'azurerm_template_deployment',
    properties: {
      template_body: JSON.stringify(template),
      parameters_body: JSON.stringify(closing),
    },
    outcomes: ['pass'],
  },
  {
    situation: 'azurerm 3: values by name go before JSON text',
    type: 'azurerm_template_deployment',
    properties: {
      template_body: JSON.stringify(template),
      parameters: { access: 'Enabled' },
      parameters_body: JSON.stringify(closing),
    },
    outcomes: ['fail'],
  },
  {
    situation: 'azurerm 3: values by name that are not known',
    type: 'azurerm_template_deployment',
    properties: {
      template_body: JSON.stringify(template),
      parameters: unknown,
      parameters_body: JSON.stringify(closing),
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a template spec that is not known yet',
    type: 'azurerm_subscription_template_deployment',
    properties: { template_spec_version_id: unknown },
    outcomes: ['unknown'],
  },
];

const pulumi: readonly Row[] = [
  {
    situation: 'azure-native: a template as an object',
    type: 'azure-native:resources:Deployment',
    properties: { properties: { mode: 'Incremental', template } },
    outcomes: ['fail'],
  },
  {
    situation: 'azure-native: a template as text, with parameters',
    type: 'azure-native:resources:DeploymentAtSubscriptionScope',
    properties: {
      properties: { template: JSON.stringify(template), parameters: closing },
    },
    outcomes: ['pass'],
  },
  {
    situation: 'azure-native: a parameter that is not known yet',
    type: 'azure-native:resources:DeploymentAtManagementGroupScope',
    properties: {
      properties: { template, parameters: { access: { value: unknown } } },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: a secret of a key vault',
    type: 'azure-native:resources:DeploymentAtTenantScope',
    properties: {
      properties: {
        template,
        parameters: { access: { reference: { secretName: 'access' } } },
      },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: something unknown in the template',
    type: 'azure-native:resources/v20220901:DeploymentAtScope',
    properties: {
      properties: {
        template: { resources: [registry({ networkRuleSet: unknown })] },
      },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: linked parameters',
    type: 'azure-native:resources:Deployment',
    properties: {
      properties: { template, parametersLink: { uri: 'https://…' } },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: a linked template',
    type: 'azure-native:resources:Deployment',
    properties: { properties: { templateLink: { uri: 'https://…' } } },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: a deployment stack',
    type: 'azure-native:resources:DeploymentStackAtResourceGroup',
    properties: { template, parameters: closing },
    outcomes: ['pass'],
  },
  {
    situation: 'azure-native: the generic resource as a deployment',
    type: 'azure-native:resources:Resource',
    properties: {
      resourceProviderNamespace: 'Microsoft.Resources',
      parentResourcePath: '',
      resourceType: 'deployments',
      properties: { template, parameters: closing },
    },
    outcomes: ['pass'],
  },
  {
    situation: 'azure-native: a link to parameters that is not known yet',
    type: 'azure-native:resources:Deployment',
    properties: {
      properties: { template, parameters: closing, parametersLink: unknown },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: a deployment stack, linked',
    type: 'azure-native:resources:DeploymentStackAtSubscription',
    properties: { templateLink: { uri: 'https://…' } },
    outcomes: ['unknown'],
  },
  {
    situation: 'azure-native: a deployment stack with linked parameters',
    type: 'azure-native:resources:DeploymentStackAtManagementGroup',
    properties: { template, parametersLink: { uri: 'https://…' } },
    outcomes: ['unknown'],
  },
  {
    situation: 'classic azure: a template spec',
    type: 'azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment',
    properties: { templateSpecVersionId: '/subscriptions/…' },
    outcomes: ['unknown'],
  },
  {
    situation: 'classic azure',
    type: 'azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment',
    properties: {
      templateContent: JSON.stringify(template),
      parametersContent: JSON.stringify(closing),
    },
    outcomes: ['pass'],
  },
  {
    situation: 'classic azure, up to version 5',
    type: 'azure:core/templateDeployment:TemplateDeployment',
    properties: {
      templateBody: JSON.stringify(template),
      parameters: { access: 'Enabled' },
    },
    outcomes: ['fail'],
  },
];

function judge(
  type: string,
  properties: Value,
  read: RegistryReader | undefined,
): Finding[] {
  return findingsOf(
    [acrFirewall],
    { type, address: `${type}.acr`, name: 'acr' },
    () => read?.(properties) ?? [],
  );
}

function judgeTerraform(type: string, properties: Value): Finding[] {
  return judge(type, properties, terraformResourceType(type, 'terraform'));
}

describe('Pulumi', () => {
  test.each(pulumi)('$situation', ({ type, properties, outcomes }) => {
    expect(
      judge(type, properties, readerOf(type)).map(({ outcome }) => outcome),
    ).toEqual(outcomes);
  });
});

describe('Terraform', () => {
  test.each(terraform)('$situation', ({ type, properties, outcomes }) => {
    expect(
      judgeTerraform(type, properties).map(({ outcome }) => outcome),
    ).toEqual(outcomes);
  });

  test('a finding is in the words of the template and says where in it', () => {
    const [finding] = judgeTerraform(
      'azurerm_resource_group_template_deployment',
      {
        template_content: JSON.stringify({ resources: [registry()] }),
      },
    );
    expect(finding?.resource).toMatchObject({
      address: 'azurerm_resource_group_template_deployment.acr#/resources/0',
      name: 'web',
    });
    expect(finding?.message).toContain(
      'set "properties": { "publicNetworkAccess": "Disabled" }',
    );
  });

  test('a link is named by the property that holds it', () => {
    const [finding] = judgeTerraform(
      'azurerm_resource_group_template_deployment',
      {
        template_spec_version_id: '/subscriptions/…',
      },
    );
    expect(finding?.message).toContain('(template_spec_version_id)');
  });
});
