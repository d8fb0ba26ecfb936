import { root } from '../support/analyzer';
import { describePulumi, javascript } from '../support/pulumi-runs';

/** The block of policies in Pulumi's output, without the line of the pack. */
function policiesIn(output: string): string[] {
  const lines = output.split('\n').map((line) => line.trimEnd());
  const start = lines.indexOf('Policies:');
  const end = lines.indexOf('', start);
  return start === -1 ? [] : lines.slice(start + 2, end);
}

/** The lines about one resource, with the one that Pulumi puts in front. */
function linesAbout(lines: readonly string[], name: string): string[] {
  const heads = lines.flatMap((line, index) =>
    line.trimStart().startsWith('- [') ? [index] : [],
  );
  return heads.flatMap((head, index) =>
    lines[head]?.endsWith(`: ${name})`) === true
      ? lines.slice(head, heads[index + 1])
      : [],
  );
}

describePulumi((pulumi) => {
  test('a preview of ten registries is short, and has nothing on those that are closed', async () => {
    const folder = await pulumi.cli.add(
      javascript(`
for (const name of ['closed0', 'closed1', 'closed2', 'closed3']) new Registry(name, closed);
for (const name of ['open0', 'open1', 'open2']) new Registry(name, open);
new Registry('admin', { ...closed, adminUserEnabled: true });
const firewallFor = (ranges) => ({
  networkRuleSet: { defaultAction: 'Deny', ipRules: ranges.map((iPAddressOrRange) => ({ iPAddressOrRange })) },
});
new Registry('wide', { ...open, ...firewallFor(['0.0.0.0/0']) });
const { ipAddress } = new PublicIPAddress('address', { resourceGroupName: 'rg' });
new Registry('late', { ...open, ...firewallFor([ipAddress]) });
`),
    );
    const { output, status } = await pulumi.cli.run(
      folder,
      'preview',
      '--policy-pack',
      root,
    );

    expect(status).not.toBe(0);
    const lines = policiesIn(output);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(40);
    for (const name of ['open0', 'wide']) {
      expect(linesAbout(lines, name)).toHaveLength(4);
    }
    expect(linesAbout(lines, 'admin')).toHaveLength(2);
    expect(linesAbout(lines, 'late')).toContainEqual(
      expect.stringContaining('The azure-native SDK holds back'),
    );
    expect(lines.filter((line) => line.includes('closed'))).toEqual([]);
    expect(lines.at(-1)?.trim()).toBe(
      '4 registries open, 1 advisory, 2 unknown.',
    );
  });

  test('a preview of closed registries prints no policy', async () => {
    const folder = await pulumi.cli.add(
      javascript("new Registry('closed', closed);"),
    );
    const { output, status } = await pulumi.cli.run(
      folder,
      'preview',
      '--policy-pack',
      root,
    );

    expect(status).toBe(0);
    expect(policiesIn(output)).toEqual([]);
  });
});
