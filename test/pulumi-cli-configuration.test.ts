import {
  describePulumi,
  firewall,
  reason,
  registryInYaml,
  violationsIn,
} from './support/pulumi-runs';

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
      expect(violationsIn(preview)).toEqual([]);
      expect(preview.output).toContain(
        `The exemption of "*::gone" ("${reason}") matches nothing that was judged.`,
      );
      expect(preview.status).toBe(0);
    });

    test('no property that it does not know: a violation on the stack', async () => {
      const preview = await pulumi.run(folder, ['preview'], {
        enforcementLevel: 'advisory',
        unknwon: 'error',
      });
      expect(violationsIn(preview)).toEqual([
        '[mandatory] shop-dev',
        '[advisory] open',
      ]);
      expect(preview.output).toContain(
        'unknwon is not known here. Did you mean "unknown"? Expected "unknown", "exemptions" or "remediation".',
      );
      expect(preview.status).not.toBe(0);
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
