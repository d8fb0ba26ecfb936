import { InvalidArgumentError } from 'commander';
import type { Command, Option } from 'commander';
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
