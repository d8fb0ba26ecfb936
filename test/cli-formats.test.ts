import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { rules } from '../shared';
import reportSchema from '../schema/report.schema.json';
import { acrPolicy, check, fixtures, inFolder } from './support/cli';

/** An exemption of the open registry of the synthesized app. */
const config = {
  exemptions: [
    {
      resource: 'shop/acr',
      rules: ['Azure.ACR.Firewall'],
      reason: 'Public images, approved by the security board',
    },
    { resource: 'nowhere/*', reason: 'A registry that is gone' },
  ],
};

/** The synthesized app, a plan and a broken file; findings of every kind. */
async function mixed(format: string): Promise<string> {
  const files = {
    'policy.json': config,
    'broken.json': '{"resource":',
    'a plan.json': readFileSync(join(fixtures, 'terraform-plan.json')),
    'stack/cdk.tf.json': readFileSync(
      join(fixtures, 'cdktf-output/stacks/shop/cdk.tf.json'),
    ),
  };
  return inFolder(files, async (cwd) => {
    const { stdout, exitCode } = await acrPolicy(
      [
        ...['check', 'stack', 'a plan.json', 'broken.json'],
        ...['--format', format, '--config', 'policy.json'],
      ],
      { cwd },
    );
    expect(exitCode).toBe(2);
    return stdout;
  });
}

describe('pretty', () => {
  test('says what blocks in full, the rest on a line each, and the sum', async () => {
    const { stdout } = await acrPolicy(['check', 'cdktf-output/stacks/shop']);
    expect(stdout).toBe(`cdktf-output/stacks/shop/cdk.tf.json
  shop/azurerm_container_registry.acr  21:7
    error    Container registry "acr" accepts connections from any network: public_network_access_enabled is not set (default true), and network_rule_set.default_action is "Allow". (Azure.ACR.Firewall)
             Fix: set public_network_access_enabled = false, or network_rule_set { default_action = "Deny" }.
             Consider disabling public network access and using private endpoints, or denying by default and allowing only the networks that need the registry.
             https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/
    warning  Azure.ACR.ExportPolicy: export_policy_enabled is not set (default true), public_network_access_enabled is not set (default true)
    warning  Azure.ACR.GeoReplica: georeplications is not set
    warning  Azure.ACR.Quarantine: quarantine_policy_enabled is not set (default false)
    warning  Azure.ACR.Retention: retention_policy_in_days is not set (default 0)

failed   1 registry in 1 document: 1 violation, 0 not known yet, 4 warnings, 0 exempt.
`);
  });

  test('groups by document, marks what is exempt, and names exemptions without effect', async () => {
    const lines = (await mixed('pretty')).split('\n');
    expect(lines).toContain('stack/cdk.tf.json');
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

  test('has no escape sequences but on a terminal', async () => {
    const { stdout } = await acrPolicy(['check', 'terraform-plan.json']);
    expect(stdout).not.toContain('\u001b');
  });
});

describe('json', () => {
  const validate = addFormats(new Ajv({ strict: true })).compile(reportSchema);

  test('is what its schema says', async () => {
    const report: unknown = JSON.parse(await mixed('json'));
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

  test('has every outcome', async () => {
    const { report } = await check(['terraform-plan.json']);
    expect(new Set(report.findings.map(({ outcome }) => outcome))).toEqual(
      new Set(['pass', 'fail', 'unknown', 'notApplicable']),
    );
  });
});

describe('sarif', () => {
  // The public schema, as Microsoft's matchers for jest ship it.
  const schema = JSON.parse(
    readFileSync(
      require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  ) as object;
  const validate = addFormats(
    new AjvDraft04({ strict: false, unicodeRegExp: false }),
  ).compile(schema);

  async function run(): Promise<Run & { results: Result[] }> {
    const log = JSON.parse(await mixed('sarif')) as Log;
    const [first] = log.runs;
    return { ...first, results: first?.results ?? [] } as Run & {
      results: Result[];
    };
  }

  test('is valid by its public schema', async () => {
    validate(JSON.parse(await mixed('sarif')));
    expect(validate.errors).toBeNull();
  });

  test('has every rule, with its page as help', async () => {
    const { tool } = await run();
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(
      rules.map(({ name }) => name),
    );
    const firewall = tool.driver.rules?.find(
      ({ id }) => id === 'Azure.ACR.Firewall',
    );
    expect(firewall).toMatchObject({
      helpUri:
        'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/',
      help: {
        markdown: expect.stringMatching(/^# Azure\.ACR\.Firewall\n/) as string,
      },
      defaultConfiguration: { level: 'error' },
      properties: {
        'security-severity': '8.0',
        tags: expect.arrayContaining(['security']) as string[],
      },
    });
  });

  test('points to a line and a column of a file, by a relative address', async () => {
    const { results } = await run();
    const [first] = results.filter(
      ({ ruleId }) => ruleId === 'Azure.ACR.Firewall',
    );
    expect(first?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: {
            uri: 'stack/cdk.tf.json',
            uriBaseId: '%SRCROOT%',
          },
          region: { startLine: 21, startColumn: 7 },
        },
        logicalLocations: [
          {
            fullyQualifiedName: 'shop/azurerm_container_registry.acr',
            name: 'acr',
            kind: 'resource',
          },
        ],
      },
    ]);
    const inPlan = results.at(-1)?.locations?.[0]?.physicalLocation;
    expect(inPlan?.artifactLocation?.uri).toBe('a%20plan.json');
    expect(inPlan?.region?.startLine).toBe(1);
  });

  test('suppresses what is exempt, and says why', async () => {
    const { results } = await run();
    const suppressed = results.filter(
      ({ suppressions }) => suppressions?.length !== 0,
    );
    expect(suppressed).toHaveLength(1);
    expect(suppressed[0]).toMatchObject({
      ruleId: 'Azure.ACR.Firewall',
      level: 'note',
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'Public images, approved by the security board',
        },
      ],
    });
  });

  test('is an error where it blocks, a warning where it tells', async () => {
    const { results } = await run();
    expect(new Set(results.map(({ level }) => level))).toEqual(
      new Set(['error', 'warning', 'note']),
    );
    for (const { ruleId, level, properties } of results) {
      if (level !== 'error') continue;
      expect(ruleId).toBe('Azure.ACR.Firewall');
      expect(properties?.['outcome']).toBe('fail');
    }
  });

  test('says that the run is incomplete, and what could not be read', async () => {
    const { invocations } = await run();
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          expect.objectContaining({
            level: 'error',
            message: {
              text: 'broken.json is not JSON: line 1, column 13: it ends too early',
            },
          }),
        ],
      },
    ]);
  });

  test('knows a finding again when lines move, and tells all findings apart', async () => {
    const document = {
      resource: {
        azurerm_container_registry: {
          a: { sku: 'Premium' },
          b: { sku: 'Premium' },
        },
      },
    };
    const fingerprints = (indent: number) =>
      inFolder(
        { 'cdk.tf.json': JSON.stringify(document, null, indent) },
        async (cwd) => {
          const { stdout } = await acrPolicy(
            ['check', '.', '--format', 'sarif'],
            { cwd },
          );
          const log = JSON.parse(stdout) as Log;
          return log.runs[0]?.results?.map((result) => ({
            line: result.locations?.[0]?.physicalLocation?.region?.startLine,
            hash: result.partialFingerprints?.['primaryLocationLineHash'],
          }));
        },
      );
    const [flat, indented] = [await fingerprints(0), await fingerprints(2)];
    expect(indented?.map(({ hash }) => hash)).toEqual(
      flat?.map(({ hash }) => hash),
    );
    expect(indented?.map(({ line }) => line)).not.toEqual(
      flat?.map(({ line }) => line),
    );
    expect(new Set(flat?.map(({ hash }) => hash)).size).toBe(flat?.length);
  });
});

describe('junit', () => {
  test('fails what blocks, skips what is undecided, and is well formed', async () => {
    const xml = await mixed('junit');
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="acr-policy">\n/,
    );
    expect(xml).toContain(
      '<testsuite name="a plan.json" tests="208" failures="6"',
    );
    expect(xml).toContain(
      '<testcase name="Azure.ACR.Firewall: azurerm_container_registry.each[&quot;eu.west&quot;]" classname="a plan.json" file="a plan.json" line="1">',
    );
    expect(xml).toContain(
      '<skipped message="Exempt: Public images, approved by the security board"></skipped>',
    );
    expect(xml).toContain('<error message="is not JSON: line 1, column 13');
    expect(unclosed(xml)).toEqual([]);
  });

  test('leaves out what XML has no character for', async () => {
    const document = {
      resource: {
        azurerm_container_registry: {
          'a<b>&"c\u0000\u001b\ud800': { sku: 'Premium' },
        },
      },
    };
    await inFolder({ 'cdk.tf.json': document }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', '.', '-f', 'junit'], {
        cwd,
      });
      expect(stdout).toContain(
        'azurerm_container_registry.a&lt;b&gt;&amp;&quot;c"',
      );
    });
  });

  /** The elements that are opened and not closed, or closed in the wrong order. */
  function unclosed(xml: string): string[] {
    const open: string[] = [];
    for (const [, slash, name = ''] of xml.matchAll(/<(\/?)([\w-]+)[^>]*>/g)) {
      if (slash === '') open.push(name);
      else if (open.pop() !== name) return [name];
    }
    return open;
  }
});

describe('github', () => {
  test('annotates files, with everything escaped', async () => {
    const lines = (await mixed('github')).split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^::error file=a plan\.json,line=1,col=\d+,title=Azure\.ACR\.Firewall::Container registry "open" .*%0AFix: .*%0Aazurerm_container_registry\.open$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^::notice file=stack\/cdk\.tf\.json,line=21,col=7/,
      ),
    );
    expect(lines).toContainEqual(
      '::error file=broken.json::broken.json is not JSON: line 1, column 13: it ends too early',
    );
    expect(lines.at(-2)).toMatch(/^failed {3}17 registries in 2 documents/);
  });

  test('a file name can not add properties or commands', async () => {
    const files = {
      'a,title=x:y%\n::set-output.json': {
        resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
      },
    };
    await inFolder(files, async (cwd) => {
      const { stdout } = await acrPolicy(['check', '.', '-f', 'github'], {
        cwd,
      });
      expect(stdout).toContain(
        '::error file=a%2Ctitle=x%3Ay%25%0A%3A%3Aset-output.json,line=1,col=',
      );
    });
  });
});

describe('where a finding points to', () => {
  const stackTrace = [
    'new TerraformElement (/app/node_modules/cdktf/lib/terraform-element.js:25:19)',
    'new Shop (main.ts:12:5)',
    'node:internal/modules/cjs/loader:1554:14',
  ];
  const document = {
    resource: {
      azurerm_container_registry: {
        web: {
          '//': { metadata: { path: 'shop/web', stackTrace } },
          sku: 'Premium',
        },
      },
    },
  };

  test('is the declaration of the construct, where the program is at hand', async () => {
    await inFolder(
      { 'out/cdk.tf.json': document, 'main.ts': '' },
      async (cwd) => {
        const { stdout } = await acrPolicy(['check', 'out', '-f', 'sarif'], {
          cwd,
        });
        const [result] = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
        expect(result?.locations?.[0]?.physicalLocation).toEqual({
          artifactLocation: { uri: 'main.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 5 },
        });
        expect(result?.relatedLocations).toMatchObject([
          {
            physicalLocation: { artifactLocation: { uri: 'out/cdk.tf.json' } },
          },
        ]);
      },
    );
  });

  test('is the document, where it is not', async () => {
    await inFolder({ 'out/cdk.tf.json': document }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'out'], { cwd });
      expect(stdout).toContain('azurerm_container_registry.web  1:');
    });
  });

  test('is the line where a Pulumi program registers the resource', async () => {
    const preview = readFileSync(join(fixtures, 'pulumi-preview.json'));
    await inFolder({ 'preview.json': preview, 'index.js': '' }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'preview.json'], { cwd });
      expect(stdout).toContain('Registry::open  index.js:5:');
    });
  });
});
