import { Construct } from 'constructs';
import {
  annotationsBelow,
  blockedBy,
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import { synthOf } from '../support/cdktf-final-state';

describe.each(libraryNames)('enforceAcrPolicy on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, Testing, enforceAcrPolicy } = tools;

  const openStack = (scope: Construct, id: string) => {
    const stack = newStack(tools, scope, id);
    newRegistry(tools, stack, 'open');
    return stack;
  };

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

  test('a stack alone is evaluated too: Testing synthesizes no App', () => {
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

  test('an aspect on the App is added to a stack once', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    Aspects.of(app).add(new AcrPolicyAspect());

    expect(Aspects.of(web).all).toHaveLength(1);
    expect(Aspects.of(web).all).toHaveLength(1);
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
});
