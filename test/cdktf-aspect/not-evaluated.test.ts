import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as cdktf from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  annotationsBelow,
  errorOf,
  libraryNames,
  newApp,
  newStack,
  toolkit,
  waysToHold,
} from '../support/cdktf';
import { moduleCalls } from '../support/cdktf-module-calls';
import {
  fileOf,
  inCustomSynthesis,
  newProgram,
} from '../support/cdktf-tampering';

const plan =
  'terraform plan -out=tfplan && terraform show -json tfplan > plan.json && acr-policy check plan.json';
const nextStep = `Run terraform get in the directory of the stack and synthesize again, or check its plan: ${plan}`;
const about = 'was not evaluated';

describe.each(libraryNames)('what is not evaluated on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, TerraformHclModule } = tools;

  const program = (config: cdktf.AppConfig = {}) => {
    const app = newApp(tools, config);
    const web = newStack(tools, app, 'web');
    const part = new (class extends tools.TerraformElement {})(web, 'part');
    return { app, web, part };
  };
  const synth = (app: cdktf.App) =>
    errorOf(() => {
      app.synth();
    });
  const newModule = (scope: IConstruct, id: string, source: string) =>
    new TerraformHclModule(scope, id, { source });
  const messagesBelow = (app: cdktf.App) =>
    annotationsBelow(app, about).map(
      ({ path, level, message }) => `${level} ${path}: ${message}`,
    );

  afterEach(() => {
    delete process.env['SYNTH_HCL_OUTPUT'];
  });

  describe.each(waysToHold(tools))('with %s', (_, hold) => {
    describe.each(['JSON', 'HCL'])('in %s', (output) => {
      beforeEach(() => {
        if (output === 'HCL') process.env['SYNTH_HCL_OUTPUT'] = 'true';
      });

      test.each(moduleCalls)('includes $way', ({ declare, call }) => {
        const { app, web } = program();
        declare(tools, web);
        hold(app, web, {});

        expect(synth(app)).toBeNull();
        expect(messagesBelow(app)).toEqual([
          `warning web: Stack "web" calls a module that may declare container registries and was not evaluated: ${call}.\n${call.includes('not fetched') ? nextStep : `Check the plan of the stack: ${plan}`}`,
        ]);
      });

      test('blocks with unknown: "error"', () => {
        const { app, web } = program();
        newModule(web, 'acr', 'example.com/acr');
        hold(app, web, { unknown: 'error' });

        expect(synth(app)?.message).toContain(
          '[web] Stack "web" calls a module',
        );
        expect(messagesBelow(app)).toHaveLength(1);
      });
    });

    test('is not reported with unknown: "ignore"', () => {
      const { app, web } = program();
      newModule(web, 'acr', 'example.com/acr');
      hold(app, web, { unknown: 'ignore' });

      expect(synth(app)).toBeNull();
      expect(messagesBelow(app)).toEqual([]);
    });

    test('is not reported if the options list its source', () => {
      const { app, web } = program();
      newModule(web, 'tags', 'example.com/tags/azurerm');
      newModule(web, 'acr', 'example.com/acr');
      hold(app, web, { modulesWithoutRegistries: ['example.com/tags/*'] });

      expect(synth(app)).toBeNull();
      expect(messagesBelow(app)).toEqual([
        `warning web: Stack "web" calls a module that may declare container registries and was not evaluated: module.acr: "example.com/acr" is not fetched.\n${nextStep}`,
      ]);
    });

    test('is reported in one annotation for each stack, by its source', () => {
      const { app, web } = program();
      newModule(web, 'one', 'example.com/acr');
      newModule(web, 'net', 'example.com/net');
      newModule(web, 'two', 'example.com/acr');
      hold(app, web, { rules: { 'Azure.ACR.Firewall': 'advisory' } });

      synth(app);

      expect(messagesBelow(app)).toEqual([]);
      expect(
        annotationsBelow(app, 'modules').map(({ message }) => message),
      ).toEqual([
        `Stack "web" calls 3 modules that may declare container registries and were not evaluated: module.net: "example.com/net" is not fetched; module.one, module.two: "example.com/acr" is not fetched.\n${nextStep}`,
      ]);
    });

    test('includes a module that an override of the stack adds', () => {
      const { app, web } = program();
      web.addOverride('module.added', { source: '${var.source}' });
      web.addOverride('module.odd', { source: null });
      hold(app, web, {});

      synth(app);

      expect(annotationsBelow(app, 'modules')[0]?.message).toContain(
        'module.added: "${var.source}" is unknown; module.odd: its source is not a string.',
      );
    });
  });

  describe('under an aspect on a part of a stack', () => {
    test('is reported there, for the modules of that part', () => {
      const { app, web, part } = program();
      newModule(part, 'inside', 'example.com/acr');
      newModule(web, 'outside', 'example.com/acr');
      web.addOverride('module.added', { source: 'example.com/acr' });
      Aspects.of(part).add(new AcrPolicyAspect());

      synth(app);

      expect(messagesBelow(app)).toEqual([
        expect.stringMatching(
          /^warning web\/part: .*: module\.part_inside\w*: "example\.com\/acr" is not fetched\.\n/,
        ),
      ]);
    });

    test('is reported on the module that has the aspect', () => {
      const { app, web } = program();
      const inside = newModule(web, 'inside', 'example.com/acr');
      newModule(web, 'outside', 'example.com/acr');
      Aspects.of(inside).add(new AcrPolicyAspect({ unknown: 'error' }));

      expect(synth(app)?.message).toContain('[web/inside] Stack "web" calls');
    });

    test('is reported once for each part', () => {
      const { app, web } = program();
      const aspect = new AcrPolicyAspect();
      for (const id of ['one', 'two']) {
        Aspects.of(newModule(web, id, 'example.com/acr')).add(aspect);
      }

      synth(app);

      expect(messagesBelow(app)).toEqual([
        expect.stringContaining('warning web/one: ') as string,
        expect.stringContaining('warning web/two: ') as string,
      ]);
    });
  });

  describe('of other kinds of blocks', () => {
    const blocks: readonly [string, string, object][] = [
      [
        'an action that opens a registry',
        'accepts connections from any network',
        {
          action: {
            azapi_resource_action: {
              open: {
                config: {
                  type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
                  resource_id: '${var.id}',
                  method: 'PATCH',
                  body: { properties: { publicNetworkAccess: 'Enabled' } },
                },
              },
            },
          },
        },
      ],
      ['a block of an unknown type', 'widget', { widget: { a: { b: {} } } }],
    ];

    test.each(blocks)(
      'includes %s that an override adds',
      (_, address, block) => {
        const { app, web } = program();
        for (const [kind, value] of Object.entries(block)) {
          web.addOverride(kind, value);
        }
        tools.enforceAcrPolicy(app);

        synth(app);

        expect(
          annotationsBelow(web, address).map(
            ({ path, level }) => `${level} ${path}`,
          ),
        ).not.toEqual([]);
      },
    );
  });

  describe.each([
    ['main.tf', true],
    ['main.tf.json', true],
    ['main.tofu', true],
    ['cdk.tofu.json', true],
    ['cdk_override.tofu.json', true],
    ['.hidden.tf', false],
    ['main.tf~', false],
    ['terraform.tfvars', false],
    ['notes.md', false],
  ])('of the files beside a stack', (file, isRead) => {
    test(`${isRead ? 'includes' : 'does not include'} ${file}`, () => {
      const { app, web } = newProgram(tools);
      inCustomSynthesis(web, () => {
        const folder = dirname(fileOf(app.outdir, 'web'));
        writeFileSync(join(folder, file), '');
      });

      app.synth();

      expect(
        annotationsBelow(app, 'was not evaluated: Terraform loads it').map(
          ({ message }) => message,
        ),
      ).toEqual(
        isRead ? [expect.stringContaining(`${file} was not evaluated`)] : [],
      );
    });
  });
});
