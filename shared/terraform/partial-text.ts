import { Unknown } from '../model/value';
import type { FieldValue } from '../model/value';
import type { Ternary } from '../model/kleene';
import { TerraformExpression } from './expression';

/** A string of which parts may be unknown. */
export type PartialText = readonly (string | Unknown)[];

/** Most parts that are looked at: a string of more is unknown as a whole. */
const mostParts = 1000;

/**
 * The parts of a property that is a string.
 *
 * @returns undefined if it is absent or not a string
 */
export function partsOf(property: FieldValue): PartialText | undefined {
  if (property.state === 'unknown') return flatten(property.unknown);
  return property.state === 'known' && typeof property.value === 'string'
    ? [property.value]
    : undefined;
}

/** Parts of a joined string may be joined strings too. */
function flatten(unknown: Unknown): PartialText {
  const parts: (string | Unknown)[] = [];
  const left: (string | Unknown)[] = [unknown];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (part instanceof TerraformExpression && part.pieces.length > 0) {
      // Not by spreading: it may have very many.
      for (const piece of [...part.pieces].reverse()) left.push(piece);
    } else {
      parts.push(part);
    }
    if (parts.length + left.length > mostParts) return [unknown];
  }
  return parts;
}

/** The whole text, if all of it is known. */
export function knownText(parts: PartialText): string | undefined {
  return parts.every((part) => typeof part === 'string')
    ? parts.join('')
    : undefined;
}

/** A character that marks an unknown part; Azure allows it in no name. */
const hole = '\0';

function withHoles(parts: PartialText): string {
  return parts
    .map((part) => (part instanceof Unknown ? hole : part))
    .join('')
    .toLowerCase();
}

/** Returns whether a string is another, without regard to case. */
export function isText(parts: PartialText, text: string): Ternary {
  const [first = '', ...others] = withHoles(parts).split(hole);
  const wanted = text.toLowerCase();
  if (others.length === 0) return first === wanted ? 'yes' : 'no';
  if (!wanted.startsWith(first)) return 'no';
  const last = others.pop() ?? '';
  let at = first.length;
  for (const other of others) {
    const found = wanted.indexOf(other, at);
    if (found < 0) return 'no';
    at = found + other.length;
  }
  const isEnd = wanted.endsWith(last) && wanted.length - last.length >= at;
  return isEnd ? 'unknown' : 'no';
}

const providers = '/providers/';

/**
 * Returns whether a path is the ID of a resource of a type that lies directly in
 * a resource group, a subscription or the like:
 * `…/providers/Microsoft.ContainerRegistry/registries/web`.
 */
export function isIdOf(path: PartialText, type: string): Ternary {
  const text = withHoles(path)
    .split(/[?#]/, 1)[0]
    ?.replace(/\/{2,}/g, '/');
  const id = (text ?? '').replace(/\/$/, '');
  const before = `${providers}${type.toLowerCase()}/`;
  // Who resolves `..` in a path, and when, is not known.
  if (/\/\.\.?(?:\/|$)/.test(id)) return 'unknown';
  const slash = id.lastIndexOf('/') + 1;
  const head = id.slice(0, slash);
  if (head.endsWith(before)) return slash < id.length ? 'yes' : 'no';
  const known = head.slice(head.lastIndexOf(hole) + 1);
  if (known !== head && before.endsWith(known)) return 'unknown';
  // The rest of the path may be what is unknown.
  const last = id.lastIndexOf(hole);
  if (last < slash) return 'no';
  const start = id.slice(id.lastIndexOf(hole, last - 1) + 1, last);
  return mayGoOn(start, before) ? 'unknown' : 'no';
}

/** Returns whether what is known of a path may go on to be a resource of a type. */
function mayGoOn(start: string, before: string): boolean {
  if (start === '' || start === '/') return true;
  if (/\/(?:resourcegroups|subscriptions)\/[^/]+\/?$/.test(start)) return true;
  return Array.from(before, (_, index) => before.slice(0, index + 1)).some(
    (part) => part.length >= providers.length && start.endsWith(part),
  );
}
