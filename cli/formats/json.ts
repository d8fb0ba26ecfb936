import type { Finding } from '../../shared/rules/types';
import { isBlocking } from '../counts';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';
import type { RunInfo } from '../../shared/reports/run-info';
import type { Renderer, RenderOptions, Summary } from './format';
import { fixOf } from '../../shared/messages/observed';
import { arrayWriter } from '../../shared/reports/json-array';

/** The version of the report's shape; it grows when a reader would break. */
const version = 1;

/** For programs: every outcome. The shape is described by schema/report.schema.json. */
export function createJson({ run }: RenderOptions): Renderer {
  const write = arrayWriter(
    (report: RegistryReport, finding) =>
      `\n    ${JSON.stringify(findingOf(report, finding))}`,
  );
  let end = '';
  return {
    begin: () =>
      `{\n  "version": ${version},\n  "run": ${JSON.stringify(runOf(run))},\n  "findings": [`,
    registry: (report) => {
      end = '\n  ';
      return write(report);
    },
    endDocument: () => '',
    end: (summary) =>
      `${end}],\n  "notEvaluated": ${JSON.stringify(summary.notEvaluated.map(entryOf))},\n  "summary": ${JSON.stringify(summaryOf(summary))}\n}\n`,
  };
}

function runOf({ version: own, rules, configurationHash, isAudit }: RunInfo) {
  return {
    tool: 'acr-policy',
    version: own,
    rules: rules.map(({ name, level, frameworks }) => ({
      ruleId: name,
      level,
      frameworks,
    })),
    configurationHash,
    audit: isAudit,
  };
}

function findingOf(
  { file, resource: { type, address, name, kind }, place }: RegistryReport,
  finding: Finding,
) {
  const pointed = place();
  const { rule, outcome, level, message, reasons, exemption } = finding;
  return {
    ruleId: rule.name,
    ref: rule.ref,
    outcome,
    level,
    severity: rule.severity,
    blocks: isBlocking(finding),
    resource: { type, address, name, kind },
    file,
    source: pointed.file,
    line: pointed.line,
    column: pointed.column,
    message,
    fix: fixOf(finding),
    helpUri: rule.url,
    reasons,
    exemption,
  };
}

function entryOf({ file, address, reason, blocks, place }: NotEvaluatedReport) {
  return { file, line: place?.line, address, reason, blocks };
}

function summaryOf({
  documents,
  registries,
  children,
  tally,
  failures,
  notEvaluated,
  parts,
  exemptionNotes,
}: Summary) {
  const { pass, fail, unknown, notApplicable, exempt, blocking } = tally;
  return {
    documents,
    registries,
    ...(Object.keys(children).length === 0 ? {} : { children }),
    pass,
    fail,
    unknown,
    notApplicable,
    exempt,
    blocking,
    notEvaluated: notEvaluated.length,
    unreadable: failures.map(({ file, reason }) => ({ file, reason })),
    parts,
    unusedExemptions: exemptionNotes
      .filter(({ why }) => why !== 'endsSoon')
      .map(({ exemption: { resource, reason }, why }) => ({
        resource,
        reason,
        why,
      })),
    endingExemptions: exemptionNotes
      .filter(({ why }) => why === 'endsSoon')
      .map(({ exemption: { resource, reason, expires } }) => ({
        resource,
        reason,
        expires,
      })),
  };
}
