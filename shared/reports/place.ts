import { relative, sep } from 'node:path';
import { isInside } from '../util/paths';

/** The position in a report. */
export interface Place {
  /** As reports name files. */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** A place, or the whole of a file. */
export type PlaceInFile = Pick<Place, 'file'> & Partial<Place>;

/** Names a file as reports do: from the working directory, with slashes. */
export function reportName(cwd: string, file: string): string {
  const path = relative(cwd, file);
  const isBelow = path !== '' && isInside(file, cwd);
  return (isBelow ? path : file).replaceAll(sep, '/');
}
