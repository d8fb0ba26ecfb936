import { Unknown, isList, isObject } from '../value';
import type { Value } from '../value';
import { limits } from './limits';

/**
 * What a tool fills in before Azure sees the file:
 *
 * - `${NAME}`, `${NAME=default}`: azd,
 *   https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables
 * - `#{NAME}#`, `#{NAME}`, `#NAME#`, `__NAME__`, `{{NAME}}`: tasks that replace tokens,
 *   https://github.com/qetza/replacetokens-task
 * - `$(NAME)`: Azure Pipelines
 */
const placeholder =
  /\$\{[^{}]*\}|#\{[^{}]*\}#?|\{\{[^{}]*\}\}|\$\([\w.-]+\)|__[A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*__|#[A-Za-z_][\w.]*#/;

/** azd's, with what stands in for a variable that is not set. */
const withDefault = /\$\{[A-Za-z_]\w*:?[=-]([^{}]*)\}/g;

/** Says why a string is not known that a tool is still to fill in; undefined if nothing is left to fill in. */
export function unfilled(text: string): Unknown | undefined {
  const found = placeholder.exec(text)?.[0];
  return found === undefined
    ? undefined
    : new Unknown(`the placeholder "${found}" is not filled in`);
}

/** Tells whether all of a literal in an expression is one placeholder; `__name__` is a name there. */
export function isPlaceholder(text: string): boolean {
  return !text.startsWith('_') && placeholder.exec(text)?.[0] === text;
}

/** A value of a parameter file in which azd's defaults count and other placeholders are unknown. */
export function fillIn(value: Value, level = 0): Value {
  if (typeof value === 'string') {
    const filled = value.replace(withDefault, (_, given: string) => given);
    return unfilled(filled) ?? filled;
  }
  if (level > limits.levels) {
    return new Unknown(`a value has more than ${limits.levels} levels`);
  }
  if (isList(value)) return value.map((member) => fillIn(member, level + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      fillIn(member, level + 1),
    ]),
  );
}
