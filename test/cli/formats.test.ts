import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import reportSchema from '../../schema/report.schema.json';
import { rules } from '../../shared';
import { acrPolicy, check, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

const open = { sku: 'Premium' };
const closed = { ...open, public_network_access_enabled: false };

/** A configuration that turns all rules off but the firewall's. */
const firewallAlone = {
  rules: Object.fromEntries(
    rules
      .filter(({ name }) => name !== 'Azure.ACR.Firewall')
      .map(({ name }) => [name, 'disabled']),
  ),
};

describe('pretty', () => {
  test('says what blocks in full, the rest on a line each, and the sum', async () => {
    const { stdout } = await acrPolicy(['check', 'cdktf-output/stacks/shop']);
    expect(stdout).toBe(`cdktf-output/stacks/shop/cdk.tf.json
  shop/azurerm_container_registry.acr  21:7
    error    Container registry "acr" accepts connections from any network: public_network_access_enabled is not set (default true), and network_rule_set.default_action is "Allow". (Azure.ACR.Firewall)
             Fix: set public_network_access_enabled = false, or network_rule_set { default_action = "Deny" }.
             Consider disabling public network access and using private endpoints, or denying by default and allowing only the networks that need the registry.
             https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/

failed   1 registry in 1 document: 1 violation, 0 not known yet, 0 warnings, 0 exempt.
`);
  });

  test('groups by document, marks what is exempt, and names exemptions without effect', async () => {
    const lines = (await mixedReport('pretty')).split('\n');
    expect(lines).toContain('stacks/shop/cdk.tf.json');
    expect(lines).toContain('a plan.json');
    expect(lines).toContain(
      '    exempt   Azure.ACR.Firewall: public_network_access_enabled is not set (default true), network_rule_set.default_action is "Allow"',
    );
    expect(lines).toContain(
      '             Public images, approved by the security board',
    );
    expect(lines).toContain(
      'note     The exemption of "nowhere/*" ("A registry that is gone") matches nothing that was judged.',
    );
  });

  test('leaves a line between documents, and is silent of what is all right', async () => {
    const files = {
      'a.tf.json': { resource: { azurerm_container_registry: { web: open } } },
      'b.tf.json': {
        resource: { azurerm_container_registry: { hub: closed } },
      },
      'c.tf.json': { resource: { azurerm_container_registry: { img: open } } },
      'policy.yaml': firewallAlone,
    };
    await inFolder(files, async (cwd) => {
      const args = ['check', 'a.tf.json', 'b.tf.json', 'c.tf.json'];
      const { stdout } = await acrPolicy([...args, '-c', 'policy.yaml'], {
        cwd,
      });
      const lines = stdout.split('\n');
      expect(lines.filter((line) => !/^ {4}/.test(line))).toEqual([
        'a.tf.json',
        '  azurerm_container_registry.web  1:44',
        '',
        'c.tf.json',
        '  azurerm_container_registry.img  1:44',
        '',
        'failed   3 registries in 3 documents: 2 violations, 0 not known yet, 0 warnings, 0 exempt.',
        '',
      ]);
    });
  });

  test('says of documents without registries that there are none', async () => {
    await inFolder({ 'a.tf.json': { locals: {} } }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', '.'], { cwd });
      expect(stdout).toBe('ok       0 registries in 1 document.\n');
    });
  });

  test('says why a template can not be judged', async () => {
    const template = {
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.Resources/deployments',
          name: 'nested',
          properties: { templateLink: { uri: 'https://example.com/a.json' } },
        },
      ],
    };
    const files = { 'main.json': template, 'policy.yaml': firewallAlone };
    await inFolder(files, async (cwd) => {
      const { stdout } = await acrPolicy(
        ['check', 'main.json', '-c', 'policy.yaml'],
        { cwd },
      );
      expect(stdout).toMatch(/\n {4}unknown {2}\w.*linked/);
    });
  });

  test('has no escape sequences but on a terminal', async () => {
    const { stdout } = await acrPolicy(['check', 'terraform-plan.json']);
    expect(stdout).not.toContain('\u001b');
  });
});

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
    await inFolder({ 'a.json': '{', 'b.json': '[]' }, async (cwd) => {
      const args = ['check', 'a.json', 'b.json', '-f', 'github'];
      expect((await acrPolicy(args, { cwd })).stdout).toBe(
        '::error file=a.json::a.json is not JSON: line 1, column 2: it ends too early\n' +
          '::error file=b.json::b.json holds a list, expected a JSON object\n',
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
