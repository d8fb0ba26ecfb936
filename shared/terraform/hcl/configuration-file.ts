import { isJsonObject } from '../../json/json';
import type { Json, JsonObject } from '../../json/json';
import { Unknown, isList, isObject } from '../../model/value';
import type { Value } from '../../model/value';
import { toValue } from '../expression';
import { ModuleScope } from '../scope';
import { parseHclFile } from './parser';

/**
 * Parses a configuration in HCL to what it would be in Terraform's JSON syntax.
 *
 * @throws {HclSyntaxError} where Terraform refuses the syntax
 * @throws {Error} where the parser can't convert the text
 */
export function parseConfigurationFile(text: string): JsonObject {
  const ambiguous = joinedMarker.exec(text);
  if (ambiguous !== null) {
    const line = text.slice(0, ambiguous.index).split('\n').length;
    throw new Error(
      `line ${line}: a template can't be put together from a "$" or "%" and a "{" that are strings of their own`,
    );
  }
  const json = parseHclFile(text);
  const { variable } = json;
  const variables =
    variable === undefined ? {} : { variable: withLiteralDefaults(variable) };
  const whole = { ...json, ...variables };
  return /\biterator\b/.test(text)
    ? (withIterators(whole) as JsonObject)
    : whole;
}

/**
 * Evaluates the defaults of variables: those of JSON are literal, also with `${` in
 * them (terraform: `decodeVariableBlock` in internal/configs/named_values.go). What
 * Terraform refuses, such as a reference, is left out.
 */
function withLiteralDefaults(json: Json): Json {
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map((body) => {
      if (!isJsonObject(body) || body['default'] === undefined) return body;
      const { default: written, ...rest } = body;
      const value = toValue(written, new ModuleScope());
      return isKnown(value) ? { ...rest, default: value } : rest;
    });
  }
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([label, bodies]) => [
      label,
      withLiteralDefaults(bodies),
    ]),
  );
}

function isKnown(value: Value): value is Json {
  if (value instanceof Unknown) return false;
  if (isList(value)) return value.every(isKnown);
  return !isObject(value) || Object.values<Value>(value).every(isKnown);
}

/**
 * `"${"$"}{x}"`: the parser writes literal parts of a template beside each other,
 * which makes another template of these.
 */
const joinedMarker = /[$%]"\s*~?\}\s*"?\{|[$%]\$\{~?\s*"\{/;

/** The parser writes `iterator = x` as an expression; in JSON it is a name. */
function withIterators(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(withIterators);
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, member]) => [
      name,
      name === 'iterator' && typeof member === 'string'
        ? member.replace(
            /^\$\{\s*([\p{ID_Start}_][\p{ID_Continue}-]*)\s*\}$/u,
            '$1',
          )
        : withIterators(member),
    ]),
  );
}
