import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import reportSchema from '../../schema/report.schema.json';
import { acrPolicy, check, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

describe('json', () => {
  const validate = addFormats(new Ajv({ strict: true })).compile(reportSchema);

  test('is what its schema says', async () => {
    const report: unknown = JSON.parse(await mixedReport('json'));
    validate(report);
    expect(validate.errors).toBeNull();
  });

  test('a report of nothing is too', async () => {
    await inFolder({}, async (cwd) => {
      const { report } = await check(['.'], { cwd });
      validate(report);
      expect(validate.errors).toBeNull();
      expect(report.findings).toEqual([]);
    });
  });

  test('tells all there is to know of a finding', async () => {
    const { report } = await check(['cdktf-output/stacks/shop']);
    expect(
      report.findings.find(({ ruleId }) => ruleId === 'Azure.ACR.Firewall'),
    ).toEqual({
      ruleId: 'Azure.ACR.Firewall',
      ref: 'AZR-000402',
      outcome: 'fail',
      level: 'mandatory',
      severity: 'high',
      blocks: true,
      resource: {
        type: 'azurerm_container_registry',
        address: 'shop/azurerm_container_registry.acr',
        name: 'acr',
      },
      file: 'cdktf-output/stacks/shop/cdk.tf.json',
      source: 'cdktf-output/stacks/shop/cdk.tf.json',
      line: 21,
      column: 7,
      fix: 'set public_network_access_enabled = false, or network_rule_set { default_action = "Deny" }.',
      helpUri:
        'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/',
      message: expect.stringContaining(
        'accepts connections from any network',
      ) as string,
      reasons: [
        {
          path: 'public_network_access_enabled',
          actual: 'not set (default true)',
          expected: 'false',
        },
        {
          path: 'network_rule_set.default_action',
          actual: '"Allow"',
          expected: '"Deny"',
        },
      ],
      exemption: null,
    });
  });

  test.each([['pass'], ['fail'], ['unknown'], ['notApplicable']])(
    'has every outcome, and counts it: %s',
    async (outcome) => {
      const { report } = await check(['terraform-plan.json']);
      const { length } = report.findings.filter(
        (finding) => finding.outcome === outcome,
      );
      expect(length).toBeGreaterThan(0);
      expect(report.summary[outcome]).toBe(length);
    },
  );
});

describe('github', () => {
  test('annotates files, with everything escaped', async () => {
    const lines = (await mixedReport('github')).split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^::error file=a plan\.json,line=1,col=\d+,title=Azure\.ACR\.Firewall::Container registry "open" .*%0AFix: .*%0Aazurerm_container_registry\.open$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^::notice file=stacks\/shop\/cdk\.tf\.json,line=21,col=7/,
      ),
    );
    expect(lines).toContainEqual(
      '::error file=broken.json::broken.json is not JSON: line 1, column 13: it ends too early',
    );
    expect(lines.at(-2)).toMatch(/^failed {3}17 registries in 2 documents/);
  });

  test('tells of each file that can not be read', async () => {
    await inFolder({ 'a.json': '{', 'b.json': '[1]' }, async (cwd) => {
      const args = ['check', 'a.json', 'b.json', '-f', 'github'];
      const { stdout } = await acrPolicy(args, { cwd });
      expect(stdout.split('\n').slice(0, -2)).toEqual([
        '::error file=a.json::a.json is not JSON: line 1, column 2: it ends too early',
        '::error file=b.json::b.json holds an array, expected a JSON object',
      ]);
      expect(stdout).toMatch(
        /\nfailed +no registry evaluated in 0 documents; 2 documents not readable\./,
      );
    });
  });

  test('a file name can not add properties or commands', async () => {
    const files = {
      'a,title=x:y%\r\n::set-output.json': {
        resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
      },
    };
    await inFolder(files, async (cwd) => {
      const { stdout } = await acrPolicy(['check', '.', '-f', 'github'], {
        cwd,
      });
      expect(stdout).toContain(
        '::error file=a%2Ctitle=x%3Ay%25%0D%0A%3A%3Aset-output.json,line=1,col=',
      );
    });
  });
});
