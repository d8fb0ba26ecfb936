import type { JsonObject } from '../json/json';
import type { Value } from '../model/value';
import { convertToType, parseVariableType } from './variable-type';

/**
 * The value of a variable of a module.
 *
 * @param declaration the body of its block; its default is literal
 * @param given the value that it is set to; undefined if it is not set
 * @returns undefined if it has neither a value nor a default
 */
export function variableValue(
  declaration: JsonObject,
  given: Value | undefined,
): Value | undefined {
  const { type, nullable, default: defaultValue } = declaration;
  // Null is a value like any other, unless the variable is declared as not
  // (https://developer.hashicorp.com/terraform/language/block/variable#nullable).
  const isNullable = nullable !== false && nullable !== 'false';
  const isSet = given !== undefined && (given !== null || isNullable);
  const value = isSet ? given : defaultValue;
  return value === undefined
    ? undefined
    : convertToType(value, parseVariableType(type));
}
