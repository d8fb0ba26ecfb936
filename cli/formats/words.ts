import { createColors } from 'picocolors';
import type { Summary } from './format';

/** The longest label, and space. */
export const columnWidth = 'unknown'.length + 2;

/** Counts things: `1 registry`, `2 registries`. */
function plural(
  count: number,
  singular: string,
  several = `${singular}s`,
): string {
  return `${count} ${count === 1 ? singular : several}`;
}

/** The result of a run in a line. */
export function summarize(
  { documents, registries, tally }: Summary,
  hasColor: boolean,
): string {
  if (documents === 0) return '';
  const colors = createColors(hasColor);
  const verdict =
    tally.blocking === 0
      ? colors.green(label('ok'))
      : colors.red(label('failed'));
  const scope = `${plural(registries, 'registry', 'registries')} in ${plural(documents, 'document')}`;
  const counts = [
    plural(tally.blocking, 'violation'),
    `${tally.undecided} not known yet`,
    plural(tally.warnings, 'warning'),
    `${tally.exempt} exempt`,
  ];
  const details = registries === 0 ? '' : `: ${counts.join(', ')}`;
  return `${verdict}${scope}${details}.\n`;
}

/** Lines start with what they are, in a column. */
export function label(text: string): string {
  return text.padEnd(columnWidth);
}
