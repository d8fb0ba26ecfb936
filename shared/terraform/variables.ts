import type { JsonObject } from '../json/json';
import type { Value } from '../model/value';
import { toValue } from './expression';
import { ModuleScope } from './scope';
import { convertToType, parseVariableType } from './variable-type';

/**
 * The value of a variable of a module.
 *
 * @param declaration the body of its block
 * @param given the value that it is set to; undefined if it is not set
 * @returns undefined if it has neither a value nor a default
 */
export function variableValue(
  declaration: JsonObject,
  given: Value | undefined,
): Value | undefined {
  const { type, nullable, default: defaultJson } = declaration;
  // Null is a value like any other, unless the variable says that it is not
  // (https://developer.hashicorp.com/terraform/language/block/variable#nullable).
  const isSet = given !== undefined && (given !== null || nullable !== false);
  if (isSet) return convertToType(given, parseVariableType(type));
  if (defaultJson === undefined) return undefined;
  const value = toValue(defaultJson, new ModuleScope());
  return convertToType(value, parseVariableType(type));
}
