import type { IConstruct } from 'constructs';
import {
  annotationsBelow,
  blockedBy,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';

const moduleSource = 'Azure/avm-res-containerregistry-registry/azurerm';
const registryType = 'Microsoft.ContainerRegistry/registries@2023-07-01';

describe.each(libraryNames)('modules and changes on %s', (name) => {
  const tools = toolkit(name);
  const {
    AcrPolicyAspect,
    Aspects,
    TerraformHclModule,
    TerraformResource,
    Testing,
  } = tools;

  const program = () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    tools.enforceAcrPolicy(app);
    const synth = () => {
      app.synth();
    };
    return { app, web, synth };
  };

  const newModule = (
    scope: IConstruct,
    id: string,
    variables: Record<string, unknown> = {},
    source = moduleSource,
  ) => new TerraformHclModule(scope, id, { source, variables });

  const newChange = (
    scope: IConstruct,
    id: string,
    resourceId: string,
    publicNetworkAccess: string,
  ) => {
    const change = new TerraformResource(scope, id, {
      terraformResourceType: 'azapi_update_resource',
    });
    change.addOverride('type', registryType);
    change.addOverride('resource_id', resourceId);
    change.addOverride('body', { properties: { publicNetworkAccess } });
    return change;
  };

  describe('the Azure Verified Module', () => {
    test('is evaluated by its inputs', () => {
      const { web, synth } = program();
      newModule(web, 'open');
      newModule(web, 'closed', { public_network_access_enabled: false });
      newModule(
        web,
        'other',
        {},
        'Azure/avm-res-storage-storageaccount/azurerm',
      );

      expect(blockedBy(synth)).toEqual(['web/open']);
    });

    test('is told in the names of its inputs', () => {
      const { app, web, synth } = program();
      newModule(web, 'open');

      expect(synth).toThrow();
      expect(annotationsBelow(app)[0]?.message).toContain(
        'Fix: set public_network_access_enabled: false, or network_rule_set: { default_action: "Deny" }.',
      );
    });

    test('is evaluated by what its overrides leave of it', () => {
      const { web, synth } = program();
      newModule(web, 'closed').addOverride(
        'public_network_access_enabled',
        false,
      );
      newModule(web, 'reopened', {
        public_network_access_enabled: false,
      }).addOverride('public_network_access_enabled', true);

      expect(blockedBy(synth)).toEqual(['web/reopened']);
    });

    test('is evaluated by what the stack’s overrides leave of it', () => {
      const { web, synth } = program();
      newModule(web, 'closed');
      newModule(web, 'reopened', { public_network_access_enabled: false });
      web.addOverride('module.closed.public_network_access_enabled', false);
      web.addOverride('module.reopened.public_network_access_enabled', true);
      web.addOverride('module.added', { source: moduleSource });

      expect(blockedBy(synth)).toEqual(['web', 'web/reopened']);
    });

    test('is seen by the aspect alone', () => {
      const app = newApp(tools);
      const web = newStack(tools, app, 'web');
      newModule(web, 'open');
      Aspects.of(web).add(new AcrPolicyAspect());

      expect(
        blockedBy(() => {
          app.synth();
        }),
      ).toEqual(['web/open']);
    });

    test('is seen where the output is HCL', () => {
      const app = newApp(tools, { hclOutput: true });
      const web = newStack(tools, app, 'web');
      newModule(web, 'open');
      newModule(web, 'closed', { public_network_access_enabled: false });
      tools.enforceAcrPolicy(app);

      expect(
        blockedBy(() => {
          app.synth();
        }),
      ).toEqual(['web/open']);
    });
  });

  describe('a change of a registry', () => {
    test('opens it: the registry is told', () => {
      const { app, web, synth } = program();
      const registry = newRegistry(tools, web, 'closed', {
        publicNetworkAccessEnabled: false,
      });
      newChange(web, 'change', registry.id, 'Enabled');

      expect(blockedBy(synth)).toEqual(['web/closed']);
      expect(annotationsBelow(app)[0]?.message).toContain(
        'azapi_update_resource.change.body.properties.publicNetworkAccess is "Enabled"',
      );
    });

    test('closes it', () => {
      const { app, web, synth } = program();
      newChange(web, 'change', newRegistry(tools, web, 'open').id, 'Disabled');

      synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('that an aspect adds', () => {
      const { app, web, synth } = program();
      const registry = newRegistry(tools, web, 'closed', {
        publicNetworkAccessEnabled: false,
      });
      let isAdded = false;
      Aspects.of(web).add({
        visit: (construct) => {
          if (construct !== registry || isAdded) return;
          isAdded = true;
          newChange(web, 'change', registry.id, 'Enabled');
        },
      });

      expect(blockedBy(synth)).toEqual(['web/closed']);
      expect(verdictsBelow(app)).toEqual(['error web/closed']);
    });

    test('that the stack’s overrides add', () => {
      const { web, synth } = program();
      const registry = newRegistry(tools, web, 'closed', {
        publicNetworkAccessEnabled: false,
      });
      web.addOverride('resource.azapi_update_resource.change', {
        type: registryType,
        resource_id: registry.id,
        body: { properties: { publicNetworkAccess: 'Enabled' } },
      });

      expect(blockedBy(synth)).toEqual(['web/closed']);
    });

    test('of a registry out of sight is told itself', () => {
      const { web, synth } = program();
      newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
      newChange(web, 'change', '${var.registry}', 'Enabled');

      expect(blockedBy(synth)).toEqual(['web/change']);
    });

    test('is known where only the registry is under the aspect', () => {
      const app = newApp(tools);
      const web = newStack(tools, app, 'web');
      const registry = newRegistry(tools, web, 'closed', {
        publicNetworkAccessEnabled: false,
      });
      newChange(web, 'change', registry.id, 'Enabled');
      Aspects.of(registry).add(new AcrPolicyAspect());

      expect(
        blockedBy(() => {
          app.synth();
        }),
      ).toEqual(['web/closed']);
    });

    test('is seen in Testing.synth', () => {
      const web = newStack(tools, Testing.app(), 'web');
      const registry = newRegistry(tools, web, 'closed', {
        publicNetworkAccessEnabled: false,
      });
      newChange(web, 'change', registry.id, 'Enabled');
      Aspects.of(web).add(new AcrPolicyAspect());

      Testing.synth(web);

      expect(verdictsBelow(web)).toEqual(['error web/closed']);
    });
  });
});
