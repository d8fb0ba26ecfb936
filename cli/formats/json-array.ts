import type { RegistryReport, ReportedFinding } from '../evaluate';

/** Writes findings as members of one JSON array, separated by commas. */
export function arrayWriter(
  write: (report: RegistryReport, reported: ReportedFinding) => string,
): (report: RegistryReport) => string {
  let separator = '';
  return (report) => {
    let text = '';
    for (const reported of report.findings) {
      text += separator + write(report, reported);
      separator = ',';
    }
    return text;
  };
}
