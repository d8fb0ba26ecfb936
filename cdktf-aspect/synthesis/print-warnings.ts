import { annotationTypes } from '../annotations';
import type { Annotation, PlacedAnnotation } from '../annotations';

/** The warnings among annotations, then exemptions and repairs, each in one line. */
export function warningLines(placed: readonly PlacedAnnotation[]): string[] {
  return [
    ...linesOf(placed, annotationTypes.warning, 'warning'),
    ...linesOf(placed, annotationTypes.info, 'info'),
  ];
}

/**
 * Prints the warnings of a synthesis that succeeds to standard error, after errors
 * that it continued on: only the libraries' command line prints the manifest.
 */
export function printWarnings(placed: readonly PlacedAnnotation[]): void {
  const text = [
    ...linesOf(placed, annotationTypes.error, 'error'),
    ...warningLines(placed),
  ].map((line) => `${line}\n`);
  if (text.length > 0) process.stderr.write(text.join(''));
}

function linesOf(
  placed: readonly PlacedAnnotation[],
  wanted: Annotation['type'],
  label: string,
): string[] {
  const lines = placed
    .filter(({ annotation: { type } }) => type === wanted)
    .map(({ construct, annotation: { message, short = message } }) => {
      const { path } = construct.node;
      // The App has no path.
      const place = path === '' ? '' : `[${path}] `;
      return `${label}: ${place}${short.replaceAll('\n', ' ')}`;
    });
  // Two policies may cover one construct.
  return [...new Set(lines)];
}
