import type { DocumentRenderer } from './formats/format';
import type { DocumentReport, RegistryReport } from './evaluate';

/** Big enough that to hand each on costs little, small enough that a report never lies in memory as a whole. */
const pieceLength = 1 << 14;

/**
 * Puts what is said of a document into pieces of text.
 *
 * @returns what became of the document, after the last piece
 */
export function* renderChunks(
  reports: Generator<RegistryReport, DocumentReport>,
  renderer: DocumentRenderer,
): Generator<string, DocumentReport> {
  let text = '';
  let step = reports.next();
  for (; step.done !== true; step = reports.next()) {
    text += renderer.registry(step.value);
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  text += renderer.end();
  if (text !== '') yield text;
  return step.value;
}
