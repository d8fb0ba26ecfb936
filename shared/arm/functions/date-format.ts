/**
 * Formats a date in UTC with a .NET format:
 * https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
 *
 * @returns the string, or undefined if the format is not supported
 */
export function formatDate(date: Date, format: string): string | undefined {
  const pattern = standardForms[format] ?? format;
  if (pattern.length < 2) return undefined;
  let text = '';
  for (const [piece] of pattern.matchAll(pieces)) {
    const specifier = specifiers[piece];
    if (specifier === undefined && /^[A-Za-z%\\]/.test(piece)) {
      if (!literalLetters.has(piece)) return undefined;
    }
    text += specifier?.(date) ?? piece.replace(/^(['"])(.*)\1$/s, '$2');
  }
  return text;
}

/** https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings */
const standardForms: Readonly<Record<string, string>> = {
  s: 'yyyy-MM-ddTHH:mm:ss',
  u: 'yyyy-MM-dd HH:mm:ssZ',
};

/** A specifier is a repeated letter; quotes contain literal text. */
const pieces = /'[^']*'|"[^"]*"|([A-Za-z])\1*|[^]/g;

/** Letters that are not specifiers. */
const literalLetters = new Set(['T', 'Z']);

const specifiers: Readonly<Record<string, (date: Date) => string>> = {
  yyyy: (date) => pad(date.getUTCFullYear(), 4),
  yy: (date) => pad(date.getUTCFullYear() % 100, 2),
  MM: (date) => pad(date.getUTCMonth() + 1, 2),
  M: (date) => String(date.getUTCMonth() + 1),
  dd: (date) => pad(date.getUTCDate(), 2),
  d: (date) => String(date.getUTCDate()),
  HH: (date) => pad(date.getUTCHours(), 2),
  H: (date) => String(date.getUTCHours()),
  hh: (date) => pad(twelveHours(date), 2),
  h: (date) => String(twelveHours(date)),
  mm: (date) => pad(date.getUTCMinutes(), 2),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => pad(date.getUTCSeconds(), 2),
  s: (date) => String(date.getUTCSeconds()),
  fff: (date) => pad(date.getUTCMilliseconds(), 3),
  tt: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
};

function twelveHours(date: Date): number {
  return date.getUTCHours() % 12 || 12;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
