import fc from 'fast-check';
import { Readable, Writable } from 'node:stream';
import { run } from '../../../cli/run';
import type { JsonReport } from '../../support/cli';
import { azapi } from '../../support/terraform';
import { startProcessorTime } from '../../support/processor-time';

const { type: registryType, premium } = azapi;
const id =
  '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';

/** Locals of which each refers to the one before it several times. */
function doubling(
  levels: number,
  join: (before: string) => unknown,
  first: unknown = { x: 1 },
): Record<string, unknown> {
  const locals: Record<string, unknown> = { a0: first };
  for (let level = 1; level <= levels; level++) {
    locals[`a${level}`] = join(`local.a${level - 1}`);
  }
  return locals;
}

const shapes: Record<string, (before: string) => unknown> = {
  object: (before) => ({ l: `\${${before}}`, r: `\${${before}}` }),
  'object, spelled otherwise': (before) => ({
    l: `\${${before}}`,
    r: `\${ ${before} }`,
  }),
  list: (before) => [`\${${before}}`, `\${${before}}`, `\${${before}}`],
  'list in an expression': (before) => `\${["\${${before}}", "\${${before}}"]}`,
};

/** Places in a document for a large value, one for each walk over values. */
const places: Record<string, (top: string, other: string) => unknown> = {
  'the body of an update': (top) => ({
    azapi_update_resource: {
      u: {
        type: registryType,
        resource_id: id,
        body: { x: top, properties: top },
      },
    },
  }),
  'the whole body of an update': (top) => ({
    azapi_update_resource: {
      u: { type: registryType, resource_id: id, body: top },
    },
  }),
  'a body and a sensitive body': (top, other) => ({
    azapi_resource: {
      r: {
        type: registryType,
        body: { ...premium, properties: top, x: [top, other] },
        sensitive_body: { properties: other, x: [other, top] },
      },
    },
  }),
  'two values of one property': (top, other) => ({
    azurerm_container_registry: {
      r: {
        sku: 'Premium',
        network_rule_set: [{ default_action: top }, { default_action: other }],
      },
    },
  }),
  'the same in another case': (top, other) => ({
    azapi_resource: {
      r: {
        type: registryType,
        body: {
          ...premium,
          properties: { publicNetworkAccess: top, PublicNetworkAccess: other },
        },
      },
    },
  }),
  'lists of IP rules': (top, other) => ({
    azurerm_container_registry: {
      r: {
        sku: 'Premium',
        network_rule_set: { ip_rule: top },
        georeplications: [top, other],
        dynamic: { georeplications: { for_each: top, content: other } },
      },
    },
  }),
  'updates that differ': (top, other) => ({
    azurerm_container_registry: { r: { name: 'shopacr', sku: 'Premium' } },
    azapi_update_resource: Object.fromEntries(
      [top, other, top].map((ipRules, index) => [
        `u${index}`,
        {
          type: registryType,
          resource_id: id,
          body: { properties: { networkRuleSet: { ipRules } } },
        },
      ]),
    ),
  }),
  'the template of a deployment': (top, other) => ({
    azapi_resource: {
      r: {
        type: 'Microsoft.Resources/deployments@2024-03-01',
        body: { properties: { template: top, parameters: other } },
      },
    },
  }),
  'a type, an ID and a count': (top, other) => ({
    azapi_update_resource: {
      u: { type: top, resource_id: other, count: top, for_each: other },
    },
  }),
  'an ignored path': (top, other) => ({
    azapi_resource: {
      r: {
        type: registryType,
        body: { ...premium, properties: top },
        ignore_body_changes: [top, 'properties.l.r.l', other],
      },
    },
  }),
};

/** The command's report on a document, in this process, and its time. */
async function evaluate(locals: unknown, resource: unknown) {
  let stdout = '';
  const elapsed = startProcessorTime();
  const exitCode = await run(['check', '-', '--format', 'json'], {
    stdin: Readable.from([Buffer.from(JSON.stringify({ locals, resource }))]),
    stdout: writer((text) => (stdout += text)),
    stderr: writer(() => ''),
    env: {},
    cwd: __dirname,
  });
  const ms = elapsed();
  const report = JSON.parse(stdout) as JsonReport;
  expect(stdout).not.toContain('This is a fault of');
  return { exitCode, ms, report };
}

describe('a value that is far larger than its source', () => {
  test.each(Object.keys(places))('is not walked over: %s', async (place) => {
    for (const shape of Object.values(shapes)) {
      const locals = doubling(40, shape);
      const { ms, report } = await evaluate(
        locals,
        places[place]?.('${local.a40}', '${local.a39}'),
      );
      expect(report.notEvaluated.map(({ address }) => address)).toContainEqual(
        expect.stringMatching(/^local\.a/),
      );
      expect(ms).toBeLessThan(2_000);
    }
  });

  test('may be as large as a real one', async () => {
    const locals = doubling(12, (before) => ({
      l: `\${${before}}`,
      r: `\${${before}}`,
    }));
    const { report } = await evaluate(
      locals,
      places['two values of one property']?.('${local.a12}', '${local.a11}'),
    );
    expect(report.notEvaluated).toEqual([]);
  });

  test('is found at every size, in every place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(places)),
        fc.constantFrom(...Object.values(shapes)),
        fc.integer({ min: 8, max: 60 }),
        fc.integer({ min: 0, max: 5 }),
        async (place, shape, levels, less) => {
          const { ms, exitCode } = await evaluate(
            doubling(levels, shape),
            place(`\${local.a${levels}}`, `\${local.a${levels - less}}`),
          );
          expect([0, 1]).toContain(exitCode);
          expect(ms).toBeLessThan(2_000);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each<[situation: string, locals: Record<string, unknown>]>([
    ['a string', doubling(40, (before) => `\${${before}}-\${${before}}`, 'a')],
    [
      'a string with something unknown in it',
      doubling(40, (before) => `\${${before}}-\${${before}}`, 'a${var.b}'),
    ],
    [
      'a chain of many locals',
      doubling(5_000, (before) => `\${${before}}`, 'a'),
    ],
    [
      'a local that depends on itself',
      { ...doubling(40, shapes['object'] as never), a0: '${local.a40}' },
    ],
  ])('%s', async (_, locals) => {
    const top = `\${local.a${Object.keys(locals).length - 1}}`;
    for (const place of Object.values(places)) {
      const { ms, exitCode } = await evaluate(locals, place(top, `x${top}`));
      expect([0, 1]).toContain(exitCode);
      expect(ms).toBeLessThan(2_000);
    }
  });

  test('may be nested very deep', async () => {
    const deep = (levels: number, open: string, close: string): unknown =>
      JSON.parse(`${open.repeat(levels)}1${close.repeat(levels)}`);
    for (const top of [deep(4_000, '{"x":', '}'), deep(4_000, '[', ']')]) {
      for (const place of Object.values(places)) {
        const resource = place(top as string, '${local.a0}');
        const { exitCode } = await evaluate({ a0: top }, resource);
        expect([0, 1]).toContain(exitCode);
      }
    }
  });

  test('costs in all no more than a part of a document may', async () => {
    const locals = doubling(16, shapes['object'] as never);
    const resource = {
      azapi_update_resource: Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [
          `u${index}`,
          {
            type: registryType,
            resource_id: id,
            body: {
              properties: '${local.a16}',
              x: `\${ local.a16${' '.repeat(index)}}`,
            },
            sensitive_body: { properties: '${local.a15}' },
          },
        ]),
      ),
    };
    const { ms } = await evaluate(locals, resource);
    expect(ms).toBeLessThan(2_000);
  });
});

function writer(write: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _, done) {
      write(String(chunk));
      done();
    },
  });
}
