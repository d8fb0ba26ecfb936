import { newRegistry } from '../support/cdktf';
import { testSituations } from '../support/cdktf-situations';

testSituations('tokens and lazy values', [
  {
    situation: 'lazy SKU that is Premium',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: tools.Lazy.stringValue({ produce: () => 'Premium' }),
      }),
    verdict: 'error',
  },
  {
    situation: 'lazy SKU that is Basic',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: tools.Lazy.stringValue({ produce: () => 'Basic' }),
      }),
    verdict: 'silent',
  },
  {
    situation: 'lazy public access that is off',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: tools.Lazy.anyValue({
          produce: () => false,
        }),
      }),
    verdict: 'silent',
  },
  {
    situation: 'lazy public access that is nothing',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: tools.Lazy.anyValue({
          produce: () => undefined,
        }),
      }),
    verdict: 'error',
  },
  {
    situation: 'lazy public access that can tell nothing yet',
    declare: (tools, web) => {
      let isReady = true;
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: tools.Lazy.anyValue({
          produce: () => {
            if (isReady) return false;
            throw new Error('too early');
          },
        }),
      });
      tools.Aspects.of(web).add({
        visit: ({ node }) => {
          isReady = node.id !== 'acr';
        },
      });
      web.node.addValidation({
        validate: () => {
          isReady = true;
          return [];
        },
      });
    },
    verdict: 'silent',
  },
  {
    situation: 'lazy rule set that denies',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        networkRuleSet: tools.Lazy.anyValue({
          produce: () => [{ default_action: 'Deny' }],
        }),
      }),
    verdict: 'silent',
  },
  {
    situation: 'default action that denies, in a token inside the rule set',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        networkRuleSet: [
          { defaultAction: tools.Token.asString(tools.Token.asAny('Deny')) },
        ],
      }),
    verdict: 'silent',
  },
  {
    situation: 'rule set that denies, with a range of another resource',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        networkRuleSet: [
          {
            defaultAction: 'Deny',
            ipRule: [
              {
                action: 'Allow',
                ipRange: newRegistry(tools, web, 'other', { sku: 'Basic' })
                  .loginServer,
              },
            ],
          },
        ],
      }),
    verdict: 'silent',
  },
  {
    situation: 'null by token',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: tools.Token.nullValue(),
      }),
    verdict: 'error',
  },
  {
    situation: 'SKU by a reference to another registry',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: newRegistry(tools, web, 'other', {
          sku: 'Basic',
        }).getStringAttribute('sku'),
      }),
    verdict: 'warning',
  },
  {
    situation: 'public access by a conditional function',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: tools.conditional(
          new tools.TerraformVariable(web, 'isOpen', {}).value,
          true,
          false,
        ) as never,
      }),
    verdict: 'warning',
  },
]);
