import type { Json } from '../../support/arm';
import {
  deployment,
  innerScope,
  outcomesOf,
  registry,
} from '../../support/arm';

/** A nested deployment whose one output is an expression over its parameter. */
function settings(
  around: Record<string, Json> = {},
  value: Json = "[if(equals(parameters('env'), 'prod'), 'Disabled', 'Enabled')]",
  env: Json = 'prod',
): Record<string, Json> {
  return deployment(
    {
      parameters: { env: { type: 'string' } },
      resources: [],
      outputs: { access: { type: 'string', value } },
    },
    { name: 'settings', ...around },
    { ...innerScope, parameters: { env: { value: env } } },
  );
}

const using = (reference: string) =>
  registry({ publicNetworkAccess: `[${reference}]` });

const byId = "resourceId('Microsoft.Resources/deployments', 'settings')";
const version2 = { languageVersion: '2.0' };

test.each<{
  readonly situation: string;
  readonly template: Json;
  readonly outcomes: readonly string[];
}>([
  {
    situation: 'by the name',
    template: {
      resources: [
        settings(),
        using("reference('settings').outputs.access.value"),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'by the name, of an open one, in another case',
    template: {
      resources: [
        settings({}, undefined, 'dev'),
        using("reference('Settings').Outputs.ACCESS.Value"),
      ],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'by the resource id',
    template: {
      resources: [
        settings(),
        using(`reference(${byId}, '2022-09-01').outputs.access.value`),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'by the resource id, in full',
    template: {
      resources: [
        settings(),
        using(
          `reference(${byId}, '2022-09-01', 'Full').properties.outputs.access.value`,
        ),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'in another resource group, as Bicep refers to it',
    template: {
      resources: [
        settings({ resourceGroup: 'other' }),
        using(
          "reference(extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'other'), 'Microsoft.Resources/deployments', 'settings'), '2022-09-01').outputs.access.value",
        ),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'of a deployment of the same name in another resource group',
    template: {
      resources: [
        settings({ resourceGroup: 'one' }),
        using(
          "reference(resourceId('s', 'two', 'Microsoft.Resources/deployments', 'settings')).outputs.access.value",
        ),
      ],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'of a deployment whose name only Azure knows',
    template: {
      resources: [
        settings({ name: "[uniqueString('a')]" }),
        using(
          "reference(resourceId('Microsoft.Resources/deployments', uniqueString('a'))).outputs.access.value",
        ),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'by the symbolic name',
    template: {
      ...version2,
      resources: {
        values: settings({ name: 'x' }),
        acr: using("reference('values').outputs.access.value"),
      },
    },
    outcomes: ['pass'],
  },
  {
    situation: 'by the symbolic name in a copy loop',
    template: {
      ...version2,
      resources: {
        values: settings(
          {
            name: "[format('x{0}', copyIndex())]",
            copy: { name: 'values', count: 2 },
          },
          undefined,
          "[if(equals(copyIndex(), 1), 'prod', 'dev')]",
        ),
        one: using("reference(format('values[{0}]', 0)).outputs.access.value"),
        two: using("reference('values[1]').outputs.access.value"),
        all: using("references('values')[1].outputs.access.value"),
        name: using("reference('x1').outputs.access.value"),
      },
    },
    outcomes: ['fail', 'pass', 'pass', 'pass'],
  },
  {
    situation: 'of a deployment in a deployment',
    template: {
      resources: [
        deployment(
          {
            resources: [settings()],
            outputs: {
              access: {
                type: 'string',
                value: "[reference('settings').outputs.access.value]",
              },
            },
          },
          { name: 'outer' },
          innerScope,
        ),
        using("reference('outer').outputs.access.value"),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'handed on to another deployment',
    template: {
      resources: [
        settings(),
        deployment(
          {
            parameters: { access: { type: 'string' } },
            resources: [using("parameters('access')")],
          },
          {},
          {
            ...innerScope,
            parameters: {
              access: { value: "[reference('settings').outputs.access.value]" },
            },
          },
        ),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'of a deployment that is left out',
    template: {
      resources: [
        settings({ condition: false }),
        using("reference('settings').outputs.access.value"),
      ],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'of a deployment whose condition is unknown',
    template: {
      resources: [
        settings({ condition: '[bool(utcNow())]' }),
        using("reference('settings').outputs.access.value"),
      ],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'what only Azure knows of a deployment',
    template: {
      resources: [
        settings({}, '[utcNow()]'),
        using("reference('settings').outputs.access.value"),
        using("reference('settings').provisioningState"),
      ],
    },
    outcomes: ['unknown', 'unknown'],
  },
  {
    situation: 'of deployments that refer to each other',
    template: {
      resources: [
        settings(
          { name: 'a' },
          undefined,
          "[reference('b').outputs.access.value]",
        ),
        settings(
          { name: 'b' },
          undefined,
          "[reference('a').outputs.access.value]",
        ),
        using("reference('a').outputs.access.value"),
      ],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'as the SKU',
    template: {
      resources: [
        settings({}, 'Basic'),
        registry(
          {},
          { sku: { name: "[reference('settings').outputs.access.value]" } },
        ),
      ],
    },
    outcomes: ['notApplicable'],
  },
  {
    situation: 'in the outer scope',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [
        deployment(
          {
            resources: [],
            outputs: { access: { value: "[parameters('access')]" } },
          },
          { name: 'settings' },
        ),
        using("reference('settings').outputs.access.value"),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'an array that a copy loop fills',
    template: {
      resources: [
        deployment(
          {
            resources: [],
            outputs: {
              access: {
                type: 'array',
                copy: {
                  count: 2,
                  input: "[if(equals(copyIndex(), 0), 'Enabled', 'Disabled')]",
                },
              },
            },
          },
          { name: 'settings' },
          innerScope,
        ),
        using("reference('settings').outputs.access.value[1]"),
      ],
    },
    outcomes: ['pass'],
  },
])('an output of a deployment, $situation', ({ template, outcomes }) => {
  expect(outcomesOf(template)).toEqual(outcomes);
});
