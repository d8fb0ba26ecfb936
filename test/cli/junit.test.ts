import { rules } from '../../shared/rules';
import { acrPolicy, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

const ofRegistries = rules.filter(({ kinds = ['registry'] }) =>
  kinds.includes('registry'),
);

describe('junit', () => {
  test('fails what blocks, skips what is undecided, and is well formed', async () => {
    const xml = await mixedReport('junit');
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="acr-policy">\n<testsuite name="acr-policy" tests="0">\n<properties>\n<property name="version" value="[\d.]+"\/>/,
    );
    expect(xml).toContain(
      `<testsuite name="a plan.json" tests="${16 * ofRegistries.length}" failures="6"`,
    );
    expect(xml).toContain(
      '<testcase name="Azure.ACR.Firewall: azurerm_container_registry.each[&quot;eu.west&quot;]" classname="a plan.json" file="a plan.json" line="1">',
    );
    expect(xml).toContain(
      '<skipped message="Exempt: Public images, approved by the security board"></skipped>',
    );
    expect(xml).toContain('<error message="is not JSON: line 1, column 13');
    expect(xml).toMatch(
      /<testcase name="Azure\.ACR\.Retention: [^>]+>\n<system-out>Container registry [^<]+<\/system-out>\n<\/testcase>\n/,
    );
    expect(unclosed(xml)).toEqual([]);
    const lines = xml.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('<'))).toEqual([]);
  });

  test('has a suite for each file that can not be read', async () => {
    await inFolder({ 'a.json': '{', 'b.json': '[1]' }, async (cwd) => {
      const args = ['check', 'a.json', 'b.json', '-f', 'junit'];
      const { stdout } = await acrPolicy(args, { cwd });
      const suiteOfRun =
        /<testsuite name="acr-policy" [^]*?<\/properties>\n<\/testsuite>\n/;
      expect(stdout).toMatch(suiteOfRun);
      expect(stdout.replace(suiteOfRun, '')).toBe(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          '<testsuites name="acr-policy">',
          ...[
            ['a.json', 'is not JSON: line 1, column 2: it ends too early'],
            ['b.json', 'holds an array, expected a JSON object'],
          ].flatMap(([name, reason]) => [
            `<testsuite name="${name}" tests="1" errors="1">`,
            `<testcase name="can be read" classname="${name}" file="${name}">`,
            `<error message="${reason}">${name} ${reason}</error>`,
            '</testcase>',
            '</testsuite>',
          ]),
          '</testsuites>',
          '',
        ].join('\n'),
      );
    });
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
    for (const [, slash, name = '', end] of xml.matchAll(
      /<(\/?)([\w-]+)[^>]*?(\/?)>/g,
    )) {
      if (end === '/') continue;
      if (slash === '') open.push(name);
      else if (open.pop() !== name) return [name];
    }
    return open;
  }
});
