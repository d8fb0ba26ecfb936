import { basename } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Command, Option } from 'commander';
import {
  isHclName,
  isConfigurationName,
} from '../shared/terraform/module-files';
import { isBicepFile } from './bicep/files';
import type { InputOptions } from './commands/check';
import { UserError } from './errors';
import { formatNames, isFormatName } from './formats/format';
import type { FormatName } from './formats/format';

/** Collects the values of an option that may be repeated. */
export function collect(
  value: string,
  values: readonly string[] = [],
): readonly string[] {
  return [...values, value];
}

/** Collects formats; `sarif,junit` names two. */
export function collectFormats(
  value: string,
  values: readonly FormatName[] = [],
): readonly FormatName[] {
  const names = value.split(',').map((name) => {
    if (isFormatName(name)) return name;
    throw new InvalidArgumentError(
      `Allowed choices are ${formatNames.join(', ')}.`,
    );
  });
  return [...values, ...names];
}

/**
 * An empty path is a shell variable that is not set: `check "$PLAN"`.
 *
 * @throws {UserError} if a path or the value of an option is empty
 */
export function assertNoneEmpty(
  paths: readonly string[],
  output: readonly string[],
  { config, parameters = [] }: InputOptions,
): void {
  for (const [name, values] of Object.entries({
    'a path': paths,
    '--output': output,
    '--config': [config],
    '--parameters': parameters,
  })) {
    if (!values.some((value) => value?.trim() === '')) continue;
    throw new UserError(
      `${name} is empty. Is a variable of the shell not set? Nothing was checked`,
    );
  }
}

/** The files that options name besides the paths to check. */
export function filesIn({
  config,
  parameters = [],
  variableSources = [],
}: InputOptions): readonly string[] {
  return [
    ...(config === undefined ? [] : [config]),
    ...parameters.map((source) => source.replace(/^@/, '')),
    ...variableSources.flatMap(({ option, text }) =>
      option === 'var-file' ? [text] : [],
    ),
  ];
}

/** Returns whether a file has the name of source code. */
export function isSource(file: string): boolean {
  const name = basename(file);
  return isHclName(name) || isConfigurationName(name) || isBicepFile(name);
}

/**
 * Makes it an error to repeat an option that holds one value: the last would
 * count, and the first would silently not. An option with a parser of its own
 * that is not one of a choice collects its values.
 */
export function forbidRepeats(command: Command): void {
  for (const option of command.options) {
    if (!holdsOneValue(option)) continue;
    let first: string | undefined;
    command.on(`option:${option.name()}`, (value: string) => {
      if (first !== undefined) {
        command.error(
          `error: option '${option.flags}' is given twice: ${first}, ${value}. It holds one value`,
        );
      }
      first = value;
    });
  }
  for (const child of command.commands) forbidRepeats(child);
}

function holdsOneValue(option: Option): boolean {
  const takesValue = option.required || option.optional;
  const isChoice = option.argChoices !== undefined;
  const collects =
    option.variadic ||
    [collect, collectFormats].includes(option.parseArg as typeof collect) ||
    (option.parseArg !== undefined && !isChoice);
  return takesValue && !collects;
}
