import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  blockedBy,
  libraryNames,
  newApp,
  newStack,
  temporaryFolder,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import type { LibraryName, Toolkit } from '../support/cdktf';

/** A second copy of a library, as a nested node_modules folder has it. */
function copyOf(name: LibraryName): Toolkit {
  const modules = join(temporaryFolder(), 'node_modules');
  const original = dirname(require.resolve(`${name}/package.json`));
  mkdirSync(join(modules, name), { recursive: true });
  for (const part of ['lib', 'package.json']) {
    cpSync(join(original, part), join(modules, name, part), {
      recursive: true,
    });
  }
  symlinkSync(
    join(original, 'node_modules'),
    join(modules, name, 'node_modules'),
  );
  symlinkSync(
    dirname(require.resolve('constructs/package.json')),
    join(modules, 'constructs'),
  );
  return jest.requireActual<Toolkit>(join(modules, name, 'lib'));
}

describe.each(libraryNames)('a program on another copy of %s', (name) => {
  const { AcrPolicyAspect, Aspects, enforceAcrPolicy, ...own } = toolkit(name);
  const other = copyOf(name);

  const program = () => {
    const app = newApp(other);
    const web = newStack(other, app, 'web');
    const registry = (id: string, isPublic: unknown) => {
      const resource = new other.TerraformResource(web, id, {
        terraformResourceType: 'azurerm_container_registry',
      });
      resource.addOverride(
        'sku',
        other.Token.asString(other.Token.asAny('Premium')),
      );
      resource.addOverride('public_network_access_enabled', isPublic);
    };
    registry('open', other.Token.asAny(true));
    registry('closed', other.Token.asAny(false));
    registry('local', new other.TerraformLocal(web, 'off', false).asBoolean);
    return { app, web };
  };

  test('is another copy, indeed', () => {
    const { app } = program();

    expect(app).not.toBeInstanceOf(own.App);
    expect(other.Aspects).not.toBe(Aspects);
  });

  test('is enforced', () => {
    const { app } = program();
    enforceAcrPolicy(app);

    expect(
      blockedBy(() => {
        app.synth();
      }),
    ).toEqual(['web/open']);
    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });

  test('is enforced where a stack is synthesized alone', () => {
    const { app, web } = program();
    enforceAcrPolicy(app);
    other.Testing.synth(web);

    expect(verdictsBelow(app)).toEqual(['error web/open']);
  });

  test.each([
    ['the stack', 'web'],
    ['the App', ''],
  ])('takes the aspect on %s', (_, path) => {
    const { app, web } = program();
    other.Aspects.of(path === '' ? app : web).add(new AcrPolicyAspect());

    expect(
      blockedBy(() => {
        app.synth();
      }),
    ).toEqual(['web/open']);
  });
});

test("each library's policy holds a program on the other one", () => {
  const tools = toolkit('cdktn');
  const app = newApp(tools);
  const web = newStack(tools, app, 'web');
  new tools.TerraformResource(web, 'open', {
    terraformResourceType: 'azurerm_container_registry',
  }).addOverride('sku', 'Premium');
  toolkit('cdktf').enforceAcrPolicy(app);

  expect(
    blockedBy(() => {
      app.synth();
    }),
  ).toEqual(['web/open']);
});
