import { acrPolicy, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { path: string; lines: { begin: number } };
}

const open = { sku: 'Premium' };
const registries = (bodies: object) => ({
  resource: { azurerm_container_registry: bodies },
});

async function report(
  format: string,
  files: Readonly<Record<string, unknown>>,
): Promise<string> {
  return inFolder(files, async (cwd) => {
    const { stdout } = await acrPolicy(['check', '.', '-f', format], { cwd });
    return stdout;
  });
}

describe('azure-pipelines', () => {
  test('logs issues on files, and ends with the summary', async () => {
    const lines = (await mixedReport('azure-pipelines')).split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^##vso\[task\.logissue type=error;sourcepath=a plan\.json;linenumber=1;columnnumber=\d+;code=Azure\.ACR\.Firewall;\]Container registry "open" .*%0AFix: .*%0Aazurerm_container_registry\.open$/,
      ),
    );
    expect(lines).toContain(
      '##vso[task.logissue type=error;sourcepath=broken.json;]broken.json is not JSON: line 1, column 13: it ends too early',
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^Exempt: shop\/azurerm_container_registry\.acr: .* is exempt from Azure\.ACR\.Firewall: "Public images/,
      ),
    );
    expect(lines.at(-2)).toMatch(/^failed {3}17 registries in 2 documents/);
  });

  test('a file name can not end a command or add one', async () => {
    const stdout = await report('azure-pipelines', {
      'a;code=x]y%\r\n##vso[task.complete].json': registries({ web: open }),
    });
    expect(stdout).toContain(
      'sourcepath=a%3Bcode=x%5Dy%AZP25%0D%0A## vso[task.complete%5D.json;linenumber=1;',
    );
    expect(stdout.match(/##vso\[/g)?.length).toBe(
      stdout.match(/^##vso\[task\.logissue /gm)?.length,
    );
  });
});

describe('gitlab', () => {
  const issues = async (files: Readonly<Record<string, unknown>>) =>
    JSON.parse(await report('gitlab', files)) as Issue[];

  test('has what GitLab asks for, of findings and of what could not be read', async () => {
    const found = JSON.parse(await mixedReport('gitlab')) as Issue[];
    for (const issue of found) {
      expect(issue).toMatchObject({
        description: expect.stringMatching(/./) as string,
        check_name: expect.stringMatching(/./) as string,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        severity: expect.stringMatching(
          /^(info|minor|major|critical|blocker)$/,
        ) as string,
        location: { path: expect.any(String) as string },
      });
      expect(issue.location.lines.begin).toBeGreaterThan(0);
    }
    const fingerprints = found.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(found.length);
    const of = (severity: string) =>
      found.filter((issue) => issue.severity === severity);
    expect(of('critical').map(({ check_name: name }) => name)).toContain(
      'Azure.ACR.Firewall',
    );
    expect(of('info')).toHaveLength(1);
    expect(of('blocker').map(({ location }) => location.path)).toEqual([
      'broken.json',
    ]);
  });

  test('knows an issue again when lines move', async () => {
    const document = registries({ a: open, b: open });
    const [flat, indented] = await Promise.all(
      [0, 2].map((indent) =>
        issues({ 'a.tf.json': JSON.stringify(document, null, indent) }),
      ),
    );
    const known = (found: readonly Issue[] | undefined) =>
      found?.map(({ fingerprint }) => fingerprint);
    expect(known(indented)).toEqual(known(flat));
    expect(indented?.[0]?.location.lines).not.toEqual(
      flat?.[0]?.location.lines,
    );
  });

  test('is an empty array if there is nothing to report', async () => {
    expect(await issues({ 'a.tf.json': { locals: {} } })).toEqual([]);
  });
});

describe('markdown', () => {
  test('has totals, tables and what ran', async () => {
    const text = await mixedReport('markdown');
    expect(text).toMatch(/^## ❌ Container registries: failed\n/);
    expect(text).toContain('17 registries in 2 documents');
    for (const heading of [
      '### Not readable',
      '### Violations',
      '### Unknown',
      '<details><summary>Warnings: ',
      '<details><summary>Exemptions: 1</summary>',
      'Configuration SHA-256: ',
    ]) {
      expect(text).toContain(heading);
    }
  });

  test('a name can not add markup', async () => {
    const text = await report('markdown', {
      '<img src=x>|`[a](b).json': registries({ '**x** | <b>': open }),
    });
    expect(text).not.toMatch(/<img|<b>|\*\*x|\[a\]\(b\)/);
    const rows = text.split('\n').filter((line) => line.startsWith('| <code'));
    expect(rows).not.toEqual([]);
    for (const row of rows) expect(row.split(' | ')).toHaveLength(5);
  });

  test('is cut below 1 MiB, and says how much is left out', async () => {
    const bodies = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`registry${index}`, open]),
    );
    const text = await report('markdown', { 'a.tf.json': registries(bodies) });
    expect(Buffer.byteLength(text)).toBeLessThan(1 << 20);
    expect(text).toMatch(/…and \d+ more: the summary is cut at 1 MiB/);
    expect(text).toContain('Configuration SHA-256: ');
    expect(text.match(/<details>/g)?.length).toBe(
      text.match(/<\/details>/g)?.length,
    );
  });
});

test.each([
  ['pretty', /^exempt /],
  ['github', /^::notice /],
  ['azure-pipelines', /^Exempt: /],
])(
  '%s reports a registry that is exempt from several rules in one line',
  async (format, start) => {
    const reason = 'Public images';
    const files = {
      'main.tf.json': registries({
        web: { ...open, name: 'shop-web', admin_enabled: true },
      }),
      'policy.json': { exemptions: [{ resource: '*.web', reason }] },
    };
    const args = ['check', 'main.tf.json', '-f', format, '-c', 'policy.json'];
    const stdout = await inFolder(
      files,
      async (cwd) => (await acrPolicy(args, { cwd })).stdout,
    );
    const lines = stdout.split('\n');
    const [exempt = '', ...others] = lines.filter((line) => start.test(line));
    expect(others).toEqual([]);
    for (const text of ['Firewall', 'AdminUser', 'Name', reason]) {
      expect(exempt).toContain(text);
    }
    expect(lines.filter((line) => line.trim() !== '')).toHaveLength(2);
  },
);
