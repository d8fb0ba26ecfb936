import {
  blockedBy,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';

describe.each(libraryNames)('whoever invokes the aspect, on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, Testing } = tools;

  const program = () => {
    const app = newApp(tools);
    const web = newStack(tools, app, 'web');
    const synth = () => {
      app.synth();
    };
    return { app, web, synth };
  };

  /** Adds an aspect after the policy's: it opens one registry and closes another. */
  const changeLater = (web: ReturnType<typeof program>['web']) => {
    const opened = newRegistry(tools, web, 'opened', {
      publicNetworkAccessEnabled: false,
    });
    const closed = newRegistry(tools, web, 'closed');
    Aspects.of(web).add(new AcrPolicyAspect());
    Aspects.of(web).add({
      visit: (construct) => {
        if (construct === opened) opened.publicNetworkAccessEnabled = true;
        if (construct === closed) closed.publicNetworkAccessEnabled = false;
      },
    });
  };

  test('by hand: what can not be rendered yet is evaluated when it is written', () => {
    const { app, web, synth } = program();
    let isReady = false;
    newRegistry(tools, web, 'acr', {
      sku: tools.Lazy.stringValue({
        produce: () => {
          if (!isReady) throw new Error('not yet');
          return 'Premium';
        },
      }),
    });
    const aspect = new AcrPolicyAspect();

    aspect.visit(web);
    expect(verdictsBelow(app)).toEqual([]);

    isReady = true;
    expect(blockedBy(synth)).toEqual(['web/acr']);
  });

  test('Testing.synth: what later aspects make of it is evaluated', () => {
    const { app, web } = program();
    changeLater(web);

    Testing.synth(web);

    expect(verdictsBelow(app)).toEqual(['error web/opened']);
  });

  test('someone who looks at the stack before it is written sees no error', () => {
    const { web, synth } = program();
    const registry = newRegistry(tools, web, 'acr');
    const seen: unknown[] = [];
    Aspects.of(web).add(new AcrPolicyAspect());
    web.node.addValidation({
      validate: () => {
        seen.push(web.toTerraform());
        registry.publicNetworkAccessEnabled = false;
        return [];
      },
    });

    synth();

    expect(seen).toHaveLength(1);
    expect(verdictsBelow(web)).toEqual([]);
  });

  describe('in a bundle, where the library can not be recognized', () => {
    let limit: number;

    // Without a stack trace the caller is unknown.
    beforeEach(() => {
      limit = Error.stackTraceLimit;
      Object.defineProperty(Error, 'stackTraceLimit', {
        get: () => 0,
        set: () => undefined,
        configurable: true,
      });
    });
    afterEach(() => {
      Object.defineProperty(Error, 'stackTraceLimit', {
        value: limit,
        writable: true,
        configurable: true,
      });
    });

    test('an open registry is stopped, a closed one is not', () => {
      const { web, synth } = program();
      newRegistry(tools, web, 'open');
      newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
      Aspects.of(web).add(new AcrPolicyAspect());

      expect(blockedBy(synth)).toEqual(['web/open']);
    });

    test('what later aspects make of it is evaluated', () => {
      const { web, synth } = program();
      changeLater(web);

      expect(blockedBy(synth)).toEqual(['web/opened']);
    });

    test('enforceAcrPolicy does not need to know', () => {
      const { app, web, synth } = program();
      const registry = newRegistry(tools, web, 'acr', {
        publicNetworkAccessEnabled: false,
      });
      tools.enforceAcrPolicy(app);
      web.node.addValidation({
        validate: () => {
          registry.publicNetworkAccessEnabled = true;
          return [];
        },
      });

      expect(blockedBy(synth)).toEqual(['web/acr']);
    });
  });
});
