import { fromByteArray, isValidCIDR, parseCIDR } from 'ipaddr.js';
import type { Value } from '../../model/value';
import {
  isInteger,
  object,
  pure,
  refused,
  someText,
  takes,
} from './definition';
import type { Call, FunctionTable } from './definition';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr */
export const cidr: FunctionTable = {
  // #cidrhost
  cidrHost: pure([2, 2], someText, ([text, index], call) => {
    const network = parseNetwork(text);
    if (network === undefined || !isInteger(index) || index < 0) {
      return takes(call, 'a network and the index of a host');
    }
    const host = network.first + 1n + BigInt(index);
    return host > lastOf(network)
      ? refused(call, 'finds no such host in the network')
      : write(host, network.bits);
  }),
  // #cidrsubnet
  cidrSubnet: pure([3, 3], someText, ([text, length, index], call) => {
    const network = parseNetwork(text);
    if (
      network === undefined ||
      !isInteger(length) ||
      !isInteger(index) ||
      index < 0
    ) {
      return takes(call, 'a network, a prefix length and an index');
    }
    if (length < network.length || length > network.bits) {
      return refused(call, 'finds no subnet of that length');
    }
    const size = 1n << BigInt(network.bits - length);
    const first = network.first + BigInt(index) * size;
    return first > lastOf(network)
      ? refused(call, 'finds no such subnet in the network')
      : `${write(first, network.bits)}/${length}`;
  }),
  // #parsecidr
  parseCidr: pure([1, 1], object, ([text], call) => {
    const network = parseNetwork(text);
    return network === undefined
      ? takes(call, 'a network')
      : describe(network, call);
  }),
};

interface Network {
  /** 32 or 128. */
  readonly bits: number;
  readonly length: number;
  /** Its lowest address. */
  readonly first: bigint;
}

function parseNetwork(text: Value | undefined): Network | undefined {
  // No range is longer. The library would scan a string of any length.
  if (typeof text !== 'string' || text.length > 64) return undefined;
  if (!isValidCIDR(text)) return undefined;
  const [address, length] = parseCIDR(text);
  const bytes = address.toByteArray();
  const bits = bytes.length * 8;
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const hostBits = BigInt(bits - length);
  return { bits, length, first: (value >> hostBits) << hostBits };
}

function lastOf({ bits, length, first }: Network): bigint {
  return first + (1n << BigInt(bits - length)) - 1n;
}

function write(address: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((address >> BigInt(bits - 8 * (index + 1))) & 0xffn),
  );
  return fromByteArray(bytes).toString();
}

/** IPv4 reserves the first and last address for the network and its broadcast, IPv6 does not. */
function describe(network: Network, call: Call): Value {
  const { bits, length, first } = network;
  const last = lastOf(network);
  const all = (1n << BigInt(bits)) - 1n;
  const hostMask = (1n << BigInt(bits - length)) - 1n;
  const common = {
    network: write(first, bits),
    netmask: write(all ^ hostMask, bits),
    cidr: length,
  };
  if (bits === 128) {
    return {
      ...common,
      firstUsable: write(first, bits),
      lastUsable: write(last, bits),
    };
  }
  const inner = last - first > 1n;
  const none = refused(call, 'finds no usable address in so small a network');
  return {
    ...common,
    broadcast: write(last, bits),
    firstUsable: inner ? write(first + 1n, bits) : none,
    lastUsable: inner ? write(last - 1n, bits) : none,
  };
}
