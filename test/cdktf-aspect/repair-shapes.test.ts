import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as cdktf from 'cdktf';
import type { AcrPolicyOptions } from '../../cdktf-aspect/cdktf';
import {
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  outputOf,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import {
  ipRule,
  newAzapi,
  premium,
  repairable,
} from '../support/cdktf-repairable';
import type { Repairable } from '../support/cdktf-repairable';

describe.each(libraryNames)('repairs on %s', (library) => {
  const tools = toolkit(library);
  const options: AcrPolicyOptions = {
    remediate: true,
    remediation: 'denyByDefault',
  };

  afterEach(() => {
    delete process.env['SYNTH_HCL_OUTPUT'];
  });

  /** Synthesizes one stack that is repaired. */
  function synthesize(declare: Repairable['declare']) {
    const app = newApp(tools);
    const stack = newStack(tools, app, 'web');
    declare(tools, stack);
    tools.enforceAcrPolicy(app, options);
    const error = errorOf(() => {
      app.synth();
    });
    return { app, error };
  }

  function attributesOf(app: cdktf.App): Record<string, unknown> {
    const { resource } = outputOf(app, 'web') as {
      resource: Record<string, Record<string, Record<string, unknown>>>;
    };
    return Object.values(resource)[0]?.['acr'] ?? {};
  }

  test.each(repairable)(
    'write $shape so that it denies by default',
    ({ declare, attribute = 'network_rule_set', written }) => {
      const { app, error } = synthesize(declare);

      expect(error).toBeNull();
      expect(attributesOf(app)[attribute]).toEqual(written);
      expect(verdictsBelow(app)).toEqual(['info web/acr']);
    },
  );

  test.each<[situation: string, declare: Repairable['declare']]>([
    [
      'of which one is open',
      (all, stack) => {
        const each = all.TerraformIterator.fromMap({
          a: { open: false },
          b: { open: true },
        });
        newRegistry(all, stack, 'acr', {
          forEach: each,
          publicNetworkAccessEnabled: each.getBoolean('open'),
        });
      },
    ],
    [
      'that are counted',
      (all, stack) => newRegistry(all, stack, 'acr', { count: 2 }),
    ],
    [
      'of which the number is unknown',
      (all, stack) => {
        const { listValue } = new all.TerraformVariable(stack, 'names', {});
        newRegistry(all, stack, 'acr', {
          forEach: all.TerraformIterator.fromList(listValue),
        });
      },
    ],
  ])('close all instances %s', (_, declare) => {
    const { app, error } = synthesize(declare);

    expect(error).toBeNull();
    expect(attributesOf(app)['network_rule_set']).toMatchObject([
      { default_action: 'Deny' },
    ]);
    // One for each instance.
    expect(new Set(verdictsBelow(app))).toEqual(new Set(['info web/acr']));
  });

  test('are refused for a rule set that differs between instances', () => {
    const { error } = synthesize((all, stack) => {
      const each = all.TerraformIterator.fromMap({
        a: { action: 'Deny' },
        b: { action: 'Allow' },
      });
      newRegistry(all, stack, 'acr', {
        forEach: each,
        networkRuleSet: [{ defaultAction: each.getString('action') }],
      });
    });
    expect(String(error)).toContain('Not repaired');
    expect(String(error)).toContain('web/acr["b"]');
  });

  test.each(repairable.filter(({ isLostInHcl }) => isLostInHcl !== true))(
    'reach $shape in HCL',
    ({ declare }) => {
      process.env['SYNTH_HCL_OUTPUT'] = 'true';
      const { app, error } = synthesize(declare);

      expect(error).toBeNull();
      const hcl = readFileSync(join(app.outdir, 'stacks/web/cdk.tf'), 'utf8');
      expect(hcl).toMatch(/"?default_?action"?\s*[=:]\s*"Deny"/i);
      expect(hcl).not.toMatch(/default_action"?\s*[=:]\s*"Allow"/);
      expect(verdictsBelow(app)).toEqual(['info web/acr']);
    },
  );

  test.each(repairable)(
    'are not needed a second time for $shape',
    ({ declare, attribute = 'network_rule_set', written }) => {
      const { app } = synthesize(declare);

      app.synth();

      expect(attributesOf(app)[attribute]).toEqual(written);
      expect(verdictsBelow(app)).toEqual(['info web/acr']);
    },
  );

  test('leave the objects of the program as they are', () => {
    const shared = [{ ip_rule: ipRule }];

    const { error } = synthesize((_, stack) => {
      newRegistry(tools, stack, 'acr').addOverride('network_rule_set', shared);
    });

    expect(error).toBeNull();
    expect(shared).toEqual([{ ip_rule: ipRule }]);
  });

  test('keep references to other stacks', () => {
    const app = newApp(tools);
    const base = newStack(tools, app, 'base');
    const other = newRegistry(tools, base, 'other', {
      publicNetworkAccessEnabled: false,
    });
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'acr', {
      name: other.name,
      networkRuleSet: [{ defaultAction: 'Allow' }],
    });
    tools.enforceAcrPolicy(app, options);

    app.synth();
    const first = attributesOf(app);
    app.synth();

    expect(first['name']).toMatch(/^\$\{data\.terraform_remote_state\./);
    expect(attributesOf(app)).toEqual(first);
  });

  test.each([
    {
      shape: 'an attribute that is no rule set',
      reason: 'network_rule_set is neither a block nor an object',
      declare: (stack: cdktf.TerraformStack) => {
        newRegistry(tools, stack, 'acr').addOverride('network_rule_set', 'x');
      },
    },
    {
      shape: 'an attribute that refers to a local',
      reason: 'an expression, an override of the stack or another resource',
      declare: (stack: cdktf.TerraformStack) => {
        stack.addOverride('locals.rules', [{ default_action: 'Allow' }]);
        newRegistry(tools, stack, 'acr').addOverride(
          'network_rule_set',
          '${local.rules}',
        );
      },
    },
    {
      shape: 'an override of the stack that opens the registry again',
      reason: 'an expression, an override of the stack or another resource',
      declare: (stack: cdktf.TerraformStack) => {
        newRegistry(tools, stack, 'acr');
        stack.addOverride(
          'resource.azurerm_container_registry.acr.network_rule_set',
          { default_action: 'Allow' },
        );
      },
    },
    {
      shape: 'a sensitive body that opens the registry again',
      reason: 'an expression, an override of the stack or another resource',
      declare: (stack: cdktf.TerraformStack) => {
        newAzapi(tools, stack, premium()).addOverride('sensitive_body', {
          properties: { networkRuleSet: { defaultAction: 'Allow' } },
        });
      },
    },
    {
      shape: 'a template',
      reason:
        'overrides do not repair what azurerm_resource_group_template_deployment deploys or updates',
      declare: (stack: cdktf.TerraformStack) => {
        new tools.TerraformResource(stack, 'acr', {
          terraformResourceType: 'azurerm_resource_group_template_deployment',
        }).addOverride(
          'template_content',
          JSON.stringify({
            resources: [
              {
                type: 'Microsoft.ContainerRegistry/registries',
                apiVersion: '2023-07-01',
                name: 'acr',
                ...premium(),
              },
            ],
          }),
        );
      },
    },
  ])('are not made of $shape, and it blocks', ({ declare, reason }) => {
    const { app, error } = synthesize((_, stack) => {
      declare(stack);
    });

    expect(error?.message).toContain(`Not repaired: ${reason}`);
    expect(verdictsBelow(app)).toEqual(['error web/acr']);
  });

  test('are not made of what only an override of the stack declares', () => {
    const { error } = synthesize((_, stack) => {
      stack.addOverride('resource.azurerm_container_registry.acr', {
        sku: 'Premium',
      });
    });

    expect(error?.message).toContain(
      'Not repaired: only an override of the stack declares it.',
    );
  });

  test('are not made where the answer is not known', () => {
    const { app, error } = synthesize((_, stack) => {
      newRegistry(tools, stack, 'acr').addOverride(
        'network_rule_set',
        '${var.isOpen ? [] : [{ default_action = "Deny" }]}',
      );
    });

    expect(error).toBeNull();
    expect(attributesOf(app)['network_rule_set']).toMatch(/^\$\{var\.isOpen/);
    expect(verdictsBelow(app)).toEqual(['warning web/acr']);
  });

  test('reach the call of a module', () => {
    const app = newApp(tools);
    const stack = newStack(tools, app, 'web');
    new tools.TerraformHclModule(stack, 'acr', {
      source: 'Azure/avm-res-containerregistry-registry/azurerm',
      variables: { network_rule_set: { default_action: 'Allow' } },
    });
    tools.enforceAcrPolicy(app, options);

    app.synth();

    expect(outputOf(app, 'web')).toMatchObject({
      module: { acr: { network_rule_set: { default_action: 'Deny' } } },
    });
    expect(verdictsBelow(app)).toEqual(['info web/acr']);
  });
});
