import type * as cdktf from 'cdktf';
import { newRegistry } from './cdktf';
import type { Toolkit } from './cdktf';

export const ipRule = [{ action: 'Allow', ip_range: '203.0.113.0/24' }];
const acrType = 'Microsoft.ContainerRegistry/registries@2023-07-01';
/** The body of a Premium registry; a new one each time, because the library writes overrides into it. */
export const premium = () => ({ sku: { name: 'Premium' } });
const denied = [{ default_action: 'Deny' }];

/** A way to write the open registry `acr`, and what the attribute with its rule set is after the repair. */
export interface Repairable {
  readonly shape: string;
  readonly declare: (tools: Toolkit, stack: cdktf.TerraformStack) => unknown;
  readonly attribute?: string;
  /** The library's HCL does not render this shape as it is written in JSON. */
  readonly isLostInHcl?: true;
  readonly written: unknown;
}

/** The registry `acr` by azapi. */
export function newAzapi(
  { TerraformResource }: Toolkit,
  stack: cdktf.TerraformStack,
  body: unknown,
) {
  const resource = new TerraformResource(stack, 'acr', {
    terraformResourceType: 'azapi_resource',
  });
  resource.addOverride('type', acrType);
  resource.addOverride('body', body);
  return resource;
}

/** Ways to write a registry that can be repaired, each with the repair that denies by default. */
export const repairable: readonly Repairable[] = [
  {
    shape: 'no rule set',
    declare: (tools, stack) => newRegistry(tools, stack, 'acr'),
    written: denied,
  },
  {
    shape: 'an override that is a list of one',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('network_rule_set', [
        { ip_rule: ipRule },
      ]);
    },
    written: [{ default_action: 'Deny', ip_rule: ipRule }],
  },
  {
    shape: 'an override that is a list of several',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('network_rule_set', [
        { ip_rule: ipRule },
        { default_action: 'Allow' },
      ]);
    },
    written: [{ default_action: 'Deny', ip_rule: ipRule }, ...denied],
  },
  {
    shape: 'an override that is a list, after a property',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr', {
        networkRuleSet: [{ defaultAction: 'Allow' }],
      }).addOverride('network_rule_set', [{ ip_rule: ipRule }]);
    },
    written: [
      { default_action: 'Deny', ip_rule: null },
      { default_action: 'Deny', ip_rule: ipRule },
    ],
  },
  {
    shape: 'an override that is an empty list',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('network_rule_set', []);
    },
    written: denied,
  },
  {
    shape: 'an override that is an object',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('network_rule_set', {
        ip_rule: ipRule,
      });
    },
    written: { default_action: 'Deny', ip_rule: ipRule },
  },
  {
    shape: 'an override of one member by its path',
    isLostInHcl: true,
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr', {
        networkRuleSet: [{ defaultAction: 'Deny' }],
      }).addOverride('network_rule_set.0.default_action', 'Allow');
    },
    written: [{ default_action: 'Deny', ip_rule: null }],
  },
  {
    shape: 'an override of a name by its path',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride(
        'network_rule_set.default_action',
        'Allow',
      );
    },
    written: { default_action: 'Deny' },
  },
  {
    shape: 'a property that is lazy',
    declare: (tools, stack) =>
      newRegistry(tools, stack, 'acr', {
        networkRuleSet: tools.Lazy.anyValue({
          produce: () => [{ default_action: 'Allow', ip_rule: ipRule }],
        }) as never,
      }),
    written: [{ default_action: 'Deny', ip_rule: ipRule }],
  },
  {
    shape: 'an override that is lazy',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride(
        'network_rule_set',
        tools.Lazy.anyValue({ produce: () => [{ ip_rule: ipRule }] }),
      );
    },
    written: [{ default_action: 'Deny', ip_rule: ipRule }],
  },
  {
    shape: 'a dynamic block with literal members',
    isLostInHcl: true,
    attribute: 'dynamic',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('dynamic', {
        network_rule_set: [
          { for_each: ['x'], content: [{ default_action: 'Allow' }] },
        ],
      });
    },
    written: { network_rule_set: [{ for_each: ['x'], content: denied }] },
  },
  {
    shape: 'a dynamic block of one object',
    attribute: 'dynamic',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('dynamic.network_rule_set', {
        for_each: { x: 1 },
        content: { ip_rule: ipRule },
      });
    },
    written: {
      network_rule_set: {
        for_each: { x: 1 },
        content: { default_action: 'Deny', ip_rule: ipRule },
      },
    },
  },
  {
    shape: 'a dynamic block without members',
    declare: (tools, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('dynamic.network_rule_set', {
        for_each: [],
        content: { default_action: 'Allow' },
      });
    },
    written: denied,
  },
  {
    shape: 'a body of azapi',
    attribute: 'body',
    declare: (tools, stack) => newAzapi(tools, stack, premium()),
    written: {
      ...premium(),
      properties: { networkRuleSet: { defaultAction: 'Deny' } },
    },
  },
  {
    shape: 'a body of azapi, overridden by its path',
    attribute: 'body',
    declare: (tools, stack) => {
      newAzapi(tools, stack, premium()).addOverride(
        'body.properties.networkRuleSet.ipRules',
        [],
      );
    },
    written: {
      ...premium(),
      properties: { networkRuleSet: { defaultAction: 'Deny', ipRules: [] } },
    },
  },
  {
    shape: 'a body of azapi that is JSON text',
    attribute: 'body',
    declare: (tools, stack) =>
      newAzapi(tools, stack, JSON.stringify({ ...premium(), properties: {} })),
    written: JSON.stringify({
      ...premium(),
      properties: { networkRuleSet: { defaultAction: 'Deny' } },
    }),
  },
  {
    shape: 'a body of azapi that is lazy',
    attribute: 'body',
    declare: (tools, stack) =>
      newAzapi(
        tools,
        stack,
        tools.Lazy.anyValue({
          produce: () => ({
            ...premium(),
            properties: { zoneRedundancy: 'x' },
          }),
        }),
      ),
    written: {
      ...premium(),
      properties: {
        zoneRedundancy: 'x',
        networkRuleSet: { defaultAction: 'Deny' },
      },
    },
  },
];
