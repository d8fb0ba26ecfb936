import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as cdktf from 'cdktf';
import {
  annotationsBelow,
  errorOf,
  libraryNames,
  newApp,
  newStack,
  temporaryFolder,
  toolkit,
  waysToHold,
} from '../support/cdktf';

/** A module in HCL, by a path from the working directory as the libraries want it. */
function localModule(body: string): string {
  const directory = join(temporaryFolder(), 'acr');
  mkdirSync(directory);
  writeFileSync(
    join(directory, 'main.tf'),
    `variable "open" {}
output "id" {
  value = azurerm_container_registry.this.id
}
resource "azurerm_container_registry" "this" {
  sku = "Premium"
  ${body}
}
`,
  );
  return `./${directory.slice(1)}`;
}

describe.each(libraryNames)('a local module on %s', (name) => {
  const tools = toolkit(name);
  const { TerraformHclModule } = tools;
  const start = process.cwd();

  beforeEach(() => {
    process.chdir('/');
  });
  afterEach(() => {
    process.chdir(start);
    delete process.env['SYNTH_HCL_OUTPUT'];
  });

  const program = (body: string) => {
    const source = localModule(body);
    const app = newApp(tools, { context: { cdktfRelativeModules: [source] } });
    const web = newStack(tools, app, 'web');
    const call = (open: unknown) =>
      new TerraformHclModule(web, 'acr', { source, variables: { open } });
    return { app, web, call };
  };
  const synth = (app: cdktf.App) =>
    errorOf(() => {
      app.synth();
    });
  const reportsOf = (app: cdktf.App) =>
    annotationsBelow(app, 'Azure.ACR.Firewall').map(
      ({ path, level }) => `${level} ${path}`,
    );

  describe.each(waysToHold(tools))('with %s', (_, hold) => {
    describe.each(['JSON', 'HCL'])('in %s', (output) => {
      beforeEach(() => {
        if (output === 'HCL') process.env['SYNTH_HCL_OUTPUT'] = 'true';
      });

      test('blocks on the construct of the call, with the address in the module', () => {
        const { app, web, call } = program('');
        call(true);
        hold(app, web, {});

        expect(synth(app)?.message).toContain(
          'web/acr.azurerm_container_registry.this',
        );
        expect(reportsOf(app)).toEqual(['error web/acr']);
      });

      test('is evaluated with the inputs of the call', () => {
        const closed = program('public_network_access_enabled = var.open');
        closed.call(false);
        hold(closed.app, closed.web, { unknown: 'error' });
        expect(synth(closed.app)).toBeNull();
        expect(reportsOf(closed.app)).toEqual([]);

        const open = program('public_network_access_enabled = var.open');
        open.call(true);
        hold(open.app, open.web, {});
        expect(synth(open.app)).not.toBeNull();
      });
    });

    test.each([
      'web/acr*',
      'module.acr.azurerm_container_registry.this',
      'module.acr.*',
    ])('is exempt by %s', (resource) => {
      const { app, web, call } = program('');
      call(true);
      hold(app, web, { exemptions: [{ resource, reason: 'agreed' }] });

      expect(synth(app)).toBeNull();
    });
  });

  test('is updated by a resource of the stack', () => {
    const { app, web, call } = program('');
    const module = call(true);
    new tools.TerraformResource(web, 'close', {
      terraformResourceType: 'azapi_update_resource',
    }).addOverride('type', 'Microsoft.ContainerRegistry/registries@2023-07-01');
    const update = web.node.findChild('close') as cdktf.TerraformResource;
    update.addOverride('resource_id', module.getString('id'));
    update.addOverride('body.properties.publicNetworkAccess', 'Disabled');
    tools.enforceAcrPolicy(app);

    expect(synth(app)).toBeNull();
    expect(reportsOf(app)).toEqual([]);
  });
});
