import type { Finding } from '../../shared/rules/types';
import type { RegistryReport } from '../evaluate';

/** Writes findings as members of one JSON array, separated by commas. */
export function arrayWriter(
  write: (report: RegistryReport, finding: Finding) => string,
): (report: RegistryReport) => string {
  let separator = '';
  return (report) => {
    let text = '';
    for (const finding of report.findings) {
      text += separator + write(report, finding);
      separator = ',';
    }
    return text;
  };
}
