import { resolve } from 'node:path';
import { suggestion } from '../shared/configuration/errors';
import { realPath } from '../shared/util/paths';
import { UserError } from './errors';
import { formatNames, isFormatName } from './formats/format';
import type { FormatName } from './formats/format';

/** One report of a run: its format, and the file that it is written to. */
export interface ReportTarget {
  readonly format: FormatName;
  /** Left out: standard output. */
  readonly file?: string;
}

/**
 * Finds the reports that the command line asks for.
 *
 * @param formats the values of `--format`
 * @param outputs the values of `--output`: `FILE` or `FORMAT=FILE`; `-` is
 *   standard output
 * @throws {UserError} if a file has no format, or two reports go to one place
 */
export function reportTargets(
  formats: readonly FormatName[],
  outputs: readonly string[],
  cwd: string,
): readonly ReportTarget[] {
  const files = new Map<FormatName, string>();
  const unnamed: string[] = [];
  for (const output of outputs) {
    const named = namedOutput(output);
    if (named === undefined) unnamed.push(output);
    else if (files.has(named.format)) {
      throw new UserError(
        `--output names two files for ${named.format}: ${files.get(named.format)}, ${named.file}`,
      );
    } else files.set(named.format, named.file);
  }
  const [repeated] = formats.filter(
    (format, index) => formats.indexOf(format) !== index,
  );
  if (repeated !== undefined) {
    throw new UserError(`--format ${repeated} is given twice`);
  }
  const wanted = new Set([...formats, ...files.keys()]);
  if (wanted.size === 0) wanted.add('pretty');
  const free = [...wanted].filter((format) => !files.has(format));
  const [file, ...others] = unnamed;
  if (file !== undefined) {
    const [format, ...more] = free;
    if (format === undefined || more.length > 0 || others.length > 0) {
      throw new UserError(
        `--output ${JSON.stringify(unnamed.at(-1))} does not name the format of the report.\nFix: --output FORMAT=FILE for each report, for example --output ${[...wanted].at(-1)}=${unnamed.at(-1)}`,
      );
    }
    files.set(format, file);
  }
  const targets = [...wanted].map((format): ReportTarget => {
    const path = files.get(format);
    return path === undefined || path === '-'
      ? { format }
      : { format, file: path };
  });
  assertApart(targets, cwd);
  return targets;
}

/** `FORMAT=FILE`; a file with such a name can be given as `./NAME`. */
function namedOutput(
  output: string,
): { readonly format: FormatName; readonly file: string } | undefined {
  const [, name, file] = /^([\w-]+)=(.*)$/s.exec(output) ?? [];
  if (name === undefined || file === undefined) return undefined;
  if (!isFormatName(name)) {
    throw new UserError(
      `--output ${JSON.stringify(output)} names a format that does not exist.${suggestion(name, formatNames)} Expected one of: ${formatNames.join(', ')}`,
    );
  }
  if (file.trim() === '') {
    throw new UserError(
      `--output ${output} names no file. Is a variable of the shell not set? Nothing was checked`,
    );
  }
  return { format: name, file };
}

function assertApart(targets: readonly ReportTarget[], cwd: string): void {
  const places = new Map<string, FormatName>();
  for (const { format, file } of targets) {
    const place = file === undefined ? '' : resolve(cwd, file);
    const other = places.get(place);
    if (other !== undefined) {
      throw new UserError(
        file === undefined
          ? `Two reports, ${other} and ${format}, would go to standard output.\nFix: --output ${other}=FILE, or --output ${format}=FILE`
          : `Two reports, ${other} and ${format}, would go to one file: ${file}`,
      );
    }
    places.set(place, format);
  }
}

/**
 * Refuses to write a report over a file that is read: it would be empty before it
 * is checked.
 *
 * @param inputs the files that are read; those that do not exist are ignored
 * @throws {UserError} if a report would go to one of them
 */
export function assertNotInput(
  targets: readonly ReportTarget[],
  inputs: readonly string[],
  cwd: string,
): void {
  for (const { file } of targets) {
    const place = file && realPath(resolve(cwd, file));
    if (place === undefined || place === '') continue;
    const input = inputs.find((each) => realPath(resolve(cwd, each)) === place);
    if (input === undefined) continue;
    throw new UserError(
      `--output ${file} would overwrite ${input}, which is read.\nFix: name another file`,
    );
  }
}
