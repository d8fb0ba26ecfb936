import {
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';

describe.each(libraryNames)('an exemption without effect, on %s', (library) => {
  const tools = toolkit(library);

  function toldBy(resource: string): string[] {
    const app = newApp(tools);
    const stack = newStack(tools, app, 'web');
    newRegistry(tools, stack, 'open');
    newRegistry(tools, stack, 'closed', { publicNetworkAccessEnabled: false });
    tools.enforceAcrPolicy(app, {
      preset: 'recommended',
      rules: { 'Azure.ACR.Firewall': 'advisory' },
      exemptions: [
        { resource, rules: ['Azure.ACR.Firewall'], reason: 'for customers' },
      ],
    });
    app.synth();
    return app.node.metadata.map(({ data }) => String(data));
  }

  test('is told where it matches nothing', () => {
    expect(toldBy('shop/*')).toEqual([
      'The exemption of "shop/*" ("for customers") matches nothing that was evaluated.',
    ]);
  });

  test('is told where what it matches complies', () => {
    expect(toldBy('web/closed')).toEqual([
      'The exemption of "web/closed" ("for customers") is not needed: all resources that it matches comply.',
    ]);
  });

  test('is not told where it has one', () => {
    expect(toldBy('web/*')).toEqual([]);
  });
});
