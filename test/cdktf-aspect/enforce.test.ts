import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
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
} from '../support/cdktf';
import { synthOf } from '../support/cdktf-final-state';

describe.each(libraryNames)('what enforceAcrPolicy says on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, enforceAcrPolicy } = tools;

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

    const error = errorOf(() => {
      app.synth();
    });
    const [, ...frames] = error?.stack?.split(/\n\s+at /) ?? [];

    expect(frames[0]).toContain('test/cdktf-aspect/enforce.test.ts');
    expect(frames.join()).not.toMatch(
      /node_modules|[/\\]cdktf-aspect[/\\](?!enforce\.test)/,
    );
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
    // The other rules report too.
    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });
});
