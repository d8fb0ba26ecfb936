import type { JsonObject } from '../../shared/json/json';
import { readerOf } from '../../shared/pulumi/resource-types';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { Finding, Rule } from '../../shared/rules/types';
import { Unknown } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';
import { withUnknown } from './renderings';
import type { Rendering } from './renderings';
import { findingsOf } from './findings';

/** The core's outcome for raw properties of a resource type; undefined if it finds no registry. */
export function judgeRaw(
  { host, type }: Rendering,
  properties: unknown,
  rules: readonly Rule[],
): Finding[] {
  const read =
    host === 'pulumi'
      ? () => readerOf(type)?.(asPulumi(properties)) ?? []
      : () =>
          readConfiguration(
            documentOf(type, properties),
            'terraform',
            () => undefined,
          ).flatMap(({ read: readBlock }) => readBlock());
  return findingsOf(rules, { type, address: 'address', name: 'web' }, read);
}

function documentOf(type: string, properties: unknown): JsonObject {
  const block = withUnknown(properties, '${var.unknown}') as JsonObject;
  return type === 'module'
    ? { module: { web: block } }
    : { resource: { [type]: { web: block } } };
}

function asPulumi(properties: unknown): Value {
  return withUnknown(properties, new Unknown('a test says so')) as Value;
}
