import { PassThrough, Writable } from 'node:stream';
import type { Log } from 'sarif';
import { run } from '../../../cli/run';
import type { Terminal } from '../../../cli/terminal';
import { describeSystemError } from '../../../cli/errors';
import { Folders } from '../../../cli/inputs/folder';
import { assertReadable } from '../../../cli/inputs/text';
import { acrPolicy, check, fixtures, inFolder } from '../cli';
import type { JsonReport } from '../cli';
import { thrownBy } from './section';
import type { Message, Section } from './section';

const registry = {
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
};

/** Documents that can't be judged, by what they are. */
const documents: readonly [when: string, name: string, content: unknown][] = [
  ['an empty file', 'empty.json', ''],
  ['a list', 'list.json', '[]'],
  ['a number', 'number.json', '1'],
  ['JSON that breaks off', 'broken.json', '{ "resource": '],
  ['a value without quotes', 'unquoted.json', '{ "resource": azurerm }'],
  ['brackets without end', 'brackets.json', '['.repeat(1_000_000)],
  ['bytes that are no text', 'bytes.json', Buffer.from([0x7b, 0xc3, 0x28])],
  ['a plan that is not JSON', 'tfplan', Buffer.from([0x50, 0x4b, 3, 4, 0xff])],
  ['HCL', 'main.tf', 'resource "a" "b" {}'],
  ['Bicep', 'main.bicep', 'param location string'],
  ['a Pulumi program', 'Pulumi.yaml', 'runtime: yaml'],
  [
    'a parameter file',
    'main.parameters.json',
    { $schema: 'https://example.com/deploymentParameters.json#' },
  ],
  ['JSON of another kind', 'package.json', { name: 'shop' }],
  ['a file of a module beside a broken one', 'module/main.tf.json', registry],
];

async function documentMessages(): Promise<Message[]> {
  const files = Object.fromEntries(
    documents.map(([, name, content]) => [name, content]),
  );
  return inFolder({ ...files, 'module/locals.tf.json': '{' }, async (cwd) => {
    const names = documents.map(([, name]) => name);
    const { stderr } = await acrPolicy(['check', ...names, 'missing.json'], {
      cwd,
    });
    const lines = stderr.replaceAll(`${cwd}/`, '').trim().split('\n');
    const lineOf = (name: string) =>
      lines.find((line) => line.startsWith(`acr-policy: ${name} `)) ?? '';
    return [
      ...documents.map(([when, name]) => ({ when, says: lineOf(name) })),
      { when: 'a path that leads nowhere', says: lineOf('missing.json') },
    ];
  });
}

/** What goes to standard error in a run over some files. */
async function errorsOf(
  files: Readonly<Record<string, unknown>>,
  args: readonly string[],
): Promise<string> {
  return inFolder(files, async (cwd) => {
    const { stderr } = await acrPolicy(args, { cwd });
    return stderr.replaceAll(cwd, '').trim();
  });
}

/** The size of what is refused, and of the machine's memory, are not the message. */
async function sizeMessages(): Promise<Message[]> {
  const { stderr } = await acrPolicy(['check', '-'], {
    stdin: `{"resource":[${'{},'.repeat(12_000_000)}{}]}`,
    nodeFlags: ['--max-old-space-size=256'],
  });
  return [
    {
      when: 'a document that needs more memory than there is',
      says: stderr.trim().replaceAll(/\d+(?= MiB)|(?<=size=)\d+/g, 'N'),
    },
    {
      when: 'a document that is too long',
      says: thrownBy(() => {
        assertReadable(2 ** 30);
      }),
    },
  ];
}

/** A terminal that is none: what a run writes, in one text. */
function recorder(around: Partial<Terminal> = {}): {
  terminal: Terminal;
  text: () => string;
} {
  let text = '';
  const sink = () =>
    new Writable({
      write: (chunk, _encoding, done) => {
        text += String(chunk);
        done();
      },
    });
  const terminal = {
    stdin: new PassThrough().end(),
    stdout: sink(),
    stderr: sink(),
    env: {},
    cwd: fixtures,
    ...around,
  };
  return { terminal, text: () => text.trim() };
}

async function said(
  args: readonly string[],
  around: Partial<Terminal> = {},
): Promise<string> {
  const { terminal, text } = recorder(around);
  await run(args, terminal);
  return text();
}

const fullDisk = () =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    },
  });

async function usageMessages(): Promise<Message[]> {
  const lines = [
    'chek',
    'check',
    'check . --fix',
    'check . --format yaml',
    'check . --fail-on all',
    'check . --unknown fail',
    'check . --parameters missing.json',
    'check . --config missing.yaml',
    'check package.json --output nowhere/report.json',
    'check nothing.json --require-input',
    'explain Azure.ACR.Firewal',
  ];
  return Promise.all(
    lines.map(async (line) => ({
      when: `\`acr-policy ${line}\``,
      says: await said(line.split(' ')),
    })),
  );
}

/** What says how a run went, besides its findings. */
async function noticeMessages(): Promise<Message[]> {
  const { terminal, text } = recorder();
  const faulty = new Proxy(
    {},
    {
      get: () => {
        throw new TypeError('broken on purpose');
      },
    },
  );
  await run(['check', 'arm-template.json'], {
    ...terminal,
    stdout: fullDisk(),
  });
  return [
    {
      when: 'a folder with files that are not read',
      says: await errorsOf({ 'main.tf': '', 'more.tf': '', 'a.bicep': '' }, [
        'check',
        '.',
      ]),
    },
    {
      when: 'nothing to check',
      says: await errorsOf({}, ['check', '.']),
    },
    {
      when: 'a plan that Terraform could not finish',
      says: await errorsOf(
        {
          'plan.json': {
            format_version: '1.2',
            errored: true,
            planned_values: {},
          },
        },
        ['check', 'plan.json'],
      ),
    },
    {
      when: 'a folder that can not be listed',
      says: thrownBy(() => {
        new Folders(new Set()).siblingsOf('/nowhere/main.tf.json', () => true);
      }),
    },
    { when: 'a full disk behind standard output', says: text() },
    {
      when: 'a fault of the command',
      says: await said(['check', 'arm-template.json'], {
        stdout: Object.assign(recorder().terminal.stdout, { isTTY: true }),
        env: faulty,
      }),
    },
    {
      when: 'a configuration that is right',
      says: await inFolder({ 'policy.yaml': 'unknown: warn' }, async (cwd) => {
        const { stdout } = await acrPolicy(
          ['config', 'validate', 'policy.yaml'],
          { cwd },
        );
        return stdout.trim();
      }),
    },
  ];
}

const systemErrors = [
  'EACCES',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ELOOP',
  'ENOSPC',
  'EROFS',
  'ENAMETOOLONG',
  'EMFILE',
];

/** A run with findings of every kind, as each format says it. */
async function reportMessages(): Promise<Message[]> {
  const files = {
    'main.ts': '',
    'out/cdk.tf.json': {
      resource: {
        azurerm_container_registry: {
          closed: {
            sku: 'Premium',
            public_network_access_enabled: '${var.open}',
          },
          open: {
            sku: 'Premium',
            '//': {
              metadata: {
                path: 'shop/open',
                stackTrace: ['new Shop (main.ts:12:5)'],
              },
            },
          },
          public: { sku: 'Premium' },
        },
      },
    },
    'broken.json': '{ "resource": ',
    'policy.yaml': `rules:
  Azure.ACR.GeoReplica: disabled
  Azure.ACR.Quarantine: disabled
  Azure.ACR.Retention: disabled
exemptions:
  - { resource: "*.public", reason: "Public images, approved by the security board" }
  - { resource: "*.closed", rules: [Azure.ACR.AdminUser], reason: "An old agent" }
  - { resource: "*.gone", reason: "A registry that is gone" }
  - { resource: shop/open, reason: "The old shop", expires: 2020-02-29 }
`,
  };
  return inFolder(files, async (cwd) => {
    const messages: Message[] = [];
    for (const format of ['pretty', 'github', 'junit', 'json', 'sarif']) {
      const { stdout } = await acrPolicy(
        ['check', 'out', 'broken.json', '-c', 'policy.yaml', '-f', format],
        { cwd },
      );
      messages.push({ when: `\`${format}\``, says: excerptOf(format, stdout) });
    }
    return messages;
  });
}

/** Of a report for programs, what is there for people. */
function excerptOf(format: string, report: string): string {
  if (format === 'json') {
    const [unknown] = (JSON.parse(report) as JsonReport).findings.filter(
      ({ outcome }) => outcome === 'unknown',
    );
    return JSON.stringify(unknown, null, 2);
  }
  if (format === 'sarif') {
    const [run] = (JSON.parse(report) as Log).runs;
    return JSON.stringify(
      run?.results?.find(({ relatedLocations }) => relatedLocations)
        ?.relatedLocations,
      null,
      2,
    );
  }
  // Of the other rules there is nothing else to see.
  return format === 'junit'
    ? report
        .replaceAll(
          /<testcase(?!.*(Firewall|can be read))[^]*?<\/testcase>\n/g,
          '',
        )
        .trim()
    : report
        .split('\n')
        .filter((line) => format === 'pretty' || !line.includes('ExportPolicy'))
        .join('\n')
        .trim();
}

/** Documents with values that are not known, by why. */
const undecided: Readonly<Record<string, unknown>> = {
  'a variable in Terraform JSON': terraform({
    azurerm_container_registry: {
      web: { sku: '${var.sku}' },
    },
  }),
  'a body of azapi that is no JSON': terraform({
    azapi_resource: {
      web: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        body: '{',
      },
    },
  }),
  'a type that is not known': terraform({
    azapi_resource: {
      web: {
        type: '${var.type}',
        body: { sku: { name: 'Premium' }, properties: {} },
      },
    },
  }),
  'a change that resets a setting': change({
    publicNetworkAccess: null,
  }),
  'a change that opens one of two doors': change({
    publicNetworkAccess: 'Enabled',
  }),
  'a change of one of several': terraform({
    azurerm_container_registry: {
      web: { count: '${var.count}', name: '${var.name}', sku: 'Premium' },
    },
    azapi_update_resource: {
      web: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        resource_id: '${azurerm_container_registry.web[0].id}',
        body: { properties: { publicNetworkAccess: 'Disabled' } },
      },
    },
  }),
  'a linked template': terraform({
    azurerm_resource_group_template_deployment: {
      web: { name: 'web', template_spec_version_id: 'id' },
    },
  }),
  'a value after apply': {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'azurerm_container_registry.web',
        mode: 'managed',
        type: 'azurerm_container_registry',
        name: 'web',
        change: {
          actions: ['create'],
          before: null,
          after: {},
          after_unknown: { sku: true },
        },
      },
    ],
  },
  'an output in a Pulumi preview': stack(
    '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  ),
  'a secret in a Pulumi stack': stack('[secret]'),
  'an asset in a Pulumi stack': stack({
    '4dabf18193072939515e22adb298388d': 'c44067f5952c0a294b673a41bacd8c17',
  }),
  'a template in a Pulumi stack': {
    deployment: {
      resources: [
        {
          urn: 'urn:pulumi:dev::shop::azure-native:resources:Deployment::web',
          custom: true,
          type: 'azure-native:resources:Deployment',
          inputs: {
            properties: {
              template: {
                resources: [
                  {
                    type: 'Microsoft.Resources/deployments',
                    name: 'nested',
                    properties: {
                      template: {
                        resources: [
                          {
                            type: 'Microsoft.ContainerRegistry/registries',
                            name: 'web',
                            sku: { name: 'Premium' },
                            properties: {},
                          },
                        ],
                      },
                    },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
};

function terraform(resource: object): object {
  return { resource };
}

function change(properties: object): object {
  return terraform({
    azapi_update_resource: {
      web: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        resource_id:
          '/subscriptions/1/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/web',
        body: { properties },
      },
    },
  });
}

function stack(sku: unknown): object {
  const type = 'azure-native:containerregistry:Registry';
  return {
    deployment: {
      resources: [
        {
          urn: `urn:pulumi:dev::shop::${type}::web`,
          custom: true,
          type,
          inputs: { sku: { name: sku } },
        },
      ],
    },
  };
}

async function undecidedMessages(): Promise<Message[]> {
  const names = Object.keys(undecided);
  const files = Object.fromEntries(
    Object.values(undecided).map((document, index) => [
      `${index}/document.json`,
      document,
    ]),
  );
  return inFolder(files, async (cwd) => {
    const { report } = await check(
      names.map((_, index) => `${index}/document.json`),
      { cwd },
    );
    return names.map((when, index) => {
      const said = report.findings
        .filter(({ file }) => file === `${index}/document.json`)
        .filter(({ outcome }) => outcome === 'unknown' || outcome === 'fail');
      const [finding] = said
        .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
        .concat(said);
      if (finding === undefined) throw new Error(`Nothing is said of ${when}.`);
      return { when, says: finding.message };
    });
  });
}

async function helpMessages(): Promise<Message[]> {
  return Promise.all(
    [
      '--help',
      'help check',
      'help explain',
      'help config',
      'config validate --help',
      'rules',
    ].map(async (line) => ({
      when: `\`acr-policy ${line}\``,
      says: await said(line.split(' ')),
    })),
  );
}

/** What the command says. */
export async function sectionsOfCommand(): Promise<Section[]> {
  return [
    {
      title: 'The command: what is not known',
      about: 'Why, in brackets; then what becomes of it.',
      messages: await undecidedMessages(),
    },
    {
      title: 'The command: reports',
      about:
        'One run, in each format. Of `json` one finding, of `sarif` the words that are nowhere else.',
      messages: await reportMessages(),
    },
    {
      title: 'The command: documents that can’t be judged',
      about: 'On standard error; the run ends with exit code 2.',
      messages: [...(await documentMessages()), ...(await sizeMessages())],
    },
    {
      title: 'The command: files',
      about:
        'What the operating system said, behind “can’t be read:”, “can’t write …:”.',
      messages: systemErrors.map((code) => ({
        when: `\`${code}\``,
        says: describeSystemError({ code }),
      })),
    },
    {
      title: 'The command: how a run went',
      about: 'On standard error, but for the last.',
      messages: await noticeMessages(),
    },
    {
      title: 'The command: wrong usage',
      about: 'Exit code 2, unless it says otherwise.',
      messages: await usageMessages(),
    },
    {
      title: 'The command: help',
      about: 'On standard output.',
      messages: await helpMessages(),
    },
  ];
}
