import type { Log } from 'sarif';
import { rules } from '../../shared/rules';
import { acrPolicy, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

test('JSON has a line for each finding, and one for the summary', async () => {
  const lines = (await mixedReport('json')).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '{',
    '  "version": 1,',
    expect.stringMatching(/^ {2}"run": \{.*\},$/),
    '  "findings": [',
  ]);
  expect(lines.slice(-5)).toEqual([
    '  ],',
    '  "notEvaluated": [],',
    expect.stringMatching(/^ {2}"summary": \{.*\}$/),
    '}',
    '',
  ]);
  const findings = lines.slice(4, -5);
  expect(findings.length).toBeGreaterThan(200);
  expect(findings).toEqual(
    findings.map((): unknown =>
      expect.stringMatching(/^ {4}\{"ruleId":.*\},?$/),
    ),
  );
});

test('GitHub is told nothing between the annotations', async () => {
  const report = await mixedReport('github');
  const lines = report.trimEnd().split('\n').slice(0, -1);
  expect(lines.filter((line) => !/^::\w+[ :]/.test(line))).toEqual([]);
});

test('JUnit tells nothing of what passes', async () => {
  const document = {
    resource: {
      azurerm_container_registry: {
        'a>b': { sku: 'Premium', public_network_access_enabled: false },
      },
    },
  };
  await inFolder({ 'cdk.tf.json': document }, async (cwd) => {
    const { stdout } = await acrPolicy(['check', '.', '-f', 'junit'], { cwd });
    expect(stdout).toContain(
      '<testcase name="Azure.ACR.Firewall: azurerm_container_registry.a&gt;b" classname="cdk.tf.json" file="cdk.tf.json" line="1">\n</testcase>\n',
    );
  });
});

test('SARIF tells of each rule how it is meant', async () => {
  const { runs } = JSON.parse(await mixedReport('sarif')) as Log;
  const [run] = runs;
  expect(
    run?.tool.driver.rules?.map(({ id, defaultConfiguration, properties }) => ({
      id,
      defaultConfiguration,
      tags: properties?.tags?.filter((tag) => !tag.startsWith('external/')),
      hasScore: properties?.['security-severity'] !== undefined,
    })),
  ).toEqual(
    rules.map(({ name, pillar, level }) => ({
      id: name,
      defaultConfiguration: {
        // The configuration has the preset `all`.
        enabled: true,
        level: level === 'mandatory' ? 'error' : 'warning',
      },
      tags: [
        ...(pillar === 'Security' && level === 'mandatory' ? ['security'] : []),
        ...['azure', 'container-registry', pillar],
      ],
      hasScore: pillar === 'Security' && level === 'mandatory',
    })),
  );
});

describe('the help', () => {
  test.each<[command: string, lines: string[]]>([
    [
      '--help',
      [
        'Usage: acr-policy [options] [command]',
        'Checks Azure Container Registries for open network access before they are deployed.',
        '  -V, --version',
        '  check [options] <path...> check all registries in files and directories',
        '  rules                       list the rules',
        '  explain <rule> print the documentation of a rule',
        '  config validate or convert a configuration file',
        'Exit codes:',
        '  0  nothing blocks',
        '  1  at least one finding blocks',
        '  2  wrong usage, or input that could not be read',
      ],
    ],
    [
      'check --help',
      [
        'Usage: acr-policy check [options] <path...>',
        'check all registries in files and directories',
        '  path files, directories to search, or - for standard input',
        'report format (default: "pretty"); may be repeated, with an --output for each (choices: "pretty", "json", "sarif", "junit", "github", "azure-pipelines", "gitlab", "markdown", "html")',
        'write the report to a file; FORMAT=FILE also sets the format and may be repeated',
        'configuration file, YAML or JSON',
        'effect of an unknown outcome (default: "warn") (choices: "warn", "error", "ignore")',
        'also fail on advisory rules of this severity or higher (choices: "low", "medium", "high", "critical")',
        'parameters of ARM templates, a file or NAME=VALUE; may be repeated',
        'fail if there is nothing to check',
        'report everything, but exit with 0 for violations and unknowns',
        'print only what blocks and the summary',
        'Input, recognized by content:',
        '  main.json ARM templates, output of bicep build',
        '  main.bicep, *.bicepparam Bicep, if bicep or az is installed',
        '  $ acr-policy check cdktf.out',
      ],
    ],
    [
      'explain --help',
      [
        'print the documentation of a rule',
        'name or reference: Azure.ACR.Firewall',
      ],
    ],
    [
      'config validate --help',
      [
        'validate a configuration file',
        'configuration file, YAML or JSON',
        "the file is for Pulumi's --policy-pack-config",
      ],
    ],
  ])('%s says what there is', async (line, said) => {
    const { stdout } = await acrPolicy(line.split(' '));
    const words = stdout.replace(/\s+/g, ' ');
    for (const each of said) expect(words).toContain(each.replace(/\s+/g, ' '));
  });
});
