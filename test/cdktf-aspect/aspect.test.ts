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

describe.each(libraryNames)('AcrPolicyAspect on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, Testing } = tools;

  test('an open registry stops the synthesis, a closed one does not', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'open');
    newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
    newRegistry(tools, web, 'filtered', {
      networkRuleSet: [{ defaultAction: 'Deny' }],
    });
    Aspects.of(web).add(new AcrPolicyAspect());

    expect(
      blockedBy(() => {
        app.synth();
      }),
    ).toEqual(['web/open']);
    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });

  test('a message says where the construct was declared', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'open');
    Aspects.of(web).add(new AcrPolicyAspect());
    app.synth = app.synth.bind(app);
    errorOf(() => {
      app.synth();
    });

    const [annotation] = annotationsBelow(app);
    expect(annotation?.message).toMatch(
      /\nDeclared at test\/support\/cdktf\.ts:\d+ as web\/open\. More: /,
    );
    expect(annotation?.trace?.[0]).toContain('newRegistry');
  });

  test('a value that only Terraform knows is a warning', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    const sku = new tools.TerraformVariable(web, 'sku', {});
    newRegistry(tools, web, 'variable', { sku: sku.stringValue });
    Aspects.of(web).add(new AcrPolicyAspect());

    app.synth();

    expect(verdictsBelow(app)).toEqual(['warning web/variable']);
  });

  test('Testing.synth shows the verdict, with validations and without', () => {
    for (const withValidations of [false, true]) {
      const app = newApp(tools);
      const web = newStack(tools, app, 'web');
      newRegistry(tools, web, 'open');
      newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
      Aspects.of(web).add(new AcrPolicyAspect());

      Testing.synth(web, withValidations);

      expect(verdictsBelow(app)).toEqual(['error web/open']);
    }
  });

  test('Testing.fullSynth fails on an open registry', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'open');
    Aspects.of(web).add(new AcrPolicyAspect());

    expect(blockedBy(() => Testing.fullSynth(web))).toEqual(['web/open']);
  });

  test('an aspect on a construct covers what is below it', () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    newRegistry(tools, web, 'elsewhere');
    const part = new (class extends tools.TerraformElement {})(web, 'part');
    newRegistry(tools, part, 'open');
    Aspects.of(part).add(new AcrPolicyAspect());

    errorOf(() => {
      app.synth();
    });

    expect(verdictsBelow(app)).toEqual(['error web/part/open']);
  });
});
