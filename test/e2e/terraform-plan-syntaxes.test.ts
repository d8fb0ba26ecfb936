import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/analyzer';
import { acrPolicy, check, outcomesOf } from '../support/cli';
import type { JsonReport } from '../support/cli';
import { planRows } from '../support/terraform-plan-rows';
import type { PlanRow } from '../support/terraform-situation';
import { planOf } from '../support/terraform-runs';
import type { Syntax } from '../support/terraform-runs';
import { describeWith, terraform } from '../support/tools';

/*
 * Terraform writes a plan's configuration in other words where it was written in
 * JSON, as CDKTF writes it. The plans in test/fixtures/terraform-plans were made by
 * the real Terraform. Where it is there they are made again and compared;
 * RECORD_PLANS=1 records them.
 */

const folder = join(root, 'test/fixtures/terraform-plans');
const syntaxes: readonly Syntax[] = ['hcl', 'json'];
const nameOf = ({ name }: Pick<PlanRow, 'name'>, syntax: Syntax) =>
  `${name}.${syntax}.json`;

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

const reports = new Map<string, JsonReport>();

/** All plans in a syntax, in one start of the command. */
async function reportOf(syntax: Syntax): Promise<JsonReport> {
  const known = reports.get(syntax);
  if (known !== undefined) return known;
  const files = planRows.map((row) => nameOf(row, syntax));
  const { report } = await check(files, { cwd: folder });
  reports.set(syntax, report);
  return report;
}

describe.each(syntaxes)('a plan of a configuration in %s', (syntax) => {
  test.each(planRows)('$name', async (row) => {
    const report = await reportOf(syntax);
    const isOfRow = ({ file }: { file: string }) =>
      file === nameOf(row, syntax);
    const findings = report.findings.filter(isOfRow);
    expect(outcomesOf({ ...report, findings })).toEqual(row.outcomes);
    const skipped = report.notEvaluated.filter(isOfRow);
    expect(skipped.map(({ address }) => address)).toEqual(
      row.notEvaluated ?? [],
    );
  });

  test.each([
    ['null_local', '(Terraform computes ${local.nothing}; null means Allow)'],
    [
      'local_that_waits',
      '(Terraform computes ${local.waits}; null means Allow)',
    ],
    [
      'several_that_wait',
      '(Terraform computes it from var.is_closed, local.nothing and other values; null means Allow)',
    ],
    ['call_that_waits', '(Terraform knows it after apply)'],
  ])('says what %s waits for, and what null would mean', async (name, says) => {
    const { findings } = await reportOf(syntax);
    const found = findings.find(
      ({ resource, ruleId }) =>
        resource.name === name && ruleId === 'Azure.ACR.Firewall',
    );
    expect(found?.message).toContain(
      `network_rule_set.default_action is unknown ${says}`,
    );
  });

  test('no value of a sensitive variable is printed', async () => {
    const file = nameOf({ name: 'values' }, syntax);
    for (const format of ['pretty', 'json', 'sarif']) {
      const args = ['check', file, '--format', format];
      const { stdout, stderr } = await acrPolicy(args, { cwd: folder });
      expect(stdout).toContain('secret_ranges');
      expect(stdout + stderr).not.toContain('96.0.0.0');
    }
  });
});

test('every rule says the same of both syntaxes', async () => {
  const [hcl, json] = await Promise.all(
    syntaxes.map(async (syntax) => {
      const { findings } = await reportOf(syntax);
      return findings.map(
        ({ file, resource, ruleId, outcome }) =>
          `${file.split('.')[0] ?? ''} ${resource.address} ${ruleId} ${outcome}`,
      );
    }),
  );
  expect(json).toEqual(hcl);
});
