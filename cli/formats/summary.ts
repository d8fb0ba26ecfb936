import { createColors } from 'picocolors';
import { escapeControlCharacters } from '../../shared/messages/escape';
import { childKinds, namesOfKind } from '../../shared/model/kind';
import type { NotEvaluatedReport } from '../evaluate';
import { shortHash } from '../../shared/reports/run-info';
import type { RunInfo } from '../../shared/reports/run-info';
import type { Summary } from './format';

/** The longest label, and space. */
export const columnWidth = 'unknown'.length + 2;

/** Counts things: `1 registry`, `2 registries`. */
export function plural(
  count: number,
  singular: string,
  several = `${singular}s`,
): string {
  return `${count} ${count === 1 ? singular : several}`;
}

/** The result of a run in a word. */
export type Verdict = 'failed' | 'unknown' | 'nothing' | 'ok';

/** The word for a run's result: not `ok` if anything is unknown or could not be read. */
export function verdictOf({
  documents,
  tally,
  notEvaluated,
  failures,
}: Summary): Verdict {
  if (
    failures.length > 0 ||
    tally.blocking > 0 ||
    notEvaluated.some(({ blocks }) => blocks)
  ) {
    return 'failed';
  }
  if (tally.undecided > 0 || notEvaluated.length > 0) return 'unknown';
  return documents === 0 ? 'nothing' : 'ok';
}

const colorOf = {
  failed: 'red',
  unknown: 'yellow',
  nothing: 'yellow',
  ok: 'green',
} as const;

/** The result of a run in a line, with proof of what ran. */
export function summarize(
  summary: Summary,
  run: RunInfo,
  hasColor: boolean,
): string {
  const colors = createColors(hasColor);
  const verdict = verdictOf(summary);
  const mark = colors[colorOf[verdict]](label(verdict));
  return `${mark}${resultText(summary)} ${runText(run, summary)}\n`;
}

/** The result in a sentence. */
export function resultText({
  documents,
  registries,
  children,
  tally,
  notEvaluated,
  failures,
}: Summary): string {
  // "0 registries" claims that everything was read.
  const isIncomplete =
    documents === 0 || notEvaluated.length > 0 || failures.length > 0;
  const found =
    registries === 0 && isIncomplete
      ? 'no registry evaluated'
      : plural(registries, 'registry', 'registries');
  const others = childKinds.flatMap((kind) => {
    const count = children[kind];
    const { singular, plural: several } = namesOfKind(kind);
    return count === undefined ? [] : [plural(count, singular, several)];
  });
  const scope = `${[found, ...others].join(', ')} in ${plural(documents, 'document')}`;
  const counts = [
    plural(tally.violations, 'violation'),
    `${tally.undecided} unknown`,
    plural(tally.warnings, 'warning'),
    `${tally.exempt} exempt`,
  ];
  const details =
    registries === 0 && others.length === 0 ? '' : `: ${counts.join(', ')}`;
  const undeclared = failures.filter(({ isUndeclared }) => isUndeclared).length;
  const unreadable = failures.length - undeclared;
  const rest = [
    ...(notEvaluated.length === 0
      ? []
      : [`; ${plural(notEvaluated.length, 'place')} not evaluated`]),
    ...(unreadable === 0
      ? []
      : [`; ${plural(unreadable, 'document')} not readable`]),
    ...(undeclared === 0
      ? []
      : [`; ${plural(undeclared, 'value')} for nothing that is declared`]),
  ];
  return `${scope}${details}${rest.join('')}.`;
}

/** The version, rules and configuration of a run. */
export function runText(
  run: RunInfo,
  { documents, failures }: Pick<Summary, 'documents' | 'failures'>,
): string {
  const what = [
    `acr-policy ${run.version}`,
    plural(run.rules.length, 'rule'),
    `configuration ${shortHash(run)}`,
  ];
  // What can't be read ends an audit with 2, as it does any run; so may a run without documents.
  const code = documents > 0 && failures.length === 0 ? ': exit code 0' : '';
  return `(${what.join(', ')}${run.isAudit ? `, audit${code}` : ''})`;
}

/**
 * Reports what was not evaluated, why, and what to do.
 *
 * @param others how many more were not evaluated for the same reason
 */
export function notEvaluatedText(
  { file, address, reason }: NotEvaluatedReport,
  others = 0,
): string {
  const what = address === '' ? file : `${address} in ${file}`;
  const subject =
    others === 0 ? `${what} was` : `${what} (and ${others} more) were`;
  return escapeControlCharacters(`${subject} not evaluated: ${reason}`);
}

/** Lines start with what they are, in a column. */
export function label(text: string): string {
  return text.padEnd(columnWidth);
}
