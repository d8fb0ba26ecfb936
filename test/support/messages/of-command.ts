import { run } from '../../../cli/run';
import { describeSystemError } from '../../../shared/system-error';
import { Folders } from '../../../cli/inputs/folder';
import { acrPolicy, inFolder } from '../cli';
import { fullDisk, recorder, said } from './recorder';
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
  [
    'a Terraform configuration that says something twice',
    'main.tf.json',
    '{"resource":{},"resource":{}}',
  ],
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
    'merge arm-template.json',
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
    { when: 'reports of two versions', says: await versionFault() },
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

/** What merging says of the report of another version. */
async function versionFault(): Promise<string> {
  const report = (semanticVersion: string) => ({
    runs: [
      {
        tool: { driver: { name: 'acr-policy', semanticVersion } },
        results: [],
      },
    ],
  });
  return errorsOf({ 'a.sarif': report('1.0.0'), 'b.sarif': report('1.1.0') }, [
    'merge',
    'a.sarif',
    'b.sarif',
  ]);
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

async function helpMessages(): Promise<Message[]> {
  return Promise.all(
    [
      '--help',
      'help check',
      'help merge',
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
      title: 'The command: documents that can’t be judged',
      about: 'On standard error; the run ends with exit code 2.',
      messages: await documentMessages(),
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
