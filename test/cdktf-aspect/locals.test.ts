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
import { testSituations } from '../support/cdktf-situations';

testSituations('variables and locals', [
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
]);

describe.each(libraryNames)('values that are not known on %s', (name) => {
  const tools = toolkit(name);

  test('a warning says what settles it', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'acr', { sku: '${var.sku}' });
    tools.enforceAcrPolicy(app);

    app.synth();

    expect(annotationsBelow(app)[0]?.message).toContain(
      'sku is unknown (Terraform computes ${var.sku})',
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
