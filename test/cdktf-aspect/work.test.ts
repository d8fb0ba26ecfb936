import {
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';

/** Counts do not jitter as times do: they keep the policy's share of a synthesis small. */
describe.each(libraryNames)('the work of a synthesis with %s', (name) => {
  const kit = toolkit(name);

  /** Synthesizes registries whose names are tokens, and counts what the library does for it. */
  function countIn(
    addPolicy: (app: ReturnType<typeof newApp>) => void,
    publicNetworkAccessEnabled: boolean,
  ) {
    const app = newApp(kit);
    const stack = newStack(kit, app, 'stack');
    for (let index = 0; index < 10; index++) {
      newRegistry(kit, stack, `registry${index}`, {
        name: kit.Lazy.stringValue({ produce: () => `registry${index}` }),
        publicNetworkAccessEnabled,
      });
    }
    addPolicy(app);
    const rendered = jest.spyOn(kit.TerraformResource.prototype, 'toTerraform');
    const resolved = jest.spyOn(
      kit.DefaultTokenResolver.prototype,
      'resolveToken',
    );
    try {
      const error = errorOf(() => {
        app.synth();
      });
      return {
        isBlocked: error !== null,
        rendered: rendered.mock.calls.length,
        resolved: resolved.mock.calls.length,
      };
    } finally {
      rendered.mockRestore();
      resolved.mockRestore();
    }
  }

  test.each([
    {
      way: 'enforceAcrPolicy',
      add: (app: ReturnType<typeof newApp>) => {
        kit.enforceAcrPolicy(app);
      },
    },
    {
      way: 'AcrPolicyAspect',
      add: (app: ReturnType<typeof newApp>) => {
        for (const stack of app.node.children) {
          kit.Aspects.of(stack).add(new kit.AcrPolicyAspect());
        }
      },
    },
  ])('renders and resolves nothing twice for $way', ({ add }) => {
    const without = countIn(() => undefined, false);
    expect(without.rendered).toBeGreaterThanOrEqual(10);
    expect(without.resolved).toBeGreaterThanOrEqual(10);
    expect(countIn(add, false)).toEqual(without);
    const open = countIn(add, true);
    expect(open.isBlocked).toBe(true);
    expect(open.rendered).toBeLessThanOrEqual(without.rendered);
    expect(open.resolved).toBeLessThanOrEqual(without.resolved);
  });
});
