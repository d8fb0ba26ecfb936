import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import type { Situation } from '../support/cdktf-situations';

const situations: readonly Situation[] = [
  {
    situation: 'open',
    declare: (tools, web) => newRegistry(tools, web, 'acr'),
    verdict: 'error',
  },
  {
    situation: 'public access disabled',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false }),
    verdict: 'silent',
  },
  {
    situation: 'rule set that denies',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        networkRuleSet: [{ defaultAction: 'Deny' }],
      }),
    verdict: 'silent',
  },
  {
    situation: 'an override on the resource opens it',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: false,
      }).addOverride('public_network_access_enabled', true);
    },
    verdict: 'error',
  },
  {
    situation: 'an override on the stack opens it, which HCL leaves out',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false });
      web.addOverride(
        'resource.azurerm_container_registry.acr.public_network_access_enabled',
        true,
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'an override on the stack closes it, which HCL leaves out',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr');
      web.addOverride(
        'resource.azurerm_container_registry.acr.public_network_access_enabled',
        false,
      );
    },
    verdict: 'error',
  },
  {
    situation: 'public access by a local',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: new tools.TerraformLocal(web, 'off', false)
          .asBoolean,
      }),
    verdict: 'silent',
  },
  {
    situation: 'SKU by a variable',
    declare: (tools, web) =>
      newRegistry(tools, web, 'acr', {
        sku: new tools.TerraformVariable(web, 'sku', {}).stringValue,
      }),
    verdict: 'warning',
  },
  {
    situation: 'count = 0',
    declare: (tools, web) => newRegistry(tools, web, 'acr', { count: 0 }),
    verdict: 'silent',
  },
];

describe.each(libraryNames)('HCL output of %s', (name) => {
  const tools = toolkit(name);

  afterEach(() => {
    delete process.env['SYNTH_HCL_OUTPUT'];
  });

  describe.each([
    ['the aspect', () => new tools.AcrPolicyAspect()],
    ['enforceAcrPolicy', undefined],
  ])('with %s', (_, newAspect) => {
    test.each(situations)('$situation: $verdict', ({ declare, verdict }) => {
      process.env['SYNTH_HCL_OUTPUT'] = 'true';
      const app = newApp(tools);
      const web = newStack(tools, app, 'web');
      if (newAspect === undefined) tools.enforceAcrPolicy(app);
      else tools.Aspects.of(web).add(newAspect());
      declare(tools, web);

      const error = errorOf(() => {
        app.synth();
      });

      expect(verdictsBelow(app)).toEqual(
        verdict === 'silent' ? [] : [`${verdict} web/acr`],
      );
      expect(error !== null).toBe(verdict === 'error');
      if (error === null) {
        const written = join(app.outdir, 'stacks/web/cdk.tf');
        expect(readFileSync(written, 'utf8')).toContain(
          'resource "azurerm_container_registry" "acr" {',
        );
      }
    });
  });

  test('HCL that nobody changes is not reported, because its source is evaluated', () => {
    process.env['SYNTH_HCL_OUTPUT'] = 'true';
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false });
    tools.enforceAcrPolicy(app);

    app.synth();

    expect(verdictsBelow(app, 'was not evaluated: Terraform loads it')).toEqual(
      [],
    );
  });

  test('HCL that someone changes is told, for it is not read', () => {
    process.env['SYNTH_HCL_OUTPUT'] = 'true';
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false });
    tools.enforceAcrPolicy(app);
    const render = web.toHclTerraform.bind(web);
    web.toHclTerraform = () => {
      const rendered = render() as { hcl: string };
      return { ...rendered, hcl: rendered.hcl.replace('false', 'true') };
    };

    app.synth();

    expect(verdictsBelow(app, 'cdk.tf was not evaluated')).toEqual([
      'warning web',
    ]);
  });

  test('the option hclOutput alone writes JSON under another name, which is evaluated', () => {
    const app = newApp(tools, { hclOutput: true });
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false });
    web.addOverride(
      'resource.azurerm_container_registry.acr.public_network_access_enabled',
      true,
    );
    tools.enforceAcrPolicy(app);

    errorOf(() => {
      app.synth();
    });

    expect(verdictsBelow(app)).toEqual(['error web/acr']);
  });
});
