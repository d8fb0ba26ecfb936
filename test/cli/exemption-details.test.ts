import type { Log } from 'sarif';
import { formatNames } from '../../cli/formats/format';
import { acrPolicy, inFolder } from '../support/cli';

const registry = (label: string) => ({
  [label]: { name: `${label}images`, sku: 'Premium' },
});
const terraform = (...labels: string[]) => ({
  resource: {
    azurerm_container_registry: Object.fromEntries(
      labels.flatMap((label) => Object.entries(registry(label))),
    ),
  },
});

test.each(formatNames)(
  '%s has every detail of an exemption',
  async (format) => {
    const files = {
      'cdk.tf.json': terraform('web'),
      'policy.yaml': {
        exemptions: [
          {
            resource: '*.web',
            reason: 'Public images',
            category: 'waiver',
            approvedBy: 'Security board',
            ticket: 'SEC-7',
            expires: '2999-12-31',
          },
        ],
      },
    };
    await inFolder(files, async (cwd) => {
      const { stdout, exitCode } = await acrPolicy(
        ['check', '.', '--config', 'policy.yaml', '--format', format],
        { cwd },
      );
      expect(exitCode).toBe(0);
      const text = stdout
        // Markdown, HTML and XML have character references.
        .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
        .replaceAll(/\s+/g, ' ');
      for (const detail of [
        ...['Public images', 'waiver', 'Security board', 'SEC-7', '2999-12-31'],
      ]) {
        expect(text).toContain(detail);
      }
    });
  },
);

describe('the state of results compared with a baseline', () => {
  const before = { 'a/cdk.tf.json': terraform('web', 'cache') };
  const after = {
    'b/cdk.tf.json': {
      resource: {
        azurerm_container_registry: {
          ...registry('web'),
          ...registry('new'),
          cache: { name: 'other', sku: 'Premium', admin_enabled: true },
        },
      },
    },
  };

  /** The states of the results by rule and label. */
  const statesWith = async (config: string) =>
    inFolder(
      {
        ...before,
        ...after,
        'none.json': { exemptions: [{ resource: '*.web', reason: 'Open' }] },
      },
      async (cwd) => {
        const baseline = ['baseline', 'a', '--reason', 'Open'];
        await acrPolicy([...baseline, '--output', 'baseline.json'], { cwd });
        const { stdout } = await acrPolicy(
          ['check', 'b', '--format', 'sarif', '--config', config],
          { cwd },
        );
        const [run] = (JSON.parse(stdout) as Log).runs;
        return (run?.results ?? []).map(
          ({ ruleId = '', locations, baselineState }) => {
            const [place] = locations?.[0]?.logicalLocations ?? [];
            const label = place?.fullyQualifiedName?.split('.').at(-1) ?? '';
            return [`${ruleId} ${label}`, baselineState] as const;
          },
        );
      },
    );

  test('is on every result if there is a baseline', async () => {
    const found = await statesWith('baseline.json');
    expect(Object.fromEntries(found)).toMatchObject({
      'Azure.ACR.Firewall web': 'unchanged',
      'Azure.ACR.Firewall cache': 'updated',
      'Azure.ACR.Firewall new': 'new',
      'Azure.ACR.AdminUser cache': 'new',
    });
    for (const [, state] of found) expect(state).toBeDefined();
  });

  test('is on no result if there is none', async () => {
    const found = await statesWith('none.json');
    expect(found).not.toEqual([]);
    for (const [, state] of found) expect(state).toBeUndefined();
  });
});
