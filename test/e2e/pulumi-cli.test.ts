import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packExecutable, root } from '../support/analyzer';
import {
  describePulumi,
  javascript,
  reason,
  registryInYaml,
  violationsIn,
} from '../support/pulumi-runs';

describePulumi((pulumi) => {
  test.each(['pulumi-typescript', 'pulumi-yaml'])(
    'stops the preview of examples/%s for the open registry alone',
    async (example) => {
      const folder = await pulumi.cli.add(join(root, 'examples', example));
      const preview = await pulumi.cli.run(
        folder,
        'preview',
        '--policy-pack',
        root,
      );
      expect(violationsIn(preview)).toEqual(['[mandatory] open']);
      expect(preview.output).toContain(
        'Fix: set publicNetworkAccess to "Disabled", or networkRuleSet.defaultAction to "Deny".',
      );
      expect(preview.status).not.toBe(0);
    },
  );

  test('starts the executable form of the pack directly', async () => {
    const folder = await pulumi.cli.add(registryInYaml('open'));
    const preview = await pulumi.run(
      folder,
      ['preview'],
      'mandatory',
      packExecutable,
    );
    expect(violationsIn(preview)).toEqual(['[mandatory] open']);
    expect(preview.status).not.toBe(0);
  });

  test('lets no language host of the program between the engine and the executable', async () => {
    const folder = await pulumi.cli.add(registryInYaml('open'));
    const program = readFileSync(join(folder, 'Pulumi.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'Pulumi.yaml'),
      `${program}plugins: { languages: [{ name: nodejs, path: host }] }\n`,
    );
    mkdirSync(join(folder, 'host'));
    writeFileSync(
      join(folder, 'host/pulumi-language-nodejs'),
      `#!/bin/sh\ntouch ${join(folder, 'started')}\nexit 1\n`,
      { mode: 0o755 },
    );
    const preview = await pulumi.run(
      folder,
      ['preview'],
      'mandatory',
      packExecutable,
    );
    expect(violationsIn(preview)).toEqual(['[mandatory] open']);
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  test('lets a closed registry pass', async () => {
    const folder = await pulumi.cli.add(
      registryInYaml('closed', 'publicNetworkAccess: Disabled'),
    );
    const preview = await pulumi.run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual([]);
    expect(preview.status).toBe(0);
  });

  test('sees through whatever a program does with its registries', async () => {
    const folder = await pulumi.cli.add(
      javascript(`
class Platform extends pulumi.ComponentResource {
  constructor(name) {
    super('company:index:Platform', name);
    new Registry('in-component', open, { parent: this });
  }
}
new Platform('platform');
const provider = new Provider('explicit', {});
new Registry('of-explicit-provider', open, { provider });
new Registry('aliased', open, { aliases: [{ name: 'public' }] });
new Registry('protected', open, { protect: true });
new Registry('opened-by-transform', closed, {
  transforms: [({ props, opts }) => ({ props: { ...props, ...open, publicNetworkAccess: 'Enabled' }, opts })],
});
new Registry('closed-by-transform', open, {
  transforms: [({ props, opts }) => ({ props: { ...props, ...closed }, opts })],
});
new Registry('secretly-open', { ...open, publicNetworkAccess: pulumi.secret('Enabled') });
new Registry('secretly-closed', { ...open, publicNetworkAccess: pulumi.secret('Disabled') });
`),
    );
    const preview = await pulumi.run(folder, ['preview'], {
      enforcementLevel: 'mandatory',
      exemptions: [{ resource: '*::public', reason }],
    });
    expect(violationsIn(preview).sort()).toEqual([
      '[mandatory] aliased',
      '[mandatory] in-component',
      '[mandatory] of-explicit-provider',
      '[mandatory] opened-by-transform',
      '[mandatory] protected',
      '[mandatory] secretly-open',
    ]);
  });

  test('evaluates what ignoreChanges keeps, not what the program sets', async () => {
    const program = (properties: string) =>
      javascript(`
new Registry('kept', ${properties}, { ignoreChanges: ['publicNetworkAccess'] });
`);
    const folder = await pulumi.cli.add(program('open'));
    const up = await pulumi.cli.run(folder, 'up', '--yes', '--skip-preview');
    expect(up.status).toBe(0);
    writeFileSync(join(folder, 'index.js'), program('closed')['index.js']);
    const preview = await pulumi.run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual(['[mandatory] kept']);
    expect(preview.output).toContain(
      'ignoreChanges has "publicNetworkAccess": of a registry that exists the value in the state counts',
    );
  });
});
