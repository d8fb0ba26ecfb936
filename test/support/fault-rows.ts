import { libraryNames } from './cdktf';
import { document, observeAspect, observeCommand, observePack } from './faults';
import type { Fault } from './faults';

const ofRule = 'Azure.ACR.Firewall failed on';
const purpose = 'TypeError: broken on purpose';
const ofPackage = 'This is a bug in azure-acr-policy-pack, not in your input';

const pack = (
  fault: string,
  outcome: string,
  says: string,
  provoke: Fault['provoke'],
): Fault => ({ where: 'Pulumi pack', fault, outcome, says, provoke });

const blocks = 'mandatory violation';
const refused = 'the engine stops';
const callFails = "the engine's call fails";

const packFaults: readonly Fault[] = [
  pack('a rule throws, its level advisory', blocks, ofRule, () =>
    observePack({ inject: 'rule' }),
  ),
  pack('a reader throws', blocks, purpose, () =>
    observePack({ inject: 'reader' }),
  ),
  pack('a property cannot be read', blocks, purpose, () =>
    observePack({ inject: 'properties' }),
  ),
  pack('a message cannot be built', blocks, purpose, () =>
    observePack({ inject: 'message' }),
  ),
  pack('the code around the rules throws', blocks, purpose, () =>
    observePack({ inject: 'ledger' }),
  ),
  pack(
    'its code cannot be loaded',
    'the pack does not start',
    'broken on purpose',
    () => observePack({ inject: 'policies' }),
  ),
  pack('it is killed before the first resource', callFails, 'UNAVAILABLE', () =>
    observePack({ isKilled: true }),
  ),
  pack('it is killed during evaluation', callFails, 'UNAVAILABLE', () =>
    observePack({ inject: 'killed' }),
  ),
  pack(
    'the configuration has an unknown property',
    refused,
    'unkown is not known here',
    () => observePack({ properties: { unkown: 'warn' } }),
  ),
  pack(
    'the configuration has a wrong value',
    refused,
    'unknown is "maybe"',
    () => observePack({ properties: { unknown: 'maybe' } }),
  ),
  pack(
    'the configuration has an impossible date',
    refused,
    'exemptions[0].expires',
    () =>
      observePack({
        properties: {
          exemptions: [{ resource: '*', reason: 'x', expires: '2027-02-30' }],
        },
      }),
  ),
];

const aspectFaults: readonly Fault[] = [
  { fault: 'a rule throws', inject: 'rule', says: ofRule },
  { fault: 'a reader throws', inject: 'reader', says: purpose },
  {
    fault: 'a message cannot be built',
    inject: 'message',
    says: purpose,
  },
  { fault: 'a stack cannot be walked', inject: 'view', says: purpose },
  {
    fault: 'an annotation cannot be added',
    inject: 'annotations',
    says: purpose,
  },
  { fault: 'the output cannot be evaluated', inject: 'output', says: purpose },
  {
    fault: 'an option is unknown',
    options: { unkown: 'warn' },
    says: 'unkown is not known here',
  },
  {
    fault: 'an option has a wrong value',
    options: { unknown: 'maybe' },
    says: 'unknown is "maybe"',
  },
].flatMap(({ fault, says, ...run }) =>
  libraryNames.map((library) => ({
    where: `aspect on ${library}`,
    fault,
    outcome: 'synth fails',
    says,
    provoke: () => observeAspect(library, run),
  })),
);

const command = (
  fault: string,
  outcome: string,
  says: string,
  run: Parameters<typeof observeCommand>[0],
): Fault => ({
  where: 'command',
  fault,
  outcome,
  says,
  provoke: () => observeCommand(run),
});

const violation = 'exit code 1';
const unusable = 'exit code 2';
const parsed = ['cdk.tf.json', '--config', 'policy.json'];

/** A plan of many small objects, which take far more memory than their text. */
const planOf = (objects: number): string =>
  `{"format_version":"1.2","resource_changes":[${'{},'.repeat(objects)}{}]}`;

/** More than fits into a pipe: the report is not done when its reader goes away. */
const manyOpen = {
  resource: {
    azurerm_container_registry: Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [
        `r${index}`,
        { sku: 'Premium' },
      ]),
    ),
  },
};

const commandFaults: readonly Fault[] = [
  command('a rule throws', violation, ofRule, { inject: 'rule' }),
  command('a reader throws', violation, purpose, { inject: 'reader' }),
  command('a message cannot be built', violation, purpose, {
    inject: 'message',
  }),
  command('the document detector throws', unusable, ofPackage, {
    inject: 'kinds',
  }),
  command('the report writer throws', unusable, ofPackage, {
    inject: 'format',
  }),
  command('it is killed during evaluation', 'a signal ends it', '', {
    inject: 'killed',
  }),
  command('a file system that never answers', unusable, '', {
    inject: 'report without end',
    args: ['cdk.tf.json', '--output', 'report'],
  }),
  command('memory is exhausted', 'a signal ends it', 'heap out of memory', {
    args: ['plan.json'],
    files: { 'plan.json': planOf(9_000_000) },
    nodeFlags: ['--max-old-space-size=64'],
  }),
  command('the input does not exist', unusable, 'no such file or directory', {
    args: ['missing.json'],
  }),
  command('the input is truncated', unusable, 'is not JSON', {
    files: { 'cdk.tf.json': JSON.stringify(document).slice(0, -5) },
  }),
  command('the configuration does not exist', unusable, 'policy.json', {
    args: parsed,
  }),
  command('the configuration is a directory', unusable, 'policy.json', {
    args: parsed,
    files: { 'policy.json/a': '' },
  }),
  command('the configuration is truncated', unusable, 'policy.json', {
    args: parsed,
    files: { 'policy.json': '{ "unknown": ' },
  }),
  command(
    'the configuration has a wrong value',
    unusable,
    'unknown is "maybe"',
    { args: parsed, files: { 'policy.json': { unknown: 'maybe' } } },
  ),
  command(
    'the report cannot be written: no such directory',
    unusable,
    "can't write the report to missing/report.json: no such file or directory",
    { args: ['cdk.tf.json', '--output', 'missing/report.json'] },
  ),
  command(
    'the report cannot be written: it is a directory',
    unusable,
    "can't write the report to .: it is a directory",
    { args: ['cdk.tf.json', '--output', '.'] },
  ),
  command(
    'the disk is full',
    unusable,
    "can't write the report to /dev/full: no space is left on the device",
    { args: ['cdk.tf.json', '--output', '/dev/full'] },
  ),
  command(
    'the disk is full behind standard output',
    unusable,
    "can't write to standard output: no space is left on the device",
    { stdout: '/dev/full' },
  ),
  command(
    'standard output is closed early; a registry was open',
    violation,
    '',
    { files: { 'cdk.tf.json': manyOpen }, isPipeBroken: true },
  ),
];

/** The faults that need nothing but this package. */
export const faults: readonly Fault[] = [
  ...packFaults,
  ...aspectFaults,
  ...commandFaults,
];
