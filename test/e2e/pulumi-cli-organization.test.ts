import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rules } from '../../shared';
import { checkPolicyPackConfiguration } from '../../shared/configuration/parse';
import { packExecutable, root } from '../support/analyzer';
import { PulumiCli } from '../support/pulumi-cli';
import { pulumiState } from '../support/rollout-stacks';
import { describeWith, nodeHost, pulumi } from '../support/tools';

const page = readFileSync(join(root, 'docs/pulumi-organization.md'), 'utf8');

test("the page's example for ESC is a configuration of the pack", () => {
  const [, example = ''] = /```yaml\n(values:[^]*?)```/.exec(page) ?? [];
  const { values } = parse(example) as {
    values: { policyConfig: Record<string, object> };
  };
  const policies = Object.entries(values.policyConfig).map(
    ([name, options]) => [name.replace('azure-acr:', ''), options] as const,
  );
  expect(policies).not.toEqual([]);
  // An end in the past is not an error.
  expect(
    checkPolicyPackConfiguration(Object.fromEntries(policies), rules, 'ESC'),
  ).toEqual([]);
});

describeWith([pulumi, nodeHost], 'the messages of the page', () => {
  /** The messages in the first column of the page's table. */
  const messages = [...page.matchAll(/^\| `([^`]+)`.*\|$/gm)].map(
    ([, message = '']) => message,
  );
  let cli: PulumiCli;
  let folder: string;
  const said: string[] = [];

  const run = async (...args: string[]) => {
    const ran = await cli.run(folder, ...args);
    said.push(ran.output);
    return ran;
  };
  const analyze = (...args: string[]) =>
    run('policy', 'analyze', '--file', join(folder, 'state.json'), ...args);

  beforeAll(async () => {
    cli = await PulumiCli.open();
    folder = await cli.add({
      'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
      'package.json': '{"name":"shop"}',
      'state.json': JSON.stringify(
        pulumiState('shop', [{ stack: 0, name: 'shopweb', isOpen: true }]),
      ),
      'advisory.json': '{ "Azure.ACR.Firewall": "advisory" }',
      'wrong.json': '{ "Azure.ACR.Firewal": "advisory" }',
    });
  });
  afterAll(() => {
    cli.close();
  });

  test('policy analyze of a file fails for a violation, and not for an advisory', async () => {
    const pack = ['--policy-pack', packExecutable];
    const failed = await analyze(...pack);
    expect(failed.status).toBe(1);
    expect(failed.output).toContain('Azure.ACR.Firewall');
    const config = join(folder, 'advisory.json');
    const passed = await analyze(...pack, '--policy-pack-config', config);
    expect(passed.status).toBe(0);
    expect(passed.output).toContain('[advisory]');
  });

  test('every message of the table is one that Pulumi prints', async () => {
    const config = join(folder, 'wrong.json');
    const pack = ['--policy-pack', packExecutable];
    await analyze(...pack, '--policy-pack-config', config);
    await analyze();
    await analyze('--policy-pack', join(folder, 'nowhere'));
    // Outside of the program, whose packages would be found.
    const bare = mkdtempSync(join(tmpdir(), 'acr-bare-'));
    for (const file of ['PulumiPolicy.yaml', 'package.json']) {
      writeFileSync(join(bare, file), readFileSync(join(root, file)));
    }
    await analyze('--policy-pack', bare);
    rmSync(bare, { recursive: true });
    for (const command of [['publish', 'my-org'], ['install']]) {
      const { output } = await run('policy', ...command);
      expect(output).toContain('DIY backend does not support');
    }
    expect(messages).toHaveLength(6);
    for (const message of messages) {
      expect(said.join('\n')).toContain(message);
    }
  });
});
