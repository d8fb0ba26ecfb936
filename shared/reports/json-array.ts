import type { Finding } from '../rules/types';

/** Writes findings as members of one JSON array, separated by commas. */
export function arrayWriter<
  Report extends { readonly findings: readonly Finding[] },
>(
  write: (report: Report, finding: Finding) => string,
): (report: Report) => string {
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
