import { parseLeniently, withoutMark } from '../json/parse-leniently';
import { markDuplicateKeys } from './duplicate-keys';
import type { Value } from './value';

/**
 * Parses JSON the way Azure's own tools do, for templates, for parameters and
 * in `json()`: comments, commas after the last member, single quotes and line
 * breaks in strings are allowed.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 * No library for JSON with comments accepts all of them.
 *
 * The value of a duplicate key is unknown.
 *
 * @throws {SyntaxError} if it is not JSON in this sense either
 */
export function parseJsonText(text: string): Value {
  const json = withoutMark(text);
  try {
    return markDuplicateKeys(JSON.parse(json) as Value, json);
  } catch {
    const { value, places } = parseLeniently(json);
    return markDuplicateKeys(value as Value, places);
  }
}
