import {
  annotationsBelow,
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  outputOf,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';

describe.each(libraryNames)('remediate: true on %s', (library) => {
  const tools = toolkit(library);

  /** Synthesizes one stack that is repaired, and gives what was written of it. */
  function repaired(
    declare: (stack: ReturnType<typeof newStack>) => void,
    options: Parameters<typeof tools.enforceAcrPolicy>[1] = {},
  ) {
    const app = newApp(tools);
    const stack = newStack(tools, app, 'web');
    declare(stack);
    tools.enforceAcrPolicy(app, { remediate: true, ...options });
    const error = errorOf(() => {
      app.synth();
    });
    const { resource } = outputOf(app, 'web') as {
      resource: Record<string, Record<string, Record<string, unknown>>>;
    };
    return { app, stack, error, resource };
  }

  test('disables public access, and says so', () => {
    const { app, error, resource } = repaired((stack) => {
      newRegistry(tools, stack, 'open');
    });
    expect(error).toBeNull();
    expect(resource['azurerm_container_registry']?.['open']).toMatchObject({
      sku: 'Premium',
      public_network_access_enabled: false,
    });
    expect(verdictsBelow(app)).toEqual(['info web/open']);
    expect(annotationsBelow(app)[0]?.message).toBe(
      'Container registry "open" was repaired by an override (Azure.ACR.Firewall): as declared, it accepts connections from any network.',
    );
  });

  test('disables a token, and says so', () => {
    const { app, error, resource } = repaired(
      (stack) => {
        const token = new tools.TerraformResource(stack, 'build', {
          terraformResourceType: 'azurerm_container_registry_token',
        });
        token.addOverride('name', 'build');
      },
      { rules: { 'Azure.ACR.RepositoryToken': 'mandatory' } },
    );
    expect(error).toBeNull();
    expect(resource['azurerm_container_registry_token']?.['build']).toEqual(
      expect.objectContaining({ name: 'build', enabled: false }),
    );
    expect(
      annotationsBelow(app, 'Azure.ACR.RepositoryToken')[0]?.message,
    ).toContain('Token "build" was repaired by an override');
  });

  test('denies by default and keeps the networks that are let in', () => {
    const rule = { action: 'Allow', ip_range: '203.0.113.0/24' };
    const { error, resource } = repaired(
      (stack) => {
        newRegistry(tools, stack, 'open', {
          networkRuleSet: [
            {
              defaultAction: 'Allow',
              ipRule: [{ action: 'Allow', ipRange: '203.0.113.0/24' }],
            },
          ],
        });
      },
      { remediation: 'denyByDefault' },
    );
    expect(error).toBeNull();
    expect(
      resource['azurerm_container_registry']?.['open']?.['network_rule_set'],
    ).toEqual([{ default_action: 'Deny', ip_rule: [rule] }]);
  });

  test('repairs a registry that a later aspect opened', () => {
    const { error, resource } = repaired((stack) => {
      const registry = newRegistry(tools, stack, 'open', {
        publicNetworkAccessEnabled: false,
      });
      tools.Aspects.of(stack).add({
        visit: (construct) => {
          if (construct === registry) {
            registry.publicNetworkAccessEnabled = true;
          }
        },
      });
    });
    expect(error).toBeNull();
    expect(resource['azurerm_container_registry']?.['open']).toMatchObject({
      public_network_access_enabled: false,
    });
  });

  test('repairs azapi in its own spelling', () => {
    const { error, resource } = repaired((stack) => {
      const registry = new tools.TerraformResource(stack, 'open', {
        terraformResourceType: 'azapi_resource',
      });
      registry.addOverride(
        'type',
        'Microsoft.ContainerRegistry/registries@2023-07-01',
      );
      registry.addOverride('body', {
        sku: { name: 'Premium' },
        properties: { adminUserEnabled: false },
      });
    });
    expect(error).toBeNull();
    expect(resource['azapi_resource']?.['open']?.['body']).toEqual({
      sku: { name: 'Premium' },
      properties: { adminUserEnabled: false, publicNetworkAccess: 'Disabled' },
    });
  });

  test.each([
    { situation: 'a Standard registry', config: { sku: 'Standard' } },
    {
      situation: 'a registry that complies',
      config: { publicNetworkAccessEnabled: false },
    },
  ])('leaves $situation as it is', ({ config }) => {
    const { app, error } = repaired((stack) => {
      newRegistry(tools, stack, 'registry', config);
    });
    expect(error).toBeNull();
    expect(verdictsBelow(app)).toEqual([]);
  });

  test('leaves what can not be repaired as it is, and blocks', () => {
    const app = newApp(tools);
    const stack = newStack(tools, app, 'web');
    newRegistry(tools, stack, 'odd').addOverride('network_rule_set', 'x');
    tools.enforceAcrPolicy(app, {
      remediate: true,
      remediation: 'denyByDefault',
    });
    expect(
      errorOf(() => {
        app.synth();
      })?.message,
    ).toContain('[web/odd] Container registry "odd"');
    expect(verdictsBelow(app)).toEqual(['error web/odd']);
  });

  test('leaves what is not known as it is, and warns', () => {
    const { app, resource } = repaired((stack) => {
      const variable = new tools.TerraformVariable(stack, 'public', {});
      newRegistry(tools, stack, 'maybe', {
        publicNetworkAccessEnabled: variable.booleanValue,
      });
    });
    expect(
      resource['azurerm_container_registry']?.['maybe']?.[
        'public_network_access_enabled'
      ],
    ).toBe('${var.public}');
    expect(verdictsBelow(app)).toEqual(['warning web/maybe']);
  });

  test('leaves an exempt registry as it is', () => {
    const { error, resource } = repaired(
      (stack) => {
        newRegistry(tools, stack, 'public');
      },
      { exemptions: [{ resource: 'web/public', reason: 'public images' }] },
    );
    expect(error).toBeNull();
    expect(
      resource['azurerm_container_registry']?.['public'],
    ).not.toHaveProperty('public_network_access_enabled');
  });

  test('blocks where an override of the stack opens the registry again', () => {
    const app = newApp(tools);
    const stack = newStack(tools, app, 'web');
    newRegistry(tools, stack, 'open');
    stack.addOverride(
      'resource.azurerm_container_registry.open.public_network_access_enabled',
      true,
    );
    tools.enforceAcrPolicy(app, { remediate: true });
    expect(() => {
      app.synth();
    }).toThrow('accepts connections from any network');
  });

  test('repairs once: a second synthesis finds nothing to do', () => {
    const { app } = repaired((stack) => {
      newRegistry(tools, stack, 'open');
    });
    app.synth();
    expect(verdictsBelow(app)).toEqual(['info web/open']);
  });

  test('repairs what Testing.synth shows', () => {
    const stack = newStack(tools, newApp(tools), 'web');
    newRegistry(tools, stack, 'open');
    tools.Aspects.of(stack).add(new tools.AcrPolicyAspect({ remediate: true }));
    expect(tools.Testing.synth(stack)).toContain(
      '"public_network_access_enabled": false',
    );
    expect(verdictsBelow(stack)).toEqual(['info web/open']);
  });

  test('repairs what is written as HCL', () => {
    const stack = newStack(tools, newApp(tools), 'web');
    newRegistry(tools, stack, 'open');
    tools.Aspects.of(stack).add(new tools.AcrPolicyAspect({ remediate: true }));
    expect(tools.Testing.synthHcl(stack)).toMatch(
      /public_network_access_enabled\s*= false/,
    );
  });

  test('repairs nothing unless it is asked to', () => {
    const app = newApp(tools);
    newRegistry(tools, newStack(tools, app, 'web'), 'open');
    tools.enforceAcrPolicy(app, { remediation: 'disablePublicAccess' });
    expect(() => {
      app.synth();
    }).toThrow('accepts connections from any network');
  });
});
