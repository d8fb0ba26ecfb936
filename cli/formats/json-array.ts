import type { RegistryReport, ReportedFinding } from '../evaluate';
import type { DocumentRenderer } from './format';

/** Writes findings as members of a list in JSON. */
export function listOf(
  write: (report: RegistryReport, reported: ReportedFinding) => string,
): DocumentRenderer {
  let separator = '';
  return {
    registry: (report) => {
      let text = '';
      for (const reported of report.findings) {
        text += separator + write(report, reported);
        separator = ',';
      }
      return text;
    },
    end: () => '',
  };
}
