import { createHash } from 'node:crypto';
import type { ChildKind } from '../model/kind';
import type { FieldName, Registry } from '../model/registry';
import { Unknown } from '../model/value';
import type { Value } from '../model/value';

/**
 * The state that a baseline is bound to, with Azure's defaults
 * (Microsoft.ContainerRegistry/registries, 2023-07-01): a default that is written
 * out is the same state as one that is left out.
 */
const defaults = {
  name: null,
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Allow',
  ipRanges: [],
  networkRuleBypassOptions: 'AzureServices',
} as const satisfies Partial<Record<FieldName, Value>>;

/**
 * The same of children. The address of a webhook is not in it, because it may hold
 * a key that a hash would let others guess.
 */
const childDefaults: Readonly<
  Record<ChildKind, Partial<Record<FieldName, Value>>>
> = {
  replication: { name: null, location: null },
  token: { name: null, tokenStatus: 'enabled' },
  webhook: { name: null },
  cacheRule: { name: null, sourceRepository: null },
};

/**
 * Hashes the name and the effective network settings of a registry, or the
 * settings of a child. Letter case
 * and the order of the ranges do not count, as they do not in Azure.
 *
 * @returns `sha256:` and 32 hexadecimal digits
 */
export function registryHash({ kind, fields }: Registry): string {
  const settings: Partial<Record<FieldName, Value>> =
    kind === undefined ? defaults : childDefaults[kind];
  const state = Object.entries(settings).map(([name, byDefault]) => {
    const { value } = fields[name as FieldName];
    switch (value.state) {
      case 'known':
        return canonical(value.value);
      case 'absent':
        return canonical(byDefault);
      case 'unknown':
        return unknownMark;
    }
  });
  const digest = createHash('sha256').update(JSON.stringify(state));
  return `sha256:${digest.digest('hex').slice(0, 32)}`;
}

/** Marks an unknown value: an object, which no setting is. */
const unknownMark = { unknown: true };

function canonical(value: Value): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (value instanceof Unknown) return unknownMark;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return Object.entries(value).map(([, one]) => one);
  const members = (value as readonly Value[]).map(canonical);
  return [...new Set(members.map((one) => JSON.stringify(one)))].sort();
}
