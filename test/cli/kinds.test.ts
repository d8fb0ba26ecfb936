import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';
import type { Outcome } from '../support/neutral';

/** The reported position of a registry in a document with a line for each value. */
async function lineOf(document: object): Promise<string | undefined> {
  const files = { 'document.json': JSON.stringify(document, null, 1) };
  return inFolder(files, async (cwd) => {
    const { stdout } = await acrPolicy(
      ['check', 'document.json', '-f', 'github'],
      { cwd },
    );
    return /file=document\.json,line=(\d+),/.exec(stdout)?.[1];
  });
}

describe('a file of nothing but one block is a configuration of Terraform', () => {
  test.each(
    [
      ...['action', 'check', 'data', 'ephemeral', 'import', 'locals', 'moved'],
      ...['output', 'removed', 'variable'],
      ...['resource', 'module', 'terraform', 'provider'],
    ].map((name) => [name]),
  )('%s', async (name) => {
    const document = { '//': 'a comment', [name]: {} };
    await inFolder({ document }, async (cwd) => {
      const { report, ended } = await check(['document'], { cwd });
      expect(report.summary).toMatchObject({ documents: 1, registries: 0 });
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    });
  });
});

describe('a document is known by one thing that only its kind has', () => {
  test.each<[what: string, document: object]>([
    [
      'a template by its schema',
      { $schema: 'https://example.com/DEPLOYMENTTEMPLATE.json#' },
    ],
    ['a template by its version', { contentVersion: '1.0.0.0', resources: {} }],
    ['a preview of nothing by its summary', { changeSummary: {} }],
    ['a state by its values', { format_version: '1.0', values: {} }],
    ['an empty state', { format_version: '1.0' }],
  ])('%s', async (_what, document) => {
    await inFolder({ document }, async (cwd) => {
      const { report, ended } = await check(['document'], { cwd });
      expect(report.summary).toMatchObject({ documents: 1, registries: 0 });
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    });
  });
});

const native = 'azure-native:containerregistry:Registry';
const urn = `urn:pulumi:dev::shop::${native}::web`;
const inputs = { sku: { name: 'Premium' } };
const state = { urn, type: native, inputs };
/** The event that a complete log has near its end. */
const ending = { sequence: 9, summaryEvent: {} };

describe('a step of a Pulumi update that leaves nothing of the stack behind', () => {
  test.each(
    [
      ...['delete', 'delete-replaced', 'discard', 'discard-replaced', 'read'],
      ...['read-discard', 'read-replacement', 'remove-pending-replace'],
    ].map((op) => [op]),
  )('%s', async (op) => {
    const metadata = { op, new: state };
    const files = {
      preview: { steps: [{ op, urn, newState: state }] },
      events: {
        events: [{ sequence: 1, resourcePreEvent: { metadata } }, ending],
      },
    };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['preview', 'events'], { cwd });
      expect(report.summary).toMatchObject({ documents: 2, registries: 0 });
    });
  });
});

describe('what a Pulumi stack may hold besides', () => {
  const closed = { ...inputs, publicNetworkAccess: 'Disabled' };

  test.each<
    [situation: string, deployment: object, outcomes: Record<string, Outcome>]
  >([
    [
      'what was about to be created and is there counts once',
      {
        resources: [{ ...state, inputs: closed }],
        pending_operations: [
          { type: 'creating', resource: { ...state, inputs: closed } },
        ],
      },
      { [urn]: 'pass' },
    ],
    [
      'what was about to replace a registry may be there',
      {
        resources: [{ ...state, inputs: closed }],
        pending_operations: [{ type: 'creating', resource: state }],
      },
      { [urn]: 'fail' },
    ],
    [
      'another operation that was interrupted creates nothing',
      { pending_operations: [{ type: 'deleting', resource: state }] },
      {},
    ],
    [
      'a registry that is only read',
      { resources: [{ urn, type: native, external: true }] },
      {},
    ],
  ])('%s', async (_situation, deployment, outcomes) => {
    await inFolder({ 'stack.json': { deployment } }, async (cwd) => {
      const { report } = await check(['stack.json'], { cwd });
      expect(outcomesOf(report)).toEqual(outcomes);
    });
  });
});

describe('a registry whose inputs a Pulumi document does not hold', () => {
  const stateOf = (inputs: object) => ({ urn, type: native, ...inputs });

  describe.each([
    ['left out', {}],
    ['empty', { inputs: {} }],
    ['null', { inputs: null }],
    ['beside outputs', { outputs: { ...inputs } }],
  ])('%s', (_situation, written) => {
    const state = stateOf(written);
    const metadata = { op: 'same', new: state };

    test.each<[kind: string, document: object]>([
      ['stack', { deployment: { resources: [state] } }],
      ['preview', { steps: [{ op: 'same', urn, newState: state }] }],
      [
        'log',
        {
          events: [{ sequence: 1, resourcePreEvent: { metadata } }, ending],
        },
      ],
    ])('is unknown to every rule that applies in a %s', async (_, document) => {
      await inFolder({ 'stack.json': document }, async (cwd) => {
        const { report } = await check(['stack.json'], { cwd });
        expect(
          report.findings.filter(({ outcome }) => outcome === 'pass'),
        ).toEqual([]);
        const firewall = report.findings.find(
          ({ ruleId }) => ruleId === 'Azure.ACR.Firewall',
        );
        expect(firewall?.outcome).toBe('unknown');
        expect(firewall?.message).toMatch(
          /the state holds no inputs of it.*\n.*pulumi preview --json/s,
        );
      });
    });
  });

  test.each([
    ['a generic resource', 'azure-native:resources:Resource'],
    ['a deployment', 'azure-native:resources:Deployment'],
    ['a classic registry', 'azure:containerservice/registry:Registry'],
    ['azapi', 'azapi:index/resource:Resource'],
    ['a bridged registry', 'azurerm:index/containerRegistry:ContainerRegistry'],
  ])('%s may be one', async (_, type) => {
    const state = { urn: `urn:pulumi:dev::web::${type}::acr`, type };
    const document = { deployment: { resources: [state] } };
    await inFolder({ 'stack.json': document }, async (cwd) => {
      const { report } = await check(['stack.json'], { cwd });
      expect(Object.values(outcomesOf(report))).toContain('unknown');
    });
  });
});

describe('where a registry stands', () => {
  const planned = {
    address: 'azurerm_container_registry.web',
    type: 'azurerm_container_registry',
    name: 'web',
    values: { sku: 'Premium' },
  };
  const kept = { actions: ['no-op'], after: {} };

  test.each<[situation: string, document: object, line: string]>([
    ['a stack', { deployment: { resources: [state] } }, '4'],
    ['a checkpoint', { checkpoint: { latest: { resources: [state] } } }, '5'],
    [
      'what was about to be created',
      {
        deployment: {
          pending_operations: [{ resource: state, type: 'creating' }],
        },
      },
      '4',
    ],
    [
      'a resource whose position in the program is none',
      { deployment: { resources: [{ ...state, sourcePosition: 'index.ts' }] } },
      '4',
    ],
    ['a preview', { steps: [{ op: 'create', urn, newState: state }] }, '6'],
    [
      'an event',
      {
        events: [
          { sequence: 0 },
          {
            sequence: 1,
            resourcePreEvent: { metadata: { op: 'create', new: state } },
          },
          ending,
        ],
      },
      '6',
    ],
    [
      'a change that is not the first',
      {
        format_version: '1.2',
        resource_changes: [
          { ...planned, type: 'terraform_data', change: kept },
          { ...planned, change: kept },
        ],
      },
      '18',
    ],
    [
      'planned values',
      {
        format_version: '1.2',
        planned_values: { root_module: { resources: [planned] } },
      },
      '6',
    ],
    [
      'planned values of a module',
      {
        format_version: '1.2',
        values: { root_module: { child_modules: [{ resources: [planned] }] } },
      },
      '8',
    ],
    [
      'a deferred change',
      {
        format_version: '1.2',
        deferred_changes: [{ resource_change: { ...planned, change: kept } }],
      },
      '5',
    ],
  ])('%s', async (_situation, document, line) => {
    expect(await lineOf(document)).toBe(line);
  });

  test('what stands before what was reported last is found too', async () => {
    const document = {
      format_version: '1.2',
      planned_values: {
        root_module: { resources: [{ ...planned, address: 'values' }] },
      },
      resource_changes: [
        { ...planned, change: kept },
        { ...planned, address: 'late', change: kept },
      ],
    };
    const text = JSON.stringify(document, null, 1);
    await inFolder({ 'plan.json': text }, async (cwd) => {
      const { report } = await check(['plan.json'], { cwd });
      const places = report.findings.map(
        ({ resource, line, column }) =>
          `${resource.address}  ${line}:${column}`,
      );
      expect([...new Set(places)].sort()).toEqual([
        'azurerm_container_registry.web  18:3',
        'late  32:3',
        'values  6:5',
      ]);
    });
  });
});
