import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { acrFirewall } from '../shared/rules/Azure.ACR.Firewall';
import {
  annotationsBelow,
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

describe.each(libraryNames)('enforceAcrPolicy on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, Testing, enforceAcrPolicy } = tools;

  const synthOf = (app: { synth(): void }) => () => {
    app.synth();
  };

  const openStack = (scope: Construct, id: string) => {
    const stack = newStack(tools, scope, id);
    newRegistry(tools, stack, 'open');
    return stack;
  };

  test('says what is wrong in all stacks in one run, in the order of the stacks', () => {
    const app = newApp(tools);
    openStack(app, 'web');
    newRegistry(tools, newStack(tools, app, 'clean'), 'closed', {
      publicNetworkAccessEnabled: false,
    });
    openStack(app, 'api');
    enforceAcrPolicy(app);

    const error = errorOf(synthOf(app));

    expect(blockedBy(synthOf(app))).toEqual(['web/open', 'api/open']);
    expect(error?.message).toMatch(
      /^Encountered Annotations with level "ERROR":\n\[web/,
    );
    // Written as it would be had the library gone on: what failed is not.
    expect(existsSync(join(app.outdir, 'stacks/web/cdk.tf.json'))).toBe(false);
    expect(outputOf(app, 'clean')).toHaveProperty('resource');
    expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(false);
  });

  test('the error shows the user where they called, and nothing else', () => {
    const app = newApp(tools);
    openStack(app, 'web');
    enforceAcrPolicy(app);

    const [, ...frames] = errorOf(synthOf(app))?.stack?.split(/\n\s+at /) ?? [];

    expect(frames[0]).toContain('test/cdktf-enforce.test.ts');
    expect(frames.join()).not.toMatch(/node_modules|cdktf-aspect/);
  });

  test('what else stops a stack hides nothing, and is not hidden', () => {
    const app = newApp(tools);
    const web = openStack(app, 'web');
    web.node.addValidation({ validate: () => ['the web is down'] });
    openStack(app, 'api');
    newStack(tools, app, 'db').node.addValidation({
      validate: () => ['no backup'],
    });
    enforceAcrPolicy(app);

    const error = errorOf(synthOf(app));

    expect(blockedBy(synthOf(app))).toEqual([
      'web/open',
      'api/open',
      'web',
      'db',
    ]);
    expect(error?.message).toContain('the web is down');
    expect(error?.message).toContain('no backup');
  });

  test("an error annotation of someone else is told beside the policy's", () => {
    const app = newApp(tools);
    const web = openStack(app, 'web');
    Aspects.of(web).add({
      visit: (construct) => {
        if (construct === web) tools.Annotations.of(web).addError('no tags');
      },
    });
    enforceAcrPolicy(app);

    expect(blockedBy(synthOf(app))).toEqual(['web', 'web/open']);
  });

  test('the error of someone else passes through as it is', () => {
    const app = newApp(tools);
    newStack(tools, app, 'web').node.addValidation({
      validate: () => ['the web is down'],
    });
    enforceAcrPolicy(app);
    const unforced = newApp(tools);
    newStack(tools, unforced, 'web').node.addValidation({
      validate: () => ['the web is down'],
    });

    expect(errorOf(synthOf(app))?.message).toBe(
      errorOf(synthOf(unforced))?.message,
    );
  });

  test.each([
    ['before the stacks are made', true],
    ['after the stacks are made', false],
  ])('called %s', (_, isEarly) => {
    const app = newApp(tools);
    if (isEarly) enforceAcrPolicy(app);
    openStack(app, 'web');
    if (!isEarly) enforceAcrPolicy(app);

    expect(blockedBy(synthOf(app))).toEqual(['web/open']);
  });

  test('called twice with the same options', () => {
    const app = newApp(tools);
    openStack(app, 'web');
    enforceAcrPolicy(app, { unknown: 'error' });
    enforceAcrPolicy(app, { unknown: 'error' });
    errorOf(synthOf(app));

    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });

  test('called twice with other options is an error', () => {
    const app = newApp(tools);
    enforceAcrPolicy(app, { unknown: 'error' });

    expect(() => {
      enforceAcrPolicy(app, { unknown: 'ignore' });
    }).toThrow(
      'enforceAcrPolicy: this App is enforced with other options already.',
    );
  });

  test('beside the aspect on a stack, which says nothing twice', () => {
    const app = newApp(tools);
    const web = openStack(app, 'web');
    Aspects.of(web).add(new AcrPolicyAspect());
    enforceAcrPolicy(app);
    errorOf(synthOf(app));

    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });

  test('an aspect that lets more pass takes nothing back', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'variable', { sku: '${var.sku}' });
    enforceAcrPolicy(app, { unknown: 'error' });
    Aspects.of(web).add(new AcrPolicyAspect({ unknown: 'ignore' }));

    expect(blockedBy(synthOf(app))).toEqual(['web/variable']);
  });

  test('a stack alone is judged too: Testing synthesizes no App', () => {
    const app = newApp(tools);
    enforceAcrPolicy(app);
    const web = openStack(app, 'web');

    Testing.synth(web);
    expect(verdictsBelow(app)).toEqual(['error web/open']);
    expect(blockedBy(() => Testing.fullSynth(web))).toEqual(['web/open']);
  });

  test('an app of Testing, without stack traces', () => {
    const app = Testing.app();
    openStack(app, 'web');
    enforceAcrPolicy(app);

    expect(blockedBy(synthOf(app))).toEqual(['web/open']);
    expect(annotationsBelow(app)[0]?.trace).toBeUndefined();
  });

  test.each([
    ['the App', (app: Construct) => app],
    [
      'a construct around the stacks',
      (app: Construct) => new Construct(app, 'group'),
    ],
  ])('an aspect on %s, where the library never invokes it', (_, scopeIn) => {
    const app = newApp(tools);
    const scope = scopeIn(app);
    Aspects.of(scope).add(new AcrPolicyAspect());
    const stack = openStack(scope, 'web');

    Testing.synth(stack);
    expect(verdictsBelow(app)).toEqual([`error ${stack.node.path}/open`]);
    expect(blockedBy(synthOf(app))).toEqual([`${stack.node.path}/open`]);
  });

  test("someone else's aspect on the App stays what it is: never invoked", () => {
    const app = newApp(tools);
    const visit = jest.fn();
    Aspects.of(app).add({ visit });
    Aspects.of(app).add(new AcrPolicyAspect());
    newStack(tools, app, 'web');

    app.synth();

    expect(visit).not.toHaveBeenCalled();
  });

  test('skipValidation skips no verdict', () => {
    for (const hold of [
      (app: ReturnType<typeof newApp>) => {
        enforceAcrPolicy(app);
      },
      (app: ReturnType<typeof newApp>) => {
        Aspects.of(app).add(new AcrPolicyAspect());
      },
    ]) {
      const app = newApp(tools, { skipValidation: true });
      openStack(app, 'web');
      hold(app);

      expect(blockedBy(synthOf(app))).toEqual(['web/open']);
    }
  });

  describe('with CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', () => {
    beforeEach(() => {
      process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] = 'true';
    });
    afterEach(() => {
      delete process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'];
    });

    const manifestOf = (app: { outdir: string }) =>
      JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8')) as {
        stacks: Record<string, { annotations: unknown[] }>;
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
  });

  test('takes the App alone', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');

    expect(() => {
      enforceAcrPolicy(web as never);
    }).toThrow('enforceAcrPolicy: expected the App, got a TerraformStack.');
    expect(() => {
      enforceAcrPolicy(undefined as never);
    }).toThrow('enforceAcrPolicy: expected the App, got undefined.');
  });

  test.each([
    ['an unknown option', { unkown: 'warn' }, 'unkown is not known here'],
    ['a wrong value', { unknown: 'maybe' }, 'unknown is "maybe"'],
    [
      'an unknown rule',
      { rules: { 'Azure.ACR.Firewal': 'mandatory' } },
      'Did you mean "Azure.ACR.Firewall"?',
    ],
    [
      'a blank reason',
      { exemptions: [{ resource: '*', reason: ' ' }] },
      'exemptions[0].reason',
    ],
    [
      'an impossible date',
      { exemptions: [{ resource: '*', reason: 'x', expires: '2027-02-30' }] },
      'exemptions[0].expires',
    ],
  ])('%s is an error', (_, options, message) => {
    expect(() => {
      enforceAcrPolicy(newApp(tools), options as never);
    }).toThrow(message);
    expect(() => new AcrPolicyAspect(options as never)).toThrow(message);
  });

  test('a rule that throws blocks and says which rule, construct and cause', () => {
    const app = newApp(tools);
    const web = openStack(app, 'web');
    newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
    enforceAcrPolicy(app, {
      additionalRules: [
        {
          ...acrFirewall,
          name: 'Azure.ACR.Broken',
          evaluate: () => {
            throw new TypeError('no such thing');
          },
        },
      ],
    });

    const error = errorOf(synthOf(app));

    expect(verdictsBelow(app, 'Azure.ACR.Broken')).toEqual([
      'error web/open',
      'error web/closed',
    ]);
    expect(error?.message).toContain(
      '[web/closed] Azure.ACR.Broken failed on container registry "closed": TypeError: no such thing',
    );
    // The other rules have their say.
    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });
});
