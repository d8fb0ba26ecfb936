import { check, inFolder } from '../cli';
import type { Message, Section } from './section';

/** Documents with values that are not known, by why. */
const undecided: Readonly<Record<string, unknown>> = {
  'a variable in Terraform JSON': terraform({
    azurerm_container_registry: {
      web: { sku: '${var.sku}' },
    },
  }),
  'a body of azapi that is no JSON': terraform({
    azapi_resource: {
      web: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        body: '{',
      },
    },
  }),
  'a type that is not known': terraform({
    azapi_resource: {
      web: {
        type: '${var.type}',
        body: { sku: { name: 'Premium' }, properties: {} },
      },
    },
  }),
  'a change that resets a setting': change({
    publicNetworkAccess: null,
  }),
  'a change that opens one of two doors': change({
    publicNetworkAccess: 'Enabled',
  }),
  'a change of one of several': terraform({
    azurerm_container_registry: {
      web: { count: '${var.count}', name: '${var.name}', sku: 'Premium' },
    },
    azapi_update_resource: {
      web: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        resource_id: '${azurerm_container_registry.web[0].id}',
        body: { properties: { publicNetworkAccess: 'Disabled' } },
      },
    },
  }),
  'a linked template': terraform({
    azurerm_resource_group_template_deployment: {
      web: { name: 'web', template_spec_version_id: 'id' },
    },
  }),
  'a value after apply': {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'azurerm_container_registry.web',
        mode: 'managed',
        type: 'azurerm_container_registry',
        name: 'web',
        change: {
          actions: ['create'],
          before: null,
          after: {},
          after_unknown: { sku: true },
        },
      },
    ],
  },
  'an output in a Pulumi preview': stack(
    '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  ),
  'a secret in a Pulumi stack': stack('[secret]'),
  'an asset in a Pulumi stack': stack({
    '4dabf18193072939515e22adb298388d': 'c44067f5952c0a294b673a41bacd8c17',
  }),
  'a template in a Pulumi stack': {
    deployment: {
      resources: [
        {
          urn: 'urn:pulumi:dev::shop::azure-native:resources:Deployment::web',
          custom: true,
          type: 'azure-native:resources:Deployment',
          inputs: {
            properties: {
              template: {
                resources: [
                  {
                    type: 'Microsoft.Resources/deployments',
                    name: 'nested',
                    properties: {
                      template: {
                        resources: [
                          {
                            type: 'Microsoft.ContainerRegistry/registries',
                            name: 'web',
                            sku: { name: 'Premium' },
                            properties: {},
                          },
                        ],
                      },
                    },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
};

function terraform(resource: object): object {
  return { resource };
}

function change(properties: object): object {
  return terraform({
    azapi_update_resource: {
      web: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        resource_id:
          '/subscriptions/1/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/web',
        body: { properties },
      },
    },
  });
}

function stack(sku: unknown): object {
  const type = 'azure-native:containerregistry:Registry';
  return {
    deployment: {
      resources: [
        {
          urn: `urn:pulumi:dev::shop::${type}::web`,
          custom: true,
          type,
          inputs: { sku: { name: sku } },
        },
      ],
    },
  };
}

async function undecidedMessages(): Promise<Message[]> {
  const names = Object.keys(undecided);
  const files = Object.fromEntries(
    Object.values(undecided).map((document, index) => [
      `${index}/document.json`,
      document,
    ]),
  );
  return inFolder(files, async (cwd) => {
    const { report } = await check(
      names.map((_, index) => `${index}/document.json`),
      { cwd },
    );
    return names.map((when, index) => {
      const said = report.findings
        .filter(({ file }) => file === `${index}/document.json`)
        .filter(({ outcome }) => outcome === 'unknown' || outcome === 'fail');
      const [finding] = said
        .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
        .concat(said);
      if (finding === undefined) throw new Error(`Nothing is said of ${when}.`);
      return { when, says: finding.message };
    });
  });
}

/** What is said of a registry that is not known, by each kind of document. */
export async function sectionsOfUndecided(): Promise<Section[]> {
  return [
    {
      title: 'The command: what is not known',
      about: 'Why, in brackets; then what becomes of it.',
      messages: await undecidedMessages(),
    },
  ];
}
