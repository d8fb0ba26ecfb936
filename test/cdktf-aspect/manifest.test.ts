import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import {
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';

describe.each(libraryNames)(
  'what the manifest says on %s, where a synthesis goes on after errors',
  (name) => {
    const tools = toolkit(name);
    const { AcrPolicyAspect, Aspects, enforceAcrPolicy } = tools;

    const openStack = (scope: Construct, id: string) => {
      const stack = newStack(tools, scope, id);
      newRegistry(tools, stack, 'open');
      return stack;
    };

    beforeEach(() => {
      process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] = 'true';
    });
    afterEach(() => {
      delete process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'];
    });

    const manifestOf = (app: { outdir: string }) =>
      JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8')) as {
        stacks: Record<
          string,
          { annotations: { level: string; constructPath: string }[] }
        >;
      };

    test('the synthesis goes on, and the manifest says what is wrong', () => {
      const app = newApp(tools);
      openStack(app, 'web');
      enforceAcrPolicy(app, { rules: { 'Azure.ACR.AdminUser': 'disabled' } });

      app.synth();

      expect(manifestOf(app).stacks['web']?.annotations).toContainEqual(
        expect.objectContaining({
          constructPath: 'web/open',
          level: '@cdktf/error',
        }),
      );
    });

    test('the synthesis goes on with a synthesizer of its own, too', () => {
      const app = newApp(tools);
      const web = openStack(app, 'web');
      const { synthesizer } = web;
      web.synthesizer = {
        synthesize: (session) => {
          synthesizer.synthesize(session);
        },
      };
      enforceAcrPolicy(app);

      app.synth();

      expect(manifestOf(app).stacks['web']?.annotations).toContainEqual(
        expect.objectContaining({
          constructPath: 'web/open',
          level: '@cdktf/error',
        }),
      );
    });

    test('the manifest says what only the output shows', () => {
      const app = newApp(tools);
      const web = newStack(tools, app, 'web');
      const toTerraform = web.toTerraform.bind(web);
      web.toTerraform = () => ({
        ...(toTerraform() as object),
        resource: { azurerm_container_registry: { own: { sku: 'Premium' } } },
      });
      enforceAcrPolicy(app);

      app.synth();

      expect(manifestOf(app).stacks['web']?.annotations).toContainEqual(
        expect.objectContaining({
          constructPath: 'web',
          level: '@cdktf/error',
        }),
      );
    });

    test('what blocks comes first', () => {
      const app = newApp(tools);
      const web = openStack(app, 'web');
      newRegistry(tools, web, 'variable', { sku: '${var.sku}' });
      newRegistry(tools, web, 'also open');
      enforceAcrPolicy(app);

      app.synth();

      const told = manifestOf(app).stacks['web']?.annotations ?? [];
      const blocking = told.map(({ level }) => level === '@cdktf/error');
      expect(blocking).toEqual([...blocking].sort().reverse());
      const first = told.slice(0, 2).map(({ constructPath }) => constructPath);
      expect(first.sort()).toEqual(['web/also open', 'web/open']);
    });

    test('what someone else says stays, beside what the policy says', () => {
      const app = newApp(tools);
      tools.Annotations.of(openStack(app, 'web')).addWarning('no tags');
      enforceAcrPolicy(app);

      app.synth();

      const told = manifestOf(app).stacks['web']?.annotations;
      expect(told).toContainEqual(
        expect.objectContaining({
          constructPath: 'web',
          level: '@cdktf/warn',
          message: 'no tags',
        }),
      );
      expect(told).toContainEqual(
        expect.objectContaining({
          constructPath: 'web/open',
          level: '@cdktf/error',
        }),
      );
    });

    test('what the aspect alone found in a stack inside a construct', () => {
      const app = newApp(tools);
      const web = openStack(new Construct(app, 'group'), 'web');
      Aspects.of(web).add(new AcrPolicyAspect());

      app.synth();

      expect(manifestOf(app).stacks[web.node.id]?.annotations).toContainEqual(
        expect.objectContaining({
          constructPath: 'group/web/open',
          level: '@cdktf/error',
        }),
      );
    });

    test('what the aspect alone found', () => {
      const app = newApp(tools);
      Aspects.of(openStack(app, 'web')).add(new AcrPolicyAspect());

      app.synth();

      expect(manifestOf(app).stacks['web']?.annotations).toContainEqual(
        expect.objectContaining({
          constructPath: 'web/open',
          level: '@cdktf/error',
        }),
      );
    });

    test('nothing that holds no longer, when a stack is evaluated again', () => {
      const app = newApp(tools);
      openStack(app, 'web');
      enforceAcrPolicy(app);
      app.node.addValidation({
        validate: () => {
          writeFileSync(join(app.outdir, 'stacks/web/cdk.tf.json'), '{}');
          return [];
        },
      });

      app.synth();

      expect(manifestOf(app).stacks['web']?.annotations).toEqual([]);
    });

    test('nothing twice, when a stack is evaluated twice', () => {
      const app = newApp(tools);
      const web = openStack(app, 'web');
      Aspects.of(web).add(new AcrPolicyAspect());
      enforceAcrPolicy(app);
      const file = join(app.outdir, 'stacks/web/cdk.tf.json');
      app.node.addValidation({
        validate: () => {
          appendFileSync(file, '\n');
          return [];
        },
      });

      app.synth();

      const told = manifestOf(app).stacks['web']?.annotations ?? [];
      const texts = told.map((annotation) => JSON.stringify(annotation));
      expect(new Set(texts).size).toBe(texts.length);
      expect(told.length).toBeGreaterThan(0);
    });
  },
);
