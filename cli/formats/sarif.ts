import {
  SarifRun,
  sarifLogEnd,
  sarifLogStart,
} from '../../shared/reports/sarif';
import type { SarifNotification } from '../../shared/reports/sarif';
import type { Renderer, RenderOptions, Summary } from './format';
import { notEvaluatedText } from './summary';

/** For code scanning: a SARIF log with one run. */
export function createSarif(options: RenderOptions): Renderer {
  const { rules, run, hasBaseline } = options;
  const sarif = new SarifRun({ rules, run, hasBaseline });
  return {
    begin: () => sarifLogStart + sarif.start(),
    registry: (report) => sarif.registry(report),
    endDocument: () => '',
    end: (summary) =>
      sarif.end(summary.failures.length === 0, notificationsOf(summary)) +
      sarifLogEnd,
  };
}

function notificationsOf({
  failures,
  notEvaluated,
}: Summary): SarifNotification[] {
  return [
    ...failures.map(({ file, reason }) => ({
      level: 'error' as const,
      text: `${file} ${reason}`,
      place: { file },
    })),
    ...notEvaluated.map((entry) => ({
      level: entry.blocks ? ('error' as const) : ('warning' as const),
      text: notEvaluatedText(entry),
      place: entry.place ?? { file: entry.file },
    })),
  ];
}
