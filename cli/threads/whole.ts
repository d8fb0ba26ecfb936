import type { Renderer } from '../formats/format';
import type { Judge } from '../judge';
import { piecesOf } from '../pieces';
import type { JudgedDocument, Task } from './messages';

/** Judges a document, and keeps what is said of it until its turn comes. */
export function judgeWhole(
  { number, candidate }: Task,
  judge: Judge,
  renderer: Renderer,
): JudgedDocument {
  const pieces = piecesOf(judge.judgeFile(candidate), renderer.document());
  let text = '';
  let step = pieces.next();
  for (; step.done !== true; step = pieces.next()) text += step.value;
  return { number, text, report: step.value };
}
