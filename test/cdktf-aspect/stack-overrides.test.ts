import {
  blockedBy,
  errorOf,
  libraryNames,
  newRegistry,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import {
  at,
  newProgram,
  synthOf,
  waysToHold,
} from '../support/cdktf-final-state';

describe.each(libraryNames)(
  'overrides on the stack count as %s writes them',
  (name) => {
    const tools = toolkit(name);
    const { Aspects } = tools;

    describe.each(waysToHold)('with %s', (_, hold) => {
      test('an override on the stack opens a registry', () => {
        const { app, web } = newProgram(tools);
        const { friendlyUniqueId } = newRegistry(tools, web, 'overridden', {
          publicNetworkAccessEnabled: false,
        });
        web.addOverride(
          `resource.azurerm_container_registry.${friendlyUniqueId}.public_network_access_enabled`,
          true,
        );
        hold(tools, app, web);

        expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
      });

      test('an override on the stack closes a registry', () => {
        const { app, web } = newProgram(tools);
        newRegistry(tools, web, 'overridden');
        web.addOverride(
          'resource.azurerm_container_registry.overridden.public_network_access_enabled',
          false,
        );
        hold(tools, app, web);

        app.synth();

        expect(verdictsBelow(app)).toEqual([]);
      });

      test('an override on the stack removes what opens a registry', () => {
        const { app, web } = newProgram(tools);
        newRegistry(tools, web, 'overridden', {
          networkRuleSet: [{ defaultAction: 'Deny' }],
        });
        web.addOverride(
          'resource.azurerm_container_registry.overridden.network_rule_set',
          undefined,
        );
        hold(tools, app, web);

        expect(blockedBy(synthOf(app))).toEqual(['web/overridden']);
      });

      test('an override on the stack removes a registry', () => {
        const { app, web } = newProgram(tools);
        newRegistry(tools, web, 'removed');
        newRegistry(tools, web, 'kept');
        web.addOverride(
          'resource.azurerm_container_registry.removed',
          undefined,
        );
        hold(tools, app, web);

        expect(blockedBy(synthOf(app))).toEqual(['web/kept']);
      });

      test('an override on the stack replaces all resources', () => {
        const { app, web } = newProgram(tools);
        newRegistry(tools, web, 'gone');
        web.addOverride('resource', [
          { azurerm_container_registry: { listed: { sku: 'Premium' } } },
        ]);
        hold(tools, app, web);

        expect(blockedBy(synthOf(app))).toEqual(['web']);
      });

      test('an override on the stack adds a registry', () => {
        const { app, web } = newProgram(tools);
        newRegistry(tools, web, 'closed', {
          publicNetworkAccessEnabled: false,
        });
        web.addOverride('resource.azurerm_container_registry.smuggled', {
          name: 'smuggled',
          sku: 'Premium',
        });
        hold(tools, app, web);

        const error = errorOf(synthOf(app));

        expect(error?.message).toContain(
          '[web] Container registry "smuggled" accepts connections',
        );
        expect(verdictsBelow(app)).toEqual(['error web']);
      });

      test('a stack override of an aspect adds a registry', () => {
        const { app, web } = newProgram(tools);
        hold(tools, app, web);
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
    });
  },
);
