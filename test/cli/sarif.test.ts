import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { rules } from '../../shared';
import { acrPublicNetworkAccess } from '../../shared/rules/Azure.ACR.PublicNetworkAccess';
import { acrPolicy, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

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
    const log = JSON.parse(await mixedReport('sarif')) as Log;
    const [first] = log.runs;
    return { ...first, results: first?.results ?? [] } as Run & {
      results: Result[];
    };
  }

  test('is valid by its public schema', async () => {
    validate(JSON.parse(await mixedReport('sarif')));
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
      name: 'AzureACRFirewall',
      properties: {
        ref: 'AZR-000402',
        precision: 'very-high',
        'security-severity': '8.0',
        tags: expect.arrayContaining(['security']) as string[],
      },
    });
  });

  test('tags rules with controls, at most as many as GitHub accepts', async () => {
    const { tool, properties } = await run();
    const tags = new Map(
      tool.driver.rules?.map(({ id, properties: own }) => [
        id,
        own?.['tags'] as string[],
      ]),
    );
    expect(tags.get('Azure.ACR.Firewall')).toEqual(
      expect.arrayContaining([
        'external/mcsb-v1/NS-2',
        'external/nist-800-53-r5/SC-7(3)',
      ]),
    );
    expect(tags.get('Azure.ACR.PublicNetworkAccess')).toContain(
      'external/nis2/Article-21',
    );
    for (const each of tags.values()) {
      expect(each.length).toBeLessThanOrEqual(20);
    }
    expect(properties).toMatchObject({
      rules: expect.arrayContaining([
        expect.objectContaining({
          name: 'Azure.ACR.PublicNetworkAccess',
          frameworks: acrPublicNetworkAccess.frameworks,
        }),
      ]) as unknown,
    });
  });

  test('scores the rules that block, and no other', async () => {
    const { tool } = await run();
    const scored = tool.driver.rules?.filter(
      ({ properties }) => properties?.['security-severity'] !== undefined,
    );
    expect(
      scored?.map(({ defaultConfiguration }) => defaultConfiguration),
    ).toEqual(scored?.map(() => ({ enabled: true, level: 'error' })));
    expect(scored?.map(({ id }) => id)).toContain('Azure.ACR.Firewall');
    const advisory = tool.driver.rules?.find(
      ({ id }) => id === 'Azure.ACR.AdminUser',
    );
    expect(advisory?.properties).toMatchObject({
      'problem.severity': 'warning',
    });
    expect(advisory?.properties?.['tags']).not.toContain('security');
  });

  test('scores a rule that the configuration makes mandatory', async () => {
    const files = {
      'main.tf.json': {},
      'policy.yaml': 'rules: { Azure.ACR.AdminUser: mandatory }',
    };
    await inFolder(files, async (cwd) => {
      const args = ['check', '.', '-f', 'sarif', '-c', 'policy.yaml'];
      const { stdout } = await acrPolicy(args, { cwd });
      const [first] = (JSON.parse(stdout) as Log).runs;
      const rule = first?.tool.driver.rules?.find(
        ({ id }) => id === 'Azure.ACR.AdminUser',
      );
      expect(rule?.properties).toMatchObject({ 'security-severity': '9.5' });
    });
  });

  test('names what ran', async () => {
    const { properties, tool } = await run();
    expect(properties).toMatchObject({
      version: tool.driver.semanticVersion,
      configurationHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  test('names a document outside of the working folder by its whole path', async () => {
    const document = {
      resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
    };
    const files = { 'a plan.json': document, 'shop/package.json': {} };
    await inFolder(files, async (folder) => {
      const args = ['check', '../a plan.json', '-f', 'sarif'];
      const cwd = join(folder, 'shop');
      const { stdout } = await acrPolicy(args, { cwd });
      const [result] = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
      expect(
        result?.locations?.[0]?.physicalLocation?.artifactLocation,
      ).toEqual({
        uri: pathToFileURL(join(realpathSync(folder), 'a plan.json')).href,
      });
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
            uri: 'stacks/shop/cdk.tf.json',
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
    expect(first?.relatedLocations).toBeUndefined();
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
          {
            level: 'error',
            message: {
              text: 'broken.json is not JSON: line 1, column 13: it ends too early',
            },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: {
                    uri: 'broken.json',
                    uriBaseId: '%SRCROOT%',
                  },
                },
              },
            ],
          },
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
    // A release that changes it loses people's decisions about their findings.
    expect(flat?.[0]?.hash).toBe('5ff4d06d77e636175612b779e736a4c5:1');
  });
});
