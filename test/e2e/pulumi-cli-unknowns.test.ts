import { join } from 'node:path';
import { root } from '../support/analyzer';
import {
  configurationFile,
  describePulumi,
  javascript,
  violationsIn,
} from '../support/pulumi-runs';

/** A program on the SDK, which makes all of a rule set unknown for one address in it. */
const firewallOfAddress = (defaultAction: string) =>
  javascript(`
const address = new PublicIPAddress('address', { resourceGroupName: 'rg' });
const ipRules = [{ iPAddressOrRange: address.ipAddress }];
new Registry('late', {
  ...open,
  networkRuleSet: { defaultAction: '${defaultAction}', ipRules },
});
`);

describePulumi((pulumi) => {
  test('knows a Deny beside an address that YAML does not know yet', async () => {
    const folder = await pulumi.cli.add({
      'Pulumi.yaml': `name: shop
runtime: yaml
resources:
  address:
    type: azure-native:network:PublicIPAddress
    properties: { resourceGroupName: rg }
  closed:
    type: azure-native:containerregistry:Registry
    properties:
      resourceGroupName: rg
      sku: { name: Premium }
      networkRuleSet:
        defaultAction: Deny
        ipRules: [{ iPAddressOrRange: "\${address.ipAddress}" }]
`,
    });
    const preview = await pulumi.run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual([]);
    expect(preview.status).toBe(0);
  });

  describe('a firewall that is not known at the preview', () => {
    test('is told, and created when it turns out to deny', async () => {
      const folder = await pulumi.cli.add(firewallOfAddress('Deny'));
      const preview = await pulumi.run(folder, ['preview']);
      expect(violationsIn(preview)).toEqual(['[advisory] late']);
      expect(preview.output).toContain(
        'networkRuleSet.defaultAction is unknown (networkRuleSet waits for another resource)',
      );
      expect(preview.status).toBe(0);
      const up = await pulumi.run(folder, ['up', '--yes', '--skip-preview']);
      expect(violationsIn(up)).toEqual([]);
      expect(up.status).toBe(0);
      expect([...pulumi.cli.created.keys()]).toContain('late');
    });

    test('is stopped before the registry is created when it turns out to allow', async () => {
      pulumi.cli.created.clear();
      const folder = await pulumi.cli.add(firewallOfAddress('Allow'));
      const up = await pulumi.run(folder, ['up', '--yes', '--skip-preview']);
      expect(violationsIn(up)).toEqual(['[mandatory] late']);
      expect(up.status).not.toBe(0);
      expect([...pulumi.cli.created.keys()]).toEqual(['address']);
    });
  });

  test('analyzes a state with a read registry and a secret that it can not read', async () => {
    const folder = await pulumi.cli.add(
      javascript(`
Registry.get('external', 'some-id');
new Registry('open', open);
new Registry('secret', {
  ...open,
  networkRuleSet: pulumi.secret({ defaultAction: 'Deny' }),
});
`),
    );
    const up = await pulumi.cli.run(folder, 'up', '--yes', '--skip-preview');
    expect(up.status).toBe(0);
    const state = join(folder, 'state.json');
    await pulumi.cli.run(folder, 'stack', 'export', '--file', state);
    const analysis = await pulumi.cli.runWithoutPassphrase(
      folder,
      'policy',
      'analyze',
      '--file',
      state,
      '--policy-pack',
      root,
      '--policy-pack-config',
      configurationFile(folder, 'mandatory'),
    );
    expect(violationsIn(analysis)).toEqual([
      '[mandatory] open',
      '[advisory] secret',
    ]);
    expect(analysis.output).toContain("is a secret that can't be read");
    expect(analysis.status).not.toBe(0);
  });
});
