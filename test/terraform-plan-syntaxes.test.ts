import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/analyzer';
import { check, outcomesOf } from './support/cli';
import type { JsonReport } from './support/cli';
import { planRows } from './support/terraform-plan-rows';
import type { PlanRow } from './support/terraform-situation';
import { planOf } from './support/terraform-runs';
import type { Syntax } from './support/terraform-runs';
import { describeWith, terraform } from './support/tools';

/*
 * Terraform writes a plan's configuration in other words where it was written in
 * JSON, as CDKTF writes it. The plans in test/fixtures/terraform-plans were made by
 * the real Terraform. Where it is there they are made again and compared;
 * RECORD_PLANS=1 records them.
 */

const folder = join(root, 'test/fixtures/terraform-plans');
const syntaxes: readonly Syntax[] = ['hcl', 'json'];
const nameOf = (row: PlanRow, syntax: Syntax) => `${row.name}.${syntax}.json`;

/** Of these one is another in each run, the other in another order. */
const passing = new Set(['timestamp', 'relevant_attributes']);
const lasting = (plan: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(plan).filter(([name]) => !passing.has(name)),
  );

describeWith([terraform], 'the plans of the real Terraform', () => {
  describe.each(syntaxes)('of a configuration in %s', (syntax) => {
    test.each(planRows)('$name is as recorded', async (row) => {
      const file = join(folder, nameOf(row, syntax));
      const plan = lasting(await planOf(row, syntax));
      if (process.env['RECORD_PLANS'] === '1') {
        writeFileSync(file, `${JSON.stringify(plan)}\n`);
      }
      const recorded = JSON.parse(readFileSync(file, 'utf8')) as typeof plan;
      // Another version may write something more.
      const { terraform_version: version } = recorded;
      expect({ ...plan, terraform_version: version }).toMatchObject(recorded);
    });
  });
});

describe.each(syntaxes)('a plan of a configuration in %s', (syntax) => {
  let report: JsonReport;
  beforeAll(async () => {
    const files = planRows.map((row) => nameOf(row, syntax));
    ({ report } = await check(files, { cwd: folder }));
  });

  test.each(planRows)('$name', (row) => {
    const isOfRow = ({ file }: { file: string }) =>
      file === nameOf(row, syntax);
    const findings = report.findings.filter(isOfRow);
    expect(outcomesOf({ ...report, findings })).toEqual(row.outcomes);
    const skipped = report.notEvaluated.filter(isOfRow);
    expect(skipped.map(({ address }) => address)).toEqual(
      row.notEvaluated ?? [],
    );
  });
});
