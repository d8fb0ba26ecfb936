import type { Value } from '../../model/value';
import { charactersPerStep } from '../limits';
import { refused, takes, textOf } from './definition';
import type { Call } from './definition';
import { display } from './display';

const item = /\{\{|\}\}|\{(\d+)(?:,\s*(-?\d+))?(?::([^{}]*))?\}|[{}]/g;

/**
 * `format`: .NET's composite format strings.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#format
 */
export function format(args: readonly Value[], call: Call): Value {
  const [pattern, ...values] = args;
  if (typeof pattern !== 'string') return takes(call, 'a string first');
  const shown: string[] = [];
  let end = 0;
  for (const match of pattern.matchAll(item)) {
    shown.push(pattern.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, position, width = '0', specifier] = match;
    if (whole === '{{' || whole === '}}') {
      shown.push(whole.charAt(0));
      continue;
    }
    const value = values[Number(position)];
    if (value === undefined) return refused(call, 'has a hole without a value');
    const text = formatValue(value, specifier, call);
    if (text === undefined) {
      return refused(call, 'has a format specifier that is not supported');
    }
    const padded = pad(text, Number(width));
    call.session.spend(Math.ceil(padded.length / charactersPerStep));
    shown.push(padded);
  }
  shown.push(pattern.slice(end));
  const length = shown.reduce((sum, { length: one }) => sum + one, 0);
  return textOf(call, length, () => shown.join(''));
}

/** Maximum width; more would be hostile input. */
const greatestWidth = 10_000;

function pad(text: string, width: number): string {
  const least = Math.min(Math.abs(width), greatestWidth);
  return width < 0 ? text.padEnd(least) : text.padStart(least);
}

function formatValue(
  value: Value,
  specifier: string | undefined,
  call: Call,
): string | undefined {
  if (
    typeof value === 'number' &&
    specifier !== undefined &&
    specifier !== ''
  ) {
    return formatNumber(value, specifier);
  }
  // Objects and arrays have single quotes.
  const text = display(value, call.session);
  return typeof value === 'object' && value !== null
    ? text.replaceAll('"', "'")
    : text;
}

const standardSpecifier = /^([DFNXP])(\d{1,2})?$/i;
const customSpecifier = /^0+$/;

/** https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings */
function formatNumber(value: number, specifier: string): string | undefined {
  if (customSpecifier.test(specifier)) {
    return zeroPadded(value, specifier.length);
  }
  const [, letter = '', precision] = standardSpecifier.exec(specifier) ?? [];
  const digits = precision === undefined ? undefined : Number(precision);
  switch (letter) {
    case 'D':
    case 'd':
      return zeroPadded(value, digits ?? 1);
    case 'X':
      return value < 0
        ? undefined
        : value
            .toString(16)
            .toUpperCase()
            .padStart(digits ?? 1, '0');
    case 'x':
      return value < 0
        ? undefined
        : value.toString(16).padStart(digits ?? 1, '0');
    case 'F':
    case 'f':
      return value.toFixed(digits ?? 2);
    case 'N':
    case 'n':
      return value.toLocaleString('en-US', {
        minimumFractionDigits: digits ?? 2,
        maximumFractionDigits: digits ?? 2,
      });
    default:
      return undefined;
  }
}

function zeroPadded(value: number, digits: number): string {
  const text = String(Math.abs(value)).padStart(digits, '0');
  return value < 0 ? `-${text}` : text;
}
