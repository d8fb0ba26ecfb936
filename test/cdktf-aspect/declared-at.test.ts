import { Construct } from 'constructs';
import { declaredAt } from '../../cdktf-aspect/constructs/declared-at';
import type { Construct as Declared } from '../../cdktf-aspect/constructs/construct-types';
import {
  annotationsBelow,
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';

describe('the place in a recorded stack trace', () => {
  class Registry {
    constructor(readonly node: object) {}
  }

  const placeIn = (...trace: string[]) => {
    const metadata = [{ type: 'stacktrace', data: 'trace', trace }];
    return declaredAt(new Registry({ metadata }) as Declared)?.place;
  };

  test.each([
    [
      'a file of the program',
      `main (${process.cwd()}/main.ts:12:5)`,
      'main.ts:12',
    ],
    [
      'a frame without a name',
      `${process.cwd()}/src/main.ts:3:1`,
      'src/main.ts:3',
    ],
    [
      'a file elsewhere',
      'main (/elsewhere/main.js:12:5)',
      '/elsewhere/main.js:12',
    ],
    [
      'a module of ECMAScript',
      'file:///elsewhere/main.mjs:1:2',
      '/elsewhere/main.mjs:1',
    ],
    ['Windows', 'main (C:\\shop\\main.ts:7:3)', 'C:\\shop\\main.ts:7'],
    [
      'the top of a program',
      `Object.<anonymous> (${process.cwd()}/main.ts:9:27)`,
      'main.ts:9',
    ],
    [
      'a call of an asynchronous function',
      `async main (${process.cwd()}/main.ts:4:3)`,
      'main.ts:4',
    ],
  ])('%s', (_, frame, place) => {
    expect(placeIn(frame)).toBe(place);
  });

  test('skips the libraries, Node and the construct itself', () => {
    expect(
      placeIn(
        'new ComplexList (/shop/node_modules/cdktf/lib/list.js:17:66)',
        'new Registry (/linked/provider/registry.js:914:32)',
        'Array.map (<anonymous>)',
        'node:internal/main/run_main_module:28:49',
        'build (/shop/main.ts:3:4)',
      ),
    ).toBe('/shop/main.ts:3');
  });

  test("is nowhere if the trace is the libraries' alone", () => {
    expect(placeIn('Module.load (node:internal/loader:1:1)')).toBeUndefined();
  });
});

describe.each(libraryNames)('where a construct was declared, on %s', (name) => {
  const tools = toolkit(name);

  const openProgram = (declare: (scope: Construct) => unknown) => {
    const app = newApp(tools);
    tools.enforceAcrPolicy(app);
    declare(newStack(tools, app, 'web'));
    errorOf(() => {
      app.synth();
    });
    return annotationsBelow(app)[0]?.message ?? '';
  };

  const here =
    /\nDeclared at test\/cdktf-aspect\/declared-at\.test\.ts:\d+ as web\/acr\. More: /;

  const raw = (scope: Construct) => {
    const registry = new tools.TerraformResource(scope, 'acr', {
      terraformResourceType: 'azurerm_container_registry',
    });
    registry.addOverride('sku', 'Premium');
    return registry;
  };

  test('a class of the program over a generated one', () => {
    class OwnRegistry extends tools.ContainerRegistry {
      constructor(scope: Construct, id: string) {
        super(scope, id, {
          name: id,
          location: 'westeurope',
          resourceGroupName: 'rg',
          sku: 'Premium',
        });
      }
    }

    const message = openProgram((scope) => new OwnRegistry(scope, 'acr'));

    expect(message).toMatch(here);
  });

  test('a resource of no generated provider', () => {
    expect(openProgram(raw)).toMatch(here);
  });

  test('a resource that is annotated elsewhere', () => {
    const annotated = openProgram((scope) => {
      tools.Annotations.of(raw(scope)).addInfo('no rule is meant');
    });

    const place = (message: string) => /Declared at \S+/.exec(message)?.[0];
    expect(place(annotated)).toBe(place(openProgram(raw)));
  });

  test('a module', () => {
    expect(
      openProgram(
        (scope) =>
          new tools.TerraformHclModule(scope, 'acr', {
            source: 'Azure/avm-res-containerregistry-registry/azurerm',
          }),
      ),
    ).toMatch(here);
  });

  test('in a construct that holds it', () => {
    class Part extends Construct {
      constructor(scope: Construct, id: string) {
        super(scope, id);
        newRegistry(tools, this, 'acr');
      }
    }

    expect(openProgram((scope) => new Part(scope, 'part'))).toMatch(
      /\nDeclared at test\/support\/cdktf\.ts:\d+ as web\/part\/acr\. More: /,
    );
  });

  test('nobody recorded it before the policy was there', () => {
    // Another test may have begun to record, as another App of a program may.
    const app = newApp(tools);
    jest.isolateModules(() => {
      const { enforceAcrPolicy } = jest.requireActual<typeof tools>(
        `../../cdktf-aspect/${name}`,
      );
      raw(newStack(tools, app, 'web'));
      enforceAcrPolicy(app);
    });
    errorOf(() => {
      app.synth();
    });

    expect(annotationsBelow(app)[0]?.message).toMatch(
      /\nDeclared as web\/acr\. More: /,
    );
  });
});
