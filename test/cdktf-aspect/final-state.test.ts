import {
  blockedBy,
  errorOf,
  libraryNames,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import {
  at,
  newProgram,
  synthOf,
  waysToHold,
} from '../support/cdktf-final-state';

describe.each(libraryNames)('what %s writes is what counts', (name) => {
  const tools = toolkit(name);
  const { Aspects, TerraformResource, Testing } = tools;

  describe.each(waysToHold)('with %s', (_, hold) => {
    test('an aspect that runs later opens a registry', () => {
      const { app, web } = newProgram(tools);
      const registry = newRegistry(tools, web, 'reopened', {
        publicNetworkAccessEnabled: false,
      });
      hold(tools, app, web);
      Aspects.of(web).add(
        at('reopened', () => {
          registry.publicNetworkAccessEnabled = true;
        }),
      );

      expect(blockedBy(synthOf(app))).toEqual(['web/reopened']);
    });

    test('an aspect that runs later closes a registry', () => {
      const { app, web } = newProgram(tools);
      const registry = newRegistry(tools, web, 'closed');
      hold(tools, app, web);
      Aspects.of(web).add(
        at('closed', () => {
          registry.publicNetworkAccessEnabled = false;
        }),
      );

      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('an aspect that runs later adds a registry', () => {
      const { app, web } = newProgram(tools);
      hold(tools, app, web);
      Aspects.of(web).add(
        at('web', () => {
          newRegistry(tools, web, 'added');
        }),
      );

      expect(blockedBy(synthOf(app))).toEqual(['web/added']);
    });

    test('a validation opens a registry', () => {
      const { app, web } = newProgram(tools);
      const registry = newRegistry(tools, web, 'reopened', {
        publicNetworkAccessEnabled: false,
      });
      hold(tools, app, web);
      registry.node.addValidation({
        validate: () => {
          registry.publicNetworkAccessEnabled = true;
          return [];
        },
      });

      expect(blockedBy(synthOf(app))).toEqual(['web/reopened']);
    });

    test('an override on the resource opens it', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'overridden', {
        publicNetworkAccessEnabled: false,
      }).addOverride('public_network_access_enabled', true);
      hold(tools, app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
    });

    test('an override on the resource closes it', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'overridden', {
        networkRuleSet: [{ defaultAction: 'Allow' }],
      }).addOverride('network_rule_set.0.default_action', 'Deny');
      hold(tools, app, web);

      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('an override that the library drops closes nothing', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'overridden', {
        networkRuleSet: [{ defaultAction: 'Allow' }],
      }).addOverride('network_rule_set.default_action', 'Deny');
      hold(tools, app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
    });

    test('two constructs of one logical id are one registry, as the last one has it', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'first', {
        publicNetworkAccessEnabled: false,
      }).overrideLogicalId('same');
      newRegistry(tools, web, 'second', {
        publicNetworkAccessEnabled: true,
      }).overrideLogicalId('same');
      hold(tools, app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/second']);
    });

    test('an element that renders itself declares a registry', () => {
      const { app, web } = newProgram(tools);
      class Raw extends tools.TerraformElement {
        override toTerraform() {
          return {
            resource: {
              azurerm_container_registry: { raw: { sku: 'Premium' } },
            },
          };
        }
      }
      new Raw(web, 'raw');
      hold(tools, app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/raw']);
    });

    test('a resource whose class adds to what it renders', () => {
      const { app, web } = newProgram(tools);
      class Reopened extends TerraformResource {
        protected override synthesizeAttributes() {
          return { sku: 'Premium', public_network_access_enabled: 'true' };
        }
      }
      new Reopened(web, 'reopened', {
        terraformResourceType: 'azurerm_container_registry',
      });
      hold(tools, app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/reopened']);
    });

    test('a registry in a nested stack', () => {
      const { app, web } = newProgram(tools);
      const inner = newStack(tools, web, 'inner');
      newRegistry(tools, inner, 'open');
      hold(tools, app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/inner/open']);
    });

    test('what was said holds no longer: it is withdrawn', () => {
      const { app, web } = newProgram(tools);
      const registry = newRegistry(tools, web, 'closed');
      hold(tools, app, web);
      Testing.synth(web);
      expect(verdictsBelow(app)).toEqual(['error web/closed']);

      registry.publicNetworkAccessEnabled = false;
      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('two runs say it once', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'open');
      hold(tools, app, web);
      errorOf(synthOf(app));
      errorOf(synthOf(app));

      expect(verdictsBelow(app)).toEqual(['error web/open']);
    });
  });
});
