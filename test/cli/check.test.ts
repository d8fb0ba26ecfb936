import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { rules } from '../../shared';
import { acrPolicy, inFolder, program } from '../support/cli';

/** A Terraform configuration with one registry. */
const terraform = (body: object) => ({
  resource: {
    azurerm_container_registry: { web: { name: 'webimages', ...body } },
  },
});
const open = terraform({ sku: 'Premium' });
const closed = terraform({
  sku: 'Premium',
  public_network_access_enabled: false,
  anonymous_pull_enabled: true,
});
const undecided = terraform({
  sku: 'Premium',
  public_network_access_enabled: '${var.open}',
});
/** All advice is taken but that on names, which is of medium weight. */
const misnamed = terraform({
  name: 'web',
  sku: 'Standard',
});
/** All advice is taken, but for one value that is not known yet. */
const vague = terraform({
  sku: 'Standard',
  admin_enabled: '${var.admin}',
});

describe('how a run ends', () => {
  test.each<
    [situation: string, document: object, args: string[], exitCode: number]
  >([
    ['a compliant registry', closed, [], 0],
    ['an open registry', open, [], 1],
    ['what is not known yet', undecided, [], 0],
    ['what is not known yet, told', undecided, ['--unknown', 'warn'], 0],
    [
      'what is not known yet, as an error',
      undecided,
      ['--unknown', 'error'],
      1,
    ],
    ['what is not known yet, ignored', undecided, ['--unknown', 'ignore'], 0],
    ['advice', closed, ['--fail-on', 'critical'], 0],
    ['advice that must be taken', closed, ['--fail-on', 'high'], 1],
    ['advice of more weight', closed, ['--fail-on', 'medium'], 1],
    ['advice of little weight', misnamed, ['--fail-on', 'low'], 1],
    ['advice of too little weight', misnamed, ['--fail-on', 'high'], 0],
    [
      'advice that must be taken, and is not known yet',
      vague,
      ['--fail-on', 'low'],
      0,
    ],
    [
      'advice that must be taken, and is not known yet, as an error',
      vague,
      ['--fail-on', 'low', '--unknown', 'error'],
      1,
    ],
    [
      'advice that must be taken, and is not known yet, ignored',
      vague,
      ['--fail-on', 'low', '--unknown', 'ignore'],
      0,
    ],
    [
      'advice that must be taken, and is exempt',
      closed,
      ['--fail-on', 'low', '--config', '../exempt.yaml'],
      0,
    ],
    ['no registry', { resource: { azurerm_subnet: { a: {} } } }, [], 0],
    [
      'no registry where input is required',
      { resource: { azurerm_subnet: { a: {} } } },
      ['--require-input'],
      0,
    ],
  ])('%s', async (_situation, document, args, exitCode) => {
    const files = {
      'shop/cdk.tf.json': document,
      'exempt.yaml': 'exemptions: [{ resource: "*", reason: It is a test }]',
    };
    await inFolder(files, async (folder) => {
      const cwd = join(folder, 'shop');
      const ended = await acrPolicy(['check', '.', ...args], { cwd });
      expect(ended).toMatchObject({ exitCode, stderr: '' });
    });
  });

  test.each<[situation: string, args: string[], exitCode: number]>([
    ['says so', [], 0],
    ['fails where input is required', ['--require-input'], 2],
  ])('nothing to check %s', async (_situation, args, exitCode) => {
    const files = { 'a/package.json': {}, 'b/package.json': {} };
    await inFolder(files, async (cwd) => {
      const paths = ['a', 'b'];
      expect(await acrPolicy(['check', ...paths, ...args], { cwd })).toEqual({
        exitCode,
        stdout: expect.stringMatching(
          /^nothing {2}no registry evaluated in 0 documents\. \(acr-policy [^\n]*\)\n$/,
        ) as string,
        stderr: 'acr-policy: found nothing to check in a, b\n',
      });
    });
  });

  test('nothing to check on standard input is an error', async () => {
    const { exitCode, stderr } = await acrPolicy(['check', '-'], {
      stdin: '{}',
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'acr-policy: standard input holds nothing that can be checked',
    );
  });

  test.each<[what: string, args: string[], message: string]>([
    ['no command', [], 'Usage: acr-policy'],
    ['half a command', ['config'], 'Usage: acr-policy config'],
    ['an unknown command', ['chek'], "unknown command 'chek'"],
    ['no path', ['check'], "missing required argument 'path'"],
    ['an unknown option', ['check', '.', '--fix'], "unknown option '--fix'"],
    [
      'an unknown format',
      ['check', '.', '--format', 'yaml'],
      'Allowed choices are pretty, json, sarif, junit, github, azure-pipelines, gitlab, markdown, html.',
    ],
    [
      'a wrong severity',
      ['check', '.', '--fail-on', 'all'],
      'Allowed choices are low, medium, high, critical.',
    ],
    [
      'a wrong handling',
      ['check', '.', '--unknown', 'fail'],
      'Allowed choices are warn, error, ignore.',
    ],
    [
      'a configuration that is not there',
      ['check', '.', '--config', 'missing.yaml'],
      'missing.yaml',
    ],
    [
      'parameters that are not there',
      ['check', '.', '--parameters', 'missing.json'],
      "missing.json can't be read: no such file or directory",
    ],
    [
      'an unknown rule',
      ['explain', 'Azure.ACR.Firewal'],
      'there is no rule "Azure.ACR.Firewal". Did you mean "Azure.ACR.Firewall"? Expected one of: Azure.ACR.AdminUser, ',
    ],
  ])('wrong usage is told: %s', async (_what, args, message) => {
    const { exitCode, stdout, stderr } = await acrPolicy(args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('what goes where', () => {
  test('--output takes the report, and standard output the summary', async () => {
    await inFolder({ 'cdk.tf.json': open }, async (cwd) => {
      const ended = await acrPolicy(
        ['check', 'cdk.tf.json', '-f', 'json', '-o', 'report.json'],
        { cwd },
      );
      expect(ended).toEqual({
        exitCode: 1,
        stdout: expect.stringMatching(
          /^failed {3}1 registry in 1 document: 1 violation, [^\n]*\n$/,
        ) as string,
        stderr: '',
      });
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON
      expect(require(join(cwd, 'report.json'))).toMatchObject({
        summary: { registries: 1 },
      });
    });
  });

  /** Runs it on a terminal of its own, as `script` makes one. */
  function onTerminal(
    cwd: string,
    env: Record<string, string> = {},
  ): Promise<string> {
    return new Promise((resolve) => {
      const command = `${process.execPath} ${program} check cdk.tf.json`;
      const child = spawn('script', ['-qec', command, '/dev/null'], {
        cwd,
        env: { ...process.env, NO_COLOR: '', ...env },
      });
      let output = '';
      child.stdout.on('data', (text) => {
        output += String(text);
      });
      child.on('close', () => {
        resolve(output);
      });
    });
  }

  test('a terminal gets color', async () => {
    await inFolder({ 'cdk.tf.json': open }, async (cwd) => {
      expect(await onTerminal(cwd)).toContain('\u001b[31merror');
    });
  });

  test('NO_COLOR takes it away', async () => {
    await inFolder({ 'cdk.tf.json': open }, async (cwd) => {
      const output = await onTerminal(cwd, { NO_COLOR: '1' });
      expect(output).toContain('error');
      expect(output).not.toContain('\u001b');
    });
  });
});

describe('what it tells of itself', () => {
  test('rules lists every rule', async () => {
    const { exitCode, stdout } = await acrPolicy(['rules']);
    expect(exitCode).toBe(0);
    const names = stdout.split('\n').map((line) => line.split(' ')[0]);
    expect(names).toEqual(['RULE', ...rules.map(({ name }) => name), '']);
    expect(stdout).toMatch(
      /^Azure\.ACR\.Firewall +AZR-000402 +high +mandatory +Limit network access of container registries$/m,
    );
  });

  test.each(rules.map(({ name }) => [name]))('explain %s', async (name) => {
    const { exitCode, stdout, stderr } = await acrPolicy(['explain', name]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^# ${name}\n`));
    expect(stdout).not.toContain('<!--');
    expect(stdout).not.toMatch(/^\|.*(?: {3}|-{4})/m);
  });

  test('a reference names a rule too', async () => {
    const { stdout } = await acrPolicy(['explain', 'azr-000402']);
    expect(stdout).toMatch(/^# Azure\.ACR\.Firewall\n/);
  });

  test.each([['--help'], ['check --help'], ['help check'], ['--version']])(
    '%s goes to standard output',
    async (line) => {
      const { exitCode, stdout, stderr } = await acrPolicy(line.split(' '));
      expect(exitCode).toBe(0);
      expect(stdout).not.toBe('');
      expect(stderr).toBe('');
    },
  );
});
