import type { TerraformStack } from 'cdktf';
import {
  annotationsBelow,
  blockedBy,
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from './support/cdktf';
import type { Toolkit } from './support/cdktf';

interface Situation {
  readonly situation: string;
  readonly declare: (tools: Toolkit, web: TerraformStack) => unknown;
  readonly verdict: 'error' | 'warning' | 'silent';
}

const situations: readonly Situation[] = [
  // Tokens and lazy values, in each position.
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

  // Variables and locals.
  {
    situation: 'SKU by a variable with a default',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: new tools.TerraformVariable(web, 'sku', { default: 'Basic' })
          .stringValue,
      }),
    verdict: 'warning',
  },
  {
    situation: 'restricted by a literal beside a variable',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: new tools.TerraformVariable(web, 'sku', {}).stringValue,
        publicNetworkAccessEnabled: false,
      }),
    verdict: 'silent',
  },
  {
    situation: 'public access by a local that is false',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: new tools.TerraformLocal(web, 'off', false)
          .asBoolean,
      }),
    verdict: 'silent',
  },
  {
    situation: 'public access by a local that is true',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: new tools.TerraformLocal(web, 'on', true)
          .asBoolean,
      }),
    verdict: 'error',
  },
  {
    situation: 'SKU by a local that is a local that is Premium',
    declare: (tools, web) => {
      const inner = new tools.TerraformLocal(web, 'inner', 'Premium');
      const outer = new tools.TerraformLocal(web, 'outer', inner.asString);
      newRegistry(tools, web, 'acr', { sku: outer.asString });
    },
    verdict: 'error',
  },
  {
    situation: 'SKU by a local that is a variable',
    declare: (tools, web) => {
      const sku = new tools.TerraformVariable(web, 'sku', {});
      const local = new tools.TerraformLocal(web, 'local', sku.stringValue);
      newRegistry(tools, web, 'acr', { sku: local.asString });
    },
    verdict: 'warning',
  },
  {
    situation: 'a stack override changes the local',
    declare: (tools, web) => {
      const local = new tools.TerraformLocal(web, 'off', false);
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: local.asBoolean,
      });
      web.addOverride('locals.off', true);
    },
    verdict: 'error',
  },
  {
    situation: 'a later aspect changes the local',
    declare: (tools, web) => {
      const local = new tools.TerraformLocal(web, 'off', false);
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: local.asBoolean,
      });
      tools.Aspects.of(web).add({
        visit: ({ node }) => {
          if (node.id === 'acr') local.expression = true;
        },
      });
    },
    verdict: 'error',
  },

  // Repetition.
  {
    situation: 'for_each over a map, open',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        forEach: tools.TerraformIterator.fromMap({ a: 'x' }),
      }),
    verdict: 'error',
  },
  {
    situation: 'for_each over a map, public access by its values',
    declare: (tools, web) => {
      const each = tools.TerraformIterator.fromMap({ a: true });
      newRegistry(tools, web, 'acr', {
        forEach: each,
        publicNetworkAccessEnabled: each.value as never,
      });
    },
    verdict: 'warning',
  },
  {
    situation: 'for_each over an empty map',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        forEach: tools.TerraformIterator.fromMap({}),
      }),
    verdict: 'silent',
  },
  {
    situation: 'for_each over a list, open',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        forEach: tools.TerraformIterator.fromList(['a']),
      }),
    verdict: 'error',
  },
  {
    situation: 'for_each over an empty list',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        forEach: tools.TerraformIterator.fromList([]),
      }),
    verdict: 'silent',
  },
  {
    situation: 'count of a variable',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        count: tools.TerraformCount.of(
          new tools.TerraformVariable(web, 'count', {}).numberValue,
        ),
      }),
    verdict: 'error',
  },
  {
    situation: 'count = 0',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', { count: tools.TerraformCount.of(0) }),
    verdict: 'silent',
  },
  {
    situation: 'count = 0 as a plain number',
    declare: (tools, web) => newRegistry(tools, web, 'acr', { count: 0 }),
    verdict: 'silent',
  },
  {
    situation: 'count = 1 by an override over count = 0',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr', { count: 0 }).addOverride('count', 1);
    },
    verdict: 'error',
  },

  // Dynamic blocks.
  {
    situation: 'rule set by a for expression over a map',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        networkRuleSet: tools.TerraformIterator.fromMap({
          only: 'x',
        }).dynamic({ default_action: 'Deny' }),
      }),
    verdict: 'warning',
  },
  {
    situation: 'dynamic rule set by an override that denies',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride('dynamic.network_rule_set', {
        for_each: ['only'],
        content: { default_action: 'Deny' },
      });
    },
    verdict: 'silent',
  },
  {
    situation: 'dynamic rule set over nothing',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride('dynamic.network_rule_set', {
        for_each: [],
        content: { default_action: 'Deny' },
      });
    },
    verdict: 'error',
  },
  {
    situation: 'dynamic block of an iterator over a map',
    declare: (tools, web) => {
      class Registry extends tools.TerraformResource {
        protected override synthesizeAttributes() {
          return {
            sku: 'Premium',
            network_rule_set: tools.listMapper(
              (block: unknown) => block,
              true,
            )(
              tools.TerraformIterator.fromMap({ only: 'x' }).dynamic({
                default_action: 'Deny',
              }),
            ) as unknown,
          };
        }
      }
      new Registry(web, 'acr', {
        terraformResourceType: 'azurerm_container_registry',
      });
    },
    verdict: 'silent',
  },
  {
    situation: 'rule set by a for expression over a variable',
    declare: (tools, web) => {
      const list = new tools.TerraformVariable(web, 'list', {}).listValue;
      newRegistry(tools, web, 'acr', {
        networkRuleSet: tools.TerraformIterator.fromList(list).dynamic({
          default_action: 'Deny',
        }),
      });
    },
    verdict: 'warning',
  },

  // Terraform's own conversions, and wrong types.
  {
    situation: 'public access as the string "false"',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride(
        'public_network_access_enabled',
        'false',
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'public access as ${false}',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride(
        'public_network_access_enabled',
        '${false}',
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'rule set that is a text',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride('network_rule_set', 'x');
    },
    verdict: 'error',
  },
  {
    situation: 'SKU that is a number',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride('sku', 7);
    },
    verdict: 'silent',
  },

  // Near misses.
  {
    situation: 'data source of a registry',
    declare: (tools, web) =>
      new (class extends tools.TerraformDataSource {})(web, 'acr', {
        terraformResourceType: 'azurerm_container_registry',
      }),
    verdict: 'silent',
  },
  {
    situation: 'webhook of a registry',
    declare: (tools, web) =>
      new tools.TerraformResource(web, 'acr', {
        terraformResourceType: 'azurerm_container_registry_webhook',
      }),
    verdict: 'silent',
  },
  {
    situation: 'resource of another type with the same attributes',
    declare: (tools, web) => {
      new tools.TerraformResource(web, 'acr', {
        terraformResourceType: 'azurerm_storage_account',
      }).addOverride('sku', 'Premium');
    },
    verdict: 'silent',
  },
  {
    situation: 'registry that is moved to another resource',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').moveToId(
        'azurerm_container_registry.other',
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'registry that is imported, open',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').importFrom('/subscriptions/x');
    },
    verdict: 'error',
  },
  {
    situation: 'Terraform types named as if they were members of an object',
    declare: (tools, web) =>
      new tools.TerraformResource(web, 'acr', {
        terraformResourceType: 'constructor',
      }),
    verdict: 'silent',
  },
];

describe.each(libraryNames)('values on %s', (name) => {
  const tools = toolkit(name);

  describe.each([
    ['the aspect', () => new tools.AcrPolicyAspect()],
    ['enforceAcrPolicy', undefined],
  ])('with %s', (_, newAspect) => {
    test.each(situations)('$situation: $verdict', ({ declare, verdict }) => {
      const app = newApp(tools, { skipValidation: false });
      const web = newStack(tools, app, 'web');
      if (newAspect === undefined) tools.enforceAcrPolicy(app);
      else tools.Aspects.of(web).add(newAspect());
      declare(tools, web);

      const error = errorOf(() => {
        app.synth();
      });

      const said = verdictsBelow(app);
      expect(said).toEqual(verdict === 'silent' ? [] : [`${verdict} web/acr`]);
      expect(error !== null).toBe(verdict === 'error');
    });
  });

  test('a warning says what settles it', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'acr', { sku: '${var.sku}' });
    tools.enforceAcrPolicy(app);

    app.synth();

    expect(annotationsBelow(app)[0]?.message).toContain(
      'sku is not known yet (Terraform computes ${var.sku})',
    );
    expect(annotationsBelow(app)[0]?.message).toContain('terraform show -json');
  });

  test('a reference to a registry of another stack is a warning', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    const api = newStack(tools, app, 'api');
    const other = newRegistry(tools, web, 'other', { sku: 'Basic' });
    newRegistry(tools, api, 'acr', { sku: other.getStringAttribute('sku') });
    tools.enforceAcrPolicy(app);

    app.synth();

    expect(verdictsBelow(app)).toEqual(['warning api/acr']);
  });

  test('constructs that hold a registry are named by its path', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    const part = new (class extends tools.TerraformElement {})(web, 'part');
    newRegistry(tools, part, 'acr');
    tools.enforceAcrPolicy(app);

    expect(
      blockedBy(() => {
        app.synth();
      }),
    ).toEqual(['web/part/acr']);
  });
});
