import type {
  NotEvaluatedReport,
  RegistryReport,
  ReportedFinding,
} from '../evaluate';
import type { Renderer, Summary } from './format';
import { listOf } from './json-array';

/** The version of the report's shape; it grows when a reader would break. */
const version = 1;

/** For programs: every outcome. The shape is described by schema/report.schema.json. */
export function createJson(): Renderer {
  return {
    begin: () => `{\n  "version": ${version},\n  "findings": [`,
    separator: ',',
    document: () =>
      listOf(
        (report, reported) =>
          `\n    ${JSON.stringify(findingOf(report, reported))}`,
      ),
    end: (summary, isEmpty) =>
      `${isEmpty ? '' : '\n  '}],\n  "notEvaluated": ${JSON.stringify(summary.notEvaluated.map(entryOf))},\n  "summary": ${JSON.stringify(summaryOf(summary))}\n}\n`,
  };
}

function findingOf(
  { file, resource: { type, address, name } }: RegistryReport,
  { finding, blocks }: ReportedFinding,
) {
  const { rule, outcome, level, message, reasons, exemption } = finding;
  return {
    ruleId: rule.name,
    ref: rule.ref,
    outcome,
    level,
    severity: rule.severity,
    blocks,
    resource: { type, address, name },
    file,
    message,
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
  tally,
  failures,
  notEvaluated,
  unusedExemptions,
}: Summary) {
  const { pass, fail, unknown, notApplicable, exempt, blocking } = tally;
  return {
    documents,
    registries,
    pass,
    fail,
    unknown,
    notApplicable,
    exempt,
    blocking,
    notEvaluated: notEvaluated.length,
    unreadable: failures,
    unusedExemptions: unusedExemptions.map(({ exemption, why }) => ({
      resource: exemption.resource,
      reason: exemption.reason,
      why,
    })),
  };
}
