import { acrPolicy, inFolder } from '../support/cli';

const native = 'azure-native:containerregistry:Registry';
const urn = `urn:pulumi:dev::shop::${native}::web`;
const state = { urn, type: native, inputs: {} };
const stack = (resources: unknown, more: object = {}) => ({
  version: 3,
  deployment: { resources, ...more },
});
const step = { op: 'create', urn, newState: state };
const preview = (more: object) => ({ changeSummary: { create: 1 }, ...more });
const ending = { sequence: 9, summaryEvent: {} };
const event = (metadata: unknown) => ({
  events: [{ sequence: 1, resourcePreEvent: { metadata } }, ending],
});
const terraform = (resource: unknown) => ({ resource });
const registries = (json: unknown) =>
  terraform({ azurerm_container_registry: json });

type Row = [what: string, document: unknown, message: string];

const must = (path: string, expected: string, found: string) =>
  `has "${path}", which must be ${expected}, but is ${found}`;

test.each<Row>([
  ...['x', 3, true, []].map((deployment): Row => [
    `a deployment that is ${JSON.stringify(deployment)}`,
    { version: 3, deployment },
    'has "deployment", which must be an object',
  ]),
  [
    'resources of a stack',
    stack({}),
    must('deployment.resources', 'an array', 'an object'),
  ],
  [
    'a resource of a stack',
    stack([state, 'x']),
    must('deployment.resources[1]', 'an object', 'a string'),
  ],
  [
    'the type of a resource',
    stack([{ ...state, type: 3 }]),
    must('deployment.resources[0].type', 'a string', 'a number'),
  ],
  [
    'a resource without a type',
    stack([{ urn, inputs: {} }]),
    'has no "deployment.resources[0].type": a string was expected',
  ],
  [
    'the URN of a resource',
    stack([{ ...state, urn: [] }]),
    must('deployment.resources[0].urn', 'a string', 'an array'),
  ],
  [
    'the inputs of a registry',
    stack([{ ...state, inputs: 'x' }]),
    must('deployment.resources[0].inputs', 'an object', 'a string'),
  ],
  [
    'what is pending',
    stack([], { pending_operations: 'x' }),
    must('deployment.pending_operations', 'an array', 'a string'),
  ],
  [
    'a resource that is pending',
    stack([], { pending_operations: [{ type: 'creating', resource: 1 }] }),
    must('deployment.pending_operations[0].resource', 'an object', 'a number'),
  ],
  [
    'a checkpoint',
    { version: 3, checkpoint: 'x' },
    must('checkpoint', 'an object', 'a string'),
  ],
  [
    'the latest deployment of a checkpoint',
    { version: 3, checkpoint: { latest: [] } },
    must('checkpoint.latest', 'an object', 'an array'),
  ],
  [
    'the steps of a preview',
    preview({ steps: {} }),
    must('steps', 'an array', 'an object'),
  ],
  [
    'a step of a preview',
    preview({ steps: [step, 1] }),
    must('steps[1]', 'an object', 'a number'),
  ],
  [
    'the state of a step',
    preview({ steps: [{ ...step, newState: 'x' }] }),
    must('steps[0].newState', 'an object', 'a string'),
  ],
  [
    'a step without a state',
    preview({ steps: [{ op: 'create', urn }] }),
    'has no "steps[0].newState": an object was expected',
  ],
  [
    'the event of a resource',
    event('x'),
    must('events[0].resourcePreEvent.metadata', 'an object', 'a string'),
  ],
  [
    'blocks of resources',
    { provider: {}, ...terraform('x') },
    must('resource', 'an object', 'a string'),
  ],
  [
    'a type of resources',
    registries(3),
    must('resource.azurerm_container_registry', 'an object', 'a number'),
  ],
  [
    'a resource',
    registries({ web: 'x' }),
    must('resource.azurerm_container_registry.web', 'an object', 'a string'),
  ],
  [
    'a resource in an array',
    registries({ web: [{}, true] }),
    must(
      'resource.azurerm_container_registry.web[1]',
      'an object',
      'a boolean',
    ),
  ],
  [
    'modules',
    { provider: {}, module: [] },
    must('module', 'an object', 'an array'),
  ],
  [
    'a module',
    { module: { web: 'x' } },
    must('module.web', 'an object', 'a string'),
  ],
  [
    'the path of a stack in a manifest',
    { stacks: { shop: { synthesizedStackPath: 7 } } },
    must('stacks.shop.synthesizedStackPath', 'a string', 'a number'),
  ],
  [
    'a stack in a manifest',
    { stacks: { web: { synthesizedStackPath: 'a' }, shop: 'x' } },
    must('stacks.shop', 'an object', 'a string'),
  ],
])(
  'a document is refused, for damage of %s',
  async (_what, document, message) => {
    await inFolder({ 'document.json': document }, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`acr-policy: document.json ${message}`);
    });
  },
);

const diagnostic = { message: 'error: boom\n  at index.js', severity: 'error' };
const failed = (kind: string, why: string) =>
  `is of ${kind} that failed or was interrupted, so that resources are missing: ${why}. Run it again`;

test.each<Row>([
  [
    'a preview with an error',
    preview({ steps: [step], diagnostics: [diagnostic] }),
    failed('a preview', 'boom'),
  ],
  [
    'a preview that failed before its first step',
    { config: {}, diagnostics: [diagnostic], duration: 1 },
    failed('a preview', 'boom'),
  ],
  [
    'an event log with an error',
    { events: [{ sequence: 1, diagnosticEvent: diagnostic }, ending] },
    failed('an update', 'boom'),
  ],
  [
    'an event log with an operation that failed',
    { events: [{ sequence: 1, resOpFailedEvent: { metadata: {} } }, ending] },
    failed('an update', 'an operation failed'),
  ],
  [
    'an event log that ends early',
    { events: [{ sequence: 1, preludeEvent: {} }] },
    failed('an update', 'the log ends before its summaryEvent'),
  ],
])('a document is refused: %s', async (_what, document, message) => {
  await inFolder({ 'document.json': document }, async (cwd) => {
    const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`acr-policy: document.json ${message}`);
  });
});

test('a preview with warnings is evaluated', async () => {
  const diagnostics = [{ message: 'warning: old', severity: 'warning' }];
  const document = preview({ steps: [step], diagnostics });
  await inFolder({ 'document.json': document }, async (cwd) => {
    const { exitCode } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).not.toBe(2);
  });
});

test.each([
  'x',
  ['web'],
  { web: { name: 'web', stackPath: 'stacks/web/cdk.tf.json' } },
])(
  'a manifest of CDKTF whose stacks are %j ends with exit code 2, also if nobody named it',
  async (stacks) => {
    const files = { 'manifest.json': { version: '0.21.0', stacks } };
    await inFolder(files, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(stderr).toContain('manifest.json has');
      expect(exitCode).toBe(2);
    });
  },
);
