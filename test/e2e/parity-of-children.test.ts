import { Analyzer, urnOf } from '../support/analyzer';
import { judgeWithAspect, libraryNames } from '../support/cdktf';
import { childRenderings, childRows } from '../support/child-renderings';
import type { ChildRendering, ChildRow } from '../support/child-renderings';
import { check, inFolder, outcomesOf } from '../support/cli';
import type { Outcome } from '../support/neutral';
import { withUnknown } from '../support/renderings';
import { unknownOnWire } from '../support/wire';

/** The rows of one rule with the same options, which one run can answer. */
const tables = [...new Set(childRows.map(({ rule }) => rule))].map((rule) => ({
  rule,
  rows: childRows.filter((row) => row.rule === rule),
}));

const renderingsOf = (
  host: ChildRendering['host'],
  rows: readonly ChildRow[],
) =>
  childRenderings.filter(
    ({ host: own, type }) =>
      own === host && rows.every(({ kind }) => type(kind) !== undefined),
  );

const expected = (
  rows: readonly ChildRow[],
  says = (outcome: Outcome): string => outcome,
) => rows.map(({ situation, outcome }) => [situation, says(outcome)]);

const typeOf = ({ type }: ChildRendering, { kind }: ChildRow) =>
  type(kind) ?? '';

describe.each(tables)('$rule', ({ rule, rows }) => {
  const options = rows[0]?.options ?? {};

  describe('the Pulumi pack', () => {
    let pack: Analyzer;

    beforeAll(async () => {
      pack = await Analyzer.boot();
      await pack.configure({
        [rule]: { level: 'mandatory', properties: { ...options } },
      });
    });
    afterAll(() => pack.close());

    test.each(renderingsOf('pulumi', rows))('$surface', async (rendering) => {
      const said = await Promise.all(
        rows.map(async (row) => {
          const { outcome } = await pack.analyzeRegistry(
            typeOf(rendering, row),
            rendering.render(row),
            rule,
          );
          return [row.situation, outcome];
        }),
      );
      expect(said).toEqual(expected(rows));
    });
  });

  describe.each(libraryNames)('the aspect on %s', (library) => {
    test.each(renderingsOf('terraform', rows))('$surface', (rendering) => {
      const said = judgeWithAspect(
        library,
        rows.map((row) => ({
          type: typeOf(rendering, row),
          attributes: withUnknown(
            rendering.render(row),
            '${var.not_known}',
          ) as Record<string, unknown>,
        })),
        rule,
        options,
      );
      expect(
        rows.map(({ situation }, index) => [situation, said[index]]),
      ).toEqual(
        expected(rows, (outcome) => (outcome === 'pass' ? 'silent' : outcome)),
      );
    });
  });

  describe.each(['pulumi', 'terraform'] as const)(
    'the command on what %s writes',
    (host) => {
      test.each(renderingsOf(host, rows))('$surface', async (rendering) => {
        const documents =
          host === 'pulumi'
            ? stateOf(rendering, rows)
            : configurationOf(rendering, rows);
        const settings = {
          rules: { [rule]: { level: 'mandatory', ...options } },
        };
        const outcomes = await inFolder(
          { 'main.json': documents, 'acr.config': settings },
          async (cwd) => {
            const { report } = await check(
              ['--config', 'acr.config', 'main.json'],
              { cwd },
            );
            // A child is not a registry; only a module declares one beside it.
            const isModule =
              typeOf(rendering, rows[0] as ChildRow) === 'module';
            expect(report.summary).toMatchObject({
              registries: isModule ? rows.length : 0,
              children: { [rows[0]?.kind ?? '']: rows.length },
            });
            return Object.entries(outcomesOf(report, rule));
          },
        );
        const said = rows.map(({ situation }, index) => [
          situation,
          ...outcomes
            .filter(([address]) =>
              address.split('#')[0]?.endsWith(`child${index}`),
            )
            .map(([, outcome]) => outcome),
        ]);
        expect(said).toEqual(expected(rows));
      });
    },
  );
});

function configurationOf(rendering: ChildRendering, rows: readonly ChildRow[]) {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [index, row] of rows.entries()) {
    (resource[typeOf(rendering, row)] ??= {})[`child${index}`] = withUnknown(
      rendering.render(row),
      '${var.not_known}',
    );
  }
  const { module, ...others } = resource;
  return { module, resource: others };
}

function stateOf(rendering: ChildRendering, rows: readonly ChildRow[]) {
  return {
    version: 3,
    deployment: {
      manifest: { time: '2026-01-01T00:00:00Z', magic: '', version: '' },
      resources: rows.map((row, index) => ({
        urn: urnOf(typeOf(rendering, row), `child${index}`),
        custom: true,
        type: typeOf(rendering, row),
        inputs: withUnknown(rendering.render(row), unknownOnWire),
        outputs: {},
      })),
    },
  };
}
