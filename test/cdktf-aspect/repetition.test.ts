import { newRegistry } from '../support/cdktf';
import { testSituations } from '../support/cdktf-situations';

testSituations('repetition and dynamic blocks', [
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
    verdict: 'error',
  },
  {
    situation: 'for_each over a map, closed by its values',
    declare: (tools, web) => {
      const each = tools.TerraformIterator.fromMap({ a: false, b: false });
      newRegistry(tools, web, 'acr', {
        forEach: each,
        publicNetworkAccessEnabled: each.value as never,
      });
    },
    verdict: 'silent',
  },
  {
    situation: 'for_each over objects, of which one is open',
    declare: (tools, web) => {
      const each = tools.TerraformIterator.fromMap({
        a: { sku: 'Premium', open: false },
        b: { sku: 'Premium', open: true },
        c: { sku: 'Basic', open: true },
      });
      newRegistry(tools, web, 'acr', {
        forEach: each,
        sku: each.getString('sku'),
        publicNetworkAccessEnabled: each.getBoolean('open'),
      });
    },
    verdict: 'error',
  },
  {
    situation: 'for_each over a list of objects, all closed',
    declare: (tools, web) => {
      const each = tools.TerraformIterator.fromComplexList(
        [
          { name: 'a', open: false },
          { name: 'b', open: false },
        ] as never,
        'name',
      );
      newRegistry(tools, web, 'acr', {
        forEach: each,
        publicNetworkAccessEnabled: each.getBoolean('open'),
      });
    },
    verdict: 'silent',
  },
  {
    situation: 'for_each over a list, SKU by its values',
    declare: (tools, web) => {
      const each = tools.TerraformIterator.fromList(['Premium', 'Basic']);
      newRegistry(tools, web, 'acr', {
        forEach: each,
        sku: each.value as string,
      });
    },
    verdict: 'error',
  },
  {
    situation: 'for_each over data sources',
    declare: (tools, web) => {
      const sources = new tools.TerraformDataSource(web, 'sources', {
        terraformResourceType: 'azurerm_container_registry',
        forEach: tools.TerraformIterator.fromList(['a']),
      });
      const each = tools.TerraformIterator.fromDataSources(sources);
      newRegistry(tools, web, 'acr', {
        forEach: each,
        publicNetworkAccessEnabled: each.getBoolean('open'),
      });
    },
    verdict: 'warning',
  },
  {
    situation: 'a condition that opens it',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: tools.conditional(
          tools.Op.eq(
            new tools.TerraformLocal(web, 'stage', 'dev').asString,
            'dev',
          ),
          true,
          false,
        ) as never,
      }),
    verdict: 'error',
  },
  {
    situation: 'SKU by functions',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: tools.Fn.element(
          ['Basic', tools.Fn.coalesce(['', 'Premium'])],
          1,
        ) as string,
      }),
    verdict: 'error',
  },
  {
    situation: 'dynamic block with the value of an iterator that opens',
    declare: (tools, web) => {
      const each = tools.TerraformIterator.fromList(['Allow']);
      newRegistry(tools, web, 'acr', {
        networkRuleSet: each.dynamic({ default_action: each.value as string }),
      });
    },
    verdict: 'error',
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

  {
    situation: 'rule set by a for expression over a map',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        networkRuleSet: tools.TerraformIterator.fromMap({
          only: 'x',
        }).dynamic({ default_action: 'Deny' }),
      }),
    verdict: 'silent',
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
]);
