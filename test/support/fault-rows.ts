import { libraryNames } from './cdktf';
import { document, observeAspect, observeCommand, observePack } from './faults';
import type { Fault } from './faults';

const ofRule = 'Azure.ACR.Firewall failed on';
const purpose = 'TypeError: broken on purpose';
const ofPackage = 'This is a fault of azure-acr-policy-pack, not of your input';

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
  pack('a property can not be read', blocks, purpose, () =>
    observePack({ inject: 'properties' }),
  ),
  pack('a message can not be put together', blocks, purpose, () =>
    observePack({ inject: 'message' }),
  ),
  pack('what surrounds the rules throws', blocks, purpose, () =>
    observePack({ inject: 'ledger' }),
  ),
  pack(
    'its code can not be loaded',
    'the pack does not start',
    'broken on purpose',
    () => observePack({ inject: 'policies' }),
  ),
  pack('it is killed before it is asked', callFails, 'UNAVAILABLE', () =>
    observePack({ isKilled: true }),
  ),
  pack('it is killed while it judges', callFails, 'UNAVAILABLE', () =>
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
    fault: 'a message can not be put together',
    inject: 'message',
    says: purpose,
  },
  { fault: 'a stack can not be gone through', inject: 'view', says: purpose },
  {
    fault: 'an annotation can not be made',
    inject: 'annotations',
    says: purpose,
  },
  { fault: 'the output can not be judged', inject: 'output', says: purpose },
  {
    fault: 'an option is not known',
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
    outcome: 'the synthesis fails',
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
  command('a message can not be put together', violation, purpose, {
    inject: 'message',
  }),
  command('what tells documents apart throws', unusable, ofPackage, {
    inject: 'kinds',
  }),
  command('what writes reports throws', unusable, ofPackage, {
    inject: 'format',
  }),
  command('it is killed while it judges', 'a signal ends it', '', {
    inject: 'killed',
  }),
  command('a file system that never answers', unusable, '', {
    inject: 'report without end',
    args: ['cdk.tf.json', '--output', 'report'],
  }),
  command('memory would run out', unusable, 'of memory to be parsed', {
    args: ['plan.json'],
    files: { 'plan.json': planOf(12_000_000) },
    nodeFlags: ['--max-old-space-size=64'],
  }),
  command('memory runs out', 'a signal ends it', 'heap out of memory', {
    args: ['plan.json'],
    files: { 'plan.json': planOf(9_000_000) },
    nodeFlags: ['--max-old-space-size=64'],
  }),
  command('the input is not there', unusable, 'no such file or folder', {
    args: ['missing.json'],
  }),
  command('the input breaks off', unusable, 'is not JSON', {
    files: { 'cdk.tf.json': JSON.stringify(document).slice(0, -5) },
  }),
  command('the configuration is not there', unusable, 'policy.json', {
    args: parsed,
  }),
  command('the configuration is a folder', unusable, 'policy.json', {
    args: parsed,
    files: { 'policy.json/a': '' },
  }),
  command('the configuration breaks off', unusable, 'policy.json', {
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
    'the report can not be written: no such folder',
    unusable,
    "can't write the report to missing/report.json: no such file or folder",
    { args: ['cdk.tf.json', '--output', 'missing/report.json'] },
  ),
  command(
    'the report can not be written: a folder is there',
    unusable,
    "can't write the report to .: it is a folder",
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
    'the reader of the report goes away; a registry was open',
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
