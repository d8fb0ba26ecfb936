import type { IConstruct } from 'constructs';
import {
  blockedBy,
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  outputOf,
  toolkit,
  verdictsBelow,
} from './support/cdktf';

describe.each(libraryNames)('what %s writes is what counts', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, Lazy, TerraformResource, Testing } = tools;

  const program = () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    return { app, web };
  };

  const synthOf = (app: { synth(): void }) => () => {
    app.synth();
  };

  /** An aspect that does something at one construct. */
  const at = (id: string, act: (construct: IConstruct) => void) => ({
    visit(construct: IConstruct) {
      if (construct.node.id === id) act(construct);
    },
  });

  describe.each([
    ['the aspect', () => new AcrPolicyAspect()],
    ['enforceAcrPolicy', undefined],
  ])('with %s', (_, newAspect) => {
    const hold = (app: IConstruct, scope: IConstruct) => {
      if (newAspect === undefined) {
        tools.enforceAcrPolicy(app as ReturnType<typeof newApp>);
      } else {
        Aspects.of(scope).add(newAspect());
      }
    };

    test('an aspect that runs later opens a registry', () => {
      const { app, web } = program();
      const registry = newRegistry(tools, web, 'reopened', {
        publicNetworkAccessEnabled: false,
      });
      hold(app, web);
      Aspects.of(web).add(
        at('reopened', () => {
          registry.publicNetworkAccessEnabled = true;
        }),
      );

      expect(blockedBy(synthOf(app))).toEqual(['web/reopened']);
    });

    test('an aspect that runs later closes a registry', () => {
      const { app, web } = program();
      const registry = newRegistry(tools, web, 'closed');
      hold(app, web);
      Aspects.of(web).add(
        at('closed', () => {
          registry.publicNetworkAccessEnabled = false;
        }),
      );

      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('an aspect that runs later adds a registry', () => {
      const { app, web } = program();
      hold(app, web);
      Aspects.of(web).add(
        at('web', () => {
          newRegistry(tools, web, 'added');
        }),
      );

      expect(blockedBy(synthOf(app))).toEqual(['web/added']);
    });

    test('a validation opens a registry', () => {
      const { app, web } = program();
      const registry = newRegistry(tools, web, 'reopened', {
        publicNetworkAccessEnabled: false,
      });
      hold(app, web);
      registry.node.addValidation({
        validate: () => {
          registry.publicNetworkAccessEnabled = true;
          return [];
        },
      });

      expect(blockedBy(synthOf(app))).toEqual(['web/reopened']);
    });

    test('an override on the resource opens it', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'overridden', {
        publicNetworkAccessEnabled: false,
      }).addOverride('public_network_access_enabled', true);
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
    });

    test('an override on the resource closes it', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'overridden', {
        networkRuleSet: [{ defaultAction: 'Allow' }],
      }).addOverride('network_rule_set.0.default_action', 'Deny');
      hold(app, web);

      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('an override that the library drops closes nothing', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'overridden', {
        networkRuleSet: [{ defaultAction: 'Allow' }],
      }).addOverride('network_rule_set.default_action', 'Deny');
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
    });

    test('an override on the stack opens a registry', () => {
      const { app, web } = program();
      const { friendlyUniqueId } = newRegistry(tools, web, 'overridden', {
        publicNetworkAccessEnabled: false,
      });
      web.addOverride(
        `resource.azurerm_container_registry.${friendlyUniqueId}.public_network_access_enabled`,
        true,
      );
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
    });

    test('an override on the stack closes a registry', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'overridden');
      web.addOverride(
        'resource.azurerm_container_registry.overridden.public_network_access_enabled',
        false,
      );
      hold(app, web);

      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('an override on the stack removes what opens a registry', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'overridden', {
        networkRuleSet: [{ defaultAction: 'Deny' }],
      });
      web.addOverride(
        'resource.azurerm_container_registry.overridden.network_rule_set',
        undefined,
      );
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
    });

    test('an override on the stack removes a registry', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'removed');
      newRegistry(tools, web, 'kept');
      web.addOverride('resource.azurerm_container_registry.removed', undefined);
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/kept']);
    });

    test('an override on the stack replaces all resources', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'gone');
      web.addOverride('resource', [
        { azurerm_container_registry: { listed: { sku: 'Premium' } } },
      ]);
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web']);
    });

    test('an override on the stack adds a registry', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
      web.addOverride('resource.azurerm_container_registry.smuggled', {
        name: 'smuggled',
        sku: 'Premium',
      });
      hold(app, web);

      const error = errorOf(synthOf(app));

      expect(error?.message).toContain(
        '[web] Container registry "smuggled" accepts connections',
      );
      expect(verdictsBelow(app)).toEqual(['error web']);
    });

    test('a stack override of an aspect adds a registry', () => {
      const { app, web } = program();
      hold(app, web);
      Aspects.of(web).add(
        at('web', () => {
          web.addOverride(
            'resource.azurerm_container_registry.smuggled.sku',
            'Premium',
          );
        }),
      );

      expect(blockedBy(synthOf(app))).toEqual(['web']);
    });

    test('two constructs of one logical id are one registry, as the last one has it', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'first', {
        publicNetworkAccessEnabled: false,
      }).overrideLogicalId('same');
      newRegistry(tools, web, 'second', {
        publicNetworkAccessEnabled: true,
      }).overrideLogicalId('same');
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/second']);
    });

    test('an element that renders itself declares a registry', () => {
      const { app, web } = program();
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
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/raw']);
    });

    test('a resource whose class adds to what it renders', () => {
      const { app, web } = program();
      class Reopened extends TerraformResource {
        protected override synthesizeAttributes() {
          return { sku: 'Premium', public_network_access_enabled: 'true' };
        }
      }
      new Reopened(web, 'reopened', {
        terraformResourceType: 'azurerm_container_registry',
      });
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/reopened']);
    });

    test('a registry in a nested stack', () => {
      const { app, web } = program();
      const inner = newStack(tools, web, 'inner');
      newRegistry(tools, inner, 'open');
      hold(app, web);

      expect(blockedBy(synthOf(app))).toEqual(['web/inner/open']);
    });

    test('what was said holds no longer: it is withdrawn', () => {
      const { app, web } = program();
      const registry = newRegistry(tools, web, 'closed');
      hold(app, web);
      Testing.synth(web);
      expect(verdictsBelow(app)).toEqual(['error web/closed']);

      registry.publicNetworkAccessEnabled = false;
      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('two runs say it once', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'open');
      hold(app, web);
      errorOf(synthOf(app));
      errorOf(synthOf(app));

      expect(verdictsBelow(app)).toEqual(['error web/open']);
    });
  });

  describe('what enforceAcrPolicy finds in the output', () => {
    test('a token that changes its mind', () => {
      const { app, web } = program();
      let isOpen = false;
      newRegistry(tools, web, 'fickle', {
        publicNetworkAccessEnabled: Lazy.anyValue({ produce: () => isOpen }),
      });
      tools.enforceAcrPolicy(app);
      const toTerraform = web.toTerraform.bind(web);
      web.toTerraform = () => {
        isOpen = true;
        return toTerraform() as object;
      };

      expect(blockedBy(synthOf(app))).toEqual(['web/fickle']);
    });

    test('a stack that renders in a way of its own', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
      const toTerraform = web.toTerraform.bind(web);
      web.toTerraform = () => ({
        ...(toTerraform() as object),
        resource: { azurerm_container_registry: { own: { sku: 'Premium' } } },
      });
      tools.enforceAcrPolicy(app);

      expect(blockedBy(synthOf(app))).toEqual(['web']);
    });

    test('a synthesizer of its own that writes and calls nobody', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'open');
      web.synthesizer = { synthesize: () => undefined };
      tools.enforceAcrPolicy(app);

      expect(blockedBy(synthOf(app))).toEqual(['web/open']);
    });

    test('nothing twice that an annotation says already', () => {
      const { app, web } = program();
      newRegistry(tools, web, 'warned', { sku: '${var.sku}' });
      tools.enforceAcrPolicy(app);

      app.synth();

      expect(verdictsBelow(app)).toEqual(['warning web/warned']);
      expect(outputOf(app, 'web')).toMatchObject({
        resource: { azurerm_container_registry: { warned: {} } },
      });
    });
  });
});
