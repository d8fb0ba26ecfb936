import { check, inFolder, judgeWithCli, outcomesOf } from '../support/cli';
import type { Outcome } from '../support/neutral';

/** The part of a URN before the types. */
const shop = 'urn:pulumi:dev::shop';
const native = 'azure-native:containerregistry:Registry';

describe('what leads to a registry in a Pulumi stack', () => {
  const state = (name: string, more: object = {}) => ({
    urn: `${shop}::${native}::${name}`,
    custom: true,
    type: native,
    inputs: { sku: { name: 'Premium' } },
    ...more,
  });
  const stack = (resources: object[], pending: object[] = []) => ({
    version: 3,
    deployment: {
      manifest: {},
      resources,
      pending_operations: pending,
    },
  });

  test.each<
    [situation: string, document: object, outcomes: Record<string, Outcome>]
  >([
    [
      'what waits to be deleted is none',
      stack([state('web', { delete: true })]),
      {},
    ],
    [
      'what is deleted and not created anew is none',
      stack([state('web', { pendingReplacement: true })]),
      {},
    ],
    [
      'what an interrupted update was about to create is one',
      stack([], [{ type: 'creating', resource: state('web') }]),
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'what an interrupted update was about to import is one',
      stack([], [{ type: 'importing', resource: state('web') }]),
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'what an interrupted update was about to open may be open',
      stack(
        [
          state('web', {
            inputs: {
              sku: { name: 'Premium' },
              publicNetworkAccess: 'Disabled',
            },
          }),
        ],
        [{ type: 'updating', resource: state('web') }],
      ),
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'what an interrupted update was about to delete is none',
      stack([], [{ type: 'deleting', resource: state('web') }]),
      {},
    ],
    [
      'a backend keeps a stack as a checkpoint',
      {
        version: 3,
        checkpoint: { stack: 'dev', latest: { resources: [state('web')] } },
      },
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'a replacement is what the last step makes of it',
      {
        steps: [
          { op: 'create-replacement', urn: 'web', newState: state('web') },
          {
            op: 'replace',
            urn: 'web',
            newState: state('web', {
              inputs: {
                sku: { name: 'Premium' },
                publicNetworkAccess: 'Disabled',
              },
            }),
          },
          { op: 'delete-replaced', urn: 'web', oldState: state('web') },
        ],
      },
      { [`${shop}::${native}::web`]: 'pass' },
    ],
  ])('%s', async (_situation, document, outcomes) => {
    expect(await judgeWithCli({ 'stack.json': document })).toEqual(outcomes);
  });
});

describe('a Pulumi document that would deploy an open registry unseen', () => {
  const urn = `${shop}::${native}::web`;
  const old = { urn, type: native, inputs: { sku: { name: 'Premium' } } };

  test.each([true, false])(
    'evaluates a deleted registry if it stays in Azure (retainOnDelete: %s)',
    async (retainOnDelete) => {
      const oldState = { ...old, retainOnDelete };
      const document = { steps: [{ op: 'delete', urn, oldState }] };
      expect(await judgeWithCli({ 'preview.json': document })).toEqual(
        retainOnDelete ? { [urn]: 'fail' } : {},
      );
    },
  );

  test('refuses a preview that counts changes and has no steps', async () => {
    const document = { changeSummary: { create: 2, same: 1 }, steps: [] };
    await inFolder({ 'preview.json': document }, async (cwd) => {
      const { ended } = await check(['preview.json'], { cwd });
      expect(ended.exitCode).toBe(2);
      expect(ended.stderr).toContain('steps has none');
    });
  });

  test.each([
    [
      'command:local:Command',
      { create: 'az acr update -n web --public-network-enabled true' },
    ],
    [
      'pulumi-nodejs:dynamic:Resource',
      { __provider: 'exec("az acr update -n web")' },
    ],
    [
      'azure-native:resources:AzureCliScript',
      { scriptContent: 'az acr update -n web' },
    ],
  ])('reports a command of %s as unknown', async (type, inputs) => {
    const command = { urn: `${shop}::${type}::run`, type, inputs };
    const files = { 'stack.json': { deployment: { resources: [command] } } };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['stack.json'], { cwd });
      expect(report.findings).toMatchObject([
        { outcome: 'unknown', resource: { address: command.urn } },
      ]);
    });
  });

  test('does not report commands that have nothing to do with registries', async () => {
    const type = 'command:local:Command';
    const command = {
      urn: `${shop}::${type}::run`,
      type,
      inputs: { create: 'az login' },
    };
    const files = { 'stack.json': { deployment: { resources: [command] } } };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['stack.json'], { cwd });
      expect(report).toMatchObject({ findings: [], notEvaluated: [] });
    });
  });
});

describe('what the engine writes in the place of a value', () => {
  const signature = '4dabf18193072939515e22adb298388d';
  const secret = '1b47061264138c4ac30d75fd1eb44270';
  const output = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
  const asset = 'c44067f5952c0a294b673a41bacd8c17';

  /** The firewall rule's outcome for a registry with this public network access. */
  const outcomeOf = async (publicNetworkAccess: unknown) => {
    const urn = `${shop}::${native}::web`;
    const inputs = { sku: { name: 'Premium' }, publicNetworkAccess };
    const resources = [{ urn, type: native, inputs }];
    const document = { deployment: { resources } };
    return (await judgeWithCli({ 'stack.json': document }))[urn];
  };

  test.each<[what: string, written: unknown, outcome: Outcome]>([
    [
      'an output that is known',
      { [signature]: output, value: 'Disabled' },
      'pass',
    ],
    ['an output that is not', { [signature]: output }, 'unknown'],
    [
      'a secret in plain text',
      { [signature]: secret, plaintext: '"Disabled"' },
      'pass',
    ],
    [
      'a secret that is no JSON',
      { [signature]: secret, plaintext: '{' },
      'unknown',
    ],
    [
      'a secret that is encrypted',
      { [signature]: secret, ciphertext: 'v1:a' },
      'unknown',
    ],
    [
      'an asset, whatever value it has',
      { [signature]: asset, value: 'Disabled' },
      'unknown',
    ],
  ])('%s', async (_what, written, outcome) => {
    expect(await outcomeOf(written)).toBe(outcome);
  });

  test.each([
    ['a boolean', '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7'],
    ['a number', '3eeb2bf0-c639-47a8-9e75-3b44932eb421'],
    ['a text', '04da6b54-80e4-46f7-96ec-b56ff0331ba9'],
    ['a list', '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2'],
    ['an asset', '030794c1-ac77-496b-92df-f27374a8bd58'],
    ['an archive', 'e48ece36-62e2-4504-bad9-02848725956a'],
    ['an object', 'dd056dcd-154b-4c76-9bd3-c8f88648b5ff'],
  ])('%s that is not known yet', async (_what, sentinel) => {
    expect(await outcomeOf(sentinel)).toBe('unknown');
  });
});

test('a secret in a list is not known', async () => {
  const urn = `${shop}::${native}::web`;
  const networkRuleSet = {
    defaultAction: 'Deny',
    ipRules: [{ iPAddressOrRange: '[secret]' }],
  };
  const inputs = { sku: { name: 'Premium' }, networkRuleSet };
  const document = {
    steps: [{ urn, newState: { urn, type: native, inputs } }],
  };
  await inFolder({ 'preview.json': document }, async (cwd) => {
    const { report } = await check(['preview.json'], { cwd });
    expect(outcomesOf(report, 'Azure.ACR.OpenIpRule')).toEqual({
      [urn]: 'unknown',
    });
  });
});

test('a list and a name with colons are taken as they are', async () => {
  const urn = `${shop}::${native}::web::public`;
  const networkRuleSet = {
    defaultAction: 'Deny',
    ipRules: [{ iPAddressOrRange: '0.0.0.0/0' }],
  };
  const inputs = { sku: { name: 'Premium' }, networkRuleSet };
  const resources = [{ urn, type: native, inputs }];
  const document = { deployment: { resources } };
  await inFolder({ 'stack.json': document }, async (cwd) => {
    const { report } = await check(['stack.json'], { cwd });
    expect(outcomesOf(report, 'Azure.ACR.OpenIpRule')).toEqual({
      [urn]: 'fail',
    });
    expect(report.findings[0]?.resource.name).toBe('web::public');
  });
});
