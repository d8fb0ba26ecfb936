import type * as IpAddr from 'ipaddr.js';
import type { IPv4, IPv6 } from 'ipaddr.js';
import { BoundedMap } from '../../util/bounded-map';

/**
 * The share of all addresses that some ranges cover together, of IPv4 or IPv6,
 * whichever is more.
 *
 * @param ranges addresses and ranges in CIDR notation; a text that is neither
 *   covers nothing (Azure refuses it at deployment)
 * @returns a number from 0 to 1
 */
export function shareOfAddresses(ranges: readonly string[]): number {
  const intervals = ranges.flatMap(intervalOf);
  return Math.max(
    ...[32, 128].map((bits) =>
      shareCovered(intervals.filter((interval) => interval.bits === bits)),
    ),
  );
}

/** A run of addresses as a part of all of its IP version: from 0 to 1. */
interface Interval {
  readonly bits: number;
  readonly from: number;
  readonly to: number;
}

/** Intervals that are remembered: firewalls of one company name the same networks. */
const remembered = new BoundedMap<string, readonly Interval[]>();

function intervalOf(range: string): readonly Interval[] {
  let intervals = remembered.get(range);
  if (intervals === undefined) {
    intervals = parseInterval(range);
    remembered.set(range, intervals);
  }
  return intervals;
}

/** @returns none for a string that is not a range */
function parseInterval(range: string): readonly Interval[] {
  const parsed = parseRange(range);
  if (parsed === undefined) return [];
  const [address, prefix] = parsed;
  const bytes = address.toByteArray();
  const bits = bytes.length * 8;
  const length = prefix ?? bits;
  const size = 2 ** -length;
  // The bits behind the prefix do not count, whatever was written there.
  const from = Math.floor(fractionOf(bytes) / size) * size;
  return [{ bits, from, to: from + size }];
}

/** Only tries what it can be: a failed parse costs more than all the rest. */
function parseRange(
  range: string,
): readonly [IPv4 | IPv6, number | undefined] | undefined {
  const { IPv4, IPv6 } = loadIpAddr();
  const version = range.includes(':') ? IPv6 : IPv4;
  try {
    return range.includes('/')
      ? version.parseCIDR(range)
      : [version.parse(range), undefined];
  } catch {
    return undefined;
  }
}

/** An address as a fraction of its address space; precise to 53 bits, which is finer than any percentage. */
function fractionOf(bytes: readonly number[]): number {
  return bytes.reduceRight((sum, byte) => (sum + byte) / 256, 0);
}

function shareCovered(intervals: readonly Interval[]): number {
  let covered = 0;
  let end = 0;
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return covered;
}

/** Loaded with the first range: most starts of a host see none. */
function loadIpAddr(): typeof IpAddr {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- lazy, and readers are synchronous
  return require('ipaddr.js') as typeof IpAddr;
}
