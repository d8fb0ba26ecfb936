import { createColors } from 'picocolors';
import { escapeControlCharacters } from '../../shared/messages/escape';
import type { NotEvaluatedReport } from '../evaluate';
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

/** The result of a run in a line. */
export function summarize(
  { documents, registries, tally, notEvaluated }: Summary,
  hasColor: boolean,
): string {
  if (documents === 0 && notEvaluated.length === 0) return '';
  const colors = createColors(hasColor);
  const hasUnknown = tally.undecided > 0 || notEvaluated.length > 0;
  const isFailed =
    tally.blocking > 0 || notEvaluated.some(({ blocks }) => blocks);
  const verdict = isFailed
    ? colors.red(label('failed'))
    : hasUnknown
      ? colors.yellow(label('unknown'))
      : colors.green(label('ok'));
  // "0 registries" claims that everything was read.
  const found =
    registries === 0 && notEvaluated.length > 0
      ? 'no registry evaluated'
      : plural(registries, 'registry', 'registries');
  const scope = `${found} in ${plural(documents, 'document')}`;
  const rest =
    notEvaluated.length === 0
      ? ''
      : `; ${plural(notEvaluated.length, 'place')} not evaluated`;
  const counts = [
    plural(tally.blocking, 'violation'),
    `${tally.undecided} not known yet`,
    plural(tally.warnings, 'warning'),
    `${tally.exempt} exempt`,
  ];
  const details = registries === 0 ? '' : `: ${counts.join(', ')}`;
  return `${verdict}${scope}${details}${rest}.\n`;
}

/**
 * Says what was not evaluated, why, and what to do.
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
