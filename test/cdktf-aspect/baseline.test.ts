import { join } from 'node:path';
import { acrPolicy, inFolder } from '../support/cli';
import {
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';

describe.each(libraryNames)('a baseline on %s', (name) => {
  const tools = toolkit(name);
  type Config = NonNullable<Parameters<typeof newRegistry>[3]>;

  /** The stack `shop` with an open registry, and others declared before it. */
  const program = (config: Config, before = 0) => {
    const app = newApp(tools);
    const shop = newStack(tools, app, 'shop');
    for (let index = 0; index < before; index++) {
      newRegistry(tools, shop, `closed${index}`, {
        publicNetworkAccessEnabled: false,
      });
    }
    newRegistry(tools, shop, 'web', { name: 'webimages', ...config });
    return app;
  };

  /** What blocks once the baseline of the open registry is in use. */
  const errorAfter = async (config: Config, before = 0) =>
    inFolder({}, async (cwd) => {
      const accepted = program({});
      accepted.synth();
      const { exitCode, stderr } = await acrPolicy(
        [
          ...['baseline', accepted.outdir, '--reason', 'Open before'],
          ...['--output', 'baseline.yaml'],
        ],
        { cwd },
      );
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      const app = program(config, before);
      tools.enforceAcrPolicy(app, { extends: join(cwd, 'baseline.yaml') });
      return errorOf(() => {
        app.synth();
      });
    });

  test('accepts the state that it was made of', async () => {
    expect(await errorAfter({})).toBeNull();
  });

  test('accepts a default that is written out, on another line', async () => {
    const defaults = {
      publicNetworkAccessEnabled: true,
      networkRuleBypassOption: 'AzureServices',
      networkRuleSet: [{ defaultAction: 'Allow', ipRule: [] }],
    };
    expect(await errorAfter(defaults, 2)).toBeNull();
  });

  test.each<[situation: string, config: Config]>([
    ['another name', { name: 'other' }],
    ['another bypass', { networkRuleBypassOption: 'None' }],
    [
      'another range',
      {
        networkRuleSet: [
          {
            defaultAction: 'Allow',
            ipRule: [{ action: 'Allow', ipRange: '192.0.2.0/24' }],
          },
        ],
      },
    ],
  ])('brings the violation back for %s', async (_, config) => {
    const error = await errorAfter(config);
    expect(error?.message).toContain('[shop/web]');
    expect(error?.message).toContain(
      'Its baseline exemption ("Open before") does not count',
    );
  });
});
