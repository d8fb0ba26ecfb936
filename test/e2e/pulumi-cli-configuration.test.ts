import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describePulumi,
  firewall,
  reason,
  registryInYaml,
  violationsIn,
} from '../support/pulumi-runs';

describePulumi((pulumi) => {
  describe('takes from its configuration', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await pulumi.cli.add(registryInYaml('open'));
    });

    test('the level', async () => {
      const preview = await pulumi.run(folder, ['preview'], 'advisory');
      expect(violationsIn(preview)).toEqual(['[advisory] open']);
      expect(preview.status).toBe(0);
    });

    test('an exemption, and tells of one that matches nothing', async () => {
      const preview = await pulumi.run(folder, ['preview'], {
        enforcementLevel: 'mandatory',
        exemptions: [
          { resource: 'urn:pulumi:dev::shop::*::open', reason },
          { resource: '*::gone', reason },
        ],
      });
      expect(violationsIn(preview)).toEqual(['[advisory] open']);
      expect(preview.output).toContain(
        `"open" is exempt from Azure.ACR.Firewall: "${reason}".`,
      );
      expect(preview.output).toContain(
        `The exemption of "*::gone" ("${reason}") matches nothing that was evaluated.`,
      );
      expect(preview.status).toBe(0);
    });

    test.each([
      {
        situation: 'property that it does not know',
        configuration: { enforcementLevel: 'advisory', unknwon: 'error' },
        message: '"Azure.ACR.Firewall".unknwon is not known here.',
      },
      {
        situation: 'property of a policy that stays disabled',
        configuration: { level: 'mandatory' },
        message: '"Azure.ACR.Firewall".level is not known here.',
      },
      {
        situation: 'exemption that no URN matches',
        configuration: { exemptions: [{ resource: 'open', reason }] },
        message:
          '"Azure.ACR.Firewall".exemptions[0].resource is "open". Expected a pattern that can match a Pulumi URN, such as "*::open"',
      },
    ])('no $situation', async ({ configuration, message }) => {
      const preview = await pulumi.run(folder, ['preview'], configuration);
      expect(preview.output).toContain(message);
      expect(preview.output).not.toContain('    at ');
      expect(preview.status).not.toBe(0);
    });

    test('no error where a state is analyzed that has no stack resource', async () => {
      const state = join(folder, 'state.json');
      writeFileSync(state, stateOf('urn:pulumi:dev::shop'));
      const analyze = (configuration: object) =>
        pulumi.run(
          folder,
          ['policy', 'analyze', '--file', state],
          configuration,
        );
      const refused = await analyze({ enforcementLevel: 'disabled', no: 1 });
      expect(refused.output).toContain('"Azure.ACR.Firewall".no is not known');
      expect(refused.status).not.toBe(0);
      const analyzed = await analyze({ enforcementLevel: 'mandatory' });
      expect(violationsIn(analyzed)).toEqual(['[mandatory] open']);
    });

    test('no wrong value: Pulumi itself stops', async () => {
      const preview = await pulumi.run(folder, ['preview'], {
        unknown: 'eror',
        exemptions: [{ resource: '*', reason: ' ', expires: '2027-02-30' }],
      });
      expect(preview.output).toContain(
        `${firewall}: unknown: unknown must be one of the following: "warn", "error", "ignore"`,
      );
      expect(preview.output).toContain('exemptions.0.reason: Does not match');
      expect(preview.output).toContain('exemptions.0.expires: Does not match');
      expect(preview.status).not.toBe(0);
    });

    test('that it repairs: what is created is closed', async () => {
      pulumi.cli.created.clear();
      const up = await pulumi.run(folder, ['up', '--yes', '--skip-preview'], {
        enforcementLevel: 'remediate',
        remediation: 'denyByDefault',
      });
      expect(up.output).toContain(`[remediate]  ${firewall}  (1 resource)`);
      expect(up.status).toBe(0);
      expect(pulumi.cli.created.get('open')).toMatchObject({
        networkRuleSet: { defaultAction: 'Deny' },
      });
    });
  });
});

/** A state with one registry, and without the stack's own resource. */
function stateOf(stack: string): string {
  const type = 'azure-native:containerregistry:Registry';
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: { time: '2026-01-01T00:00:00Z', magic: '', version: '' },
      resources: [
        {
          urn: `${stack}::${type}::open`,
          custom: true,
          id: 'open',
          type,
          inputs: { sku: { name: 'Premium' } },
          outputs: {},
        },
      ],
    },
  });
}
