import { markDuplicateKeys } from '../../../shared/model/duplicate-keys';
import type { Value } from '../../../shared/model/value';
import { outcomesOf, registry } from '../../support/arm';
import type { Json } from '../../support/arm';

/*
 * A name that is written twice, in any position, hides nothing: the registry of
 * each row passes by one of the spellings and fails by the other.
 */

const closed = registry({ publicNetworkAccess: 'Disabled' });
const open = registry();
const using = registry({ publicNetworkAccess: "[parameters('access')]" });
const byVariable = registry({ publicNetworkAccess: "[variables('a').b]" });
const parameter = (defaultValue: Json) => ({
  access: { type: 'string', defaultValue },
});
const nested = (resources: Json) => ({
  mode: 'Incremental',
  template: { resources },
});
const deployments = { type: 'Microsoft.Resources/deployments', name: 'd' };

const rows: readonly [string, Json, Json?][] = [
  ['resources', { resources: [closed], Resources: [open] }],
  [
    'properties of a deployment',
    {
      resources: [
        { ...deployments, properties: nested([]), Properties: nested([open]) },
      ],
    },
  ],
  [
    'a template',
    {
      resources: [
        {
          ...deployments,
          properties: { ...nested([]), Template: { resources: [open] } },
        },
      ],
    },
  ],
  [
    'resources of a deployment',
    {
      resources: [
        {
          ...deployments,
          properties: { template: { resources: [], Resources: [open] } },
        },
      ],
    },
  ],
  [
    'a type',
    { resources: [{ ...open, type: 'A/b', Type: open['type'] as Json }] },
  ],
  [
    'a condition',
    { resources: [{ ...open, condition: false, Condition: true }] },
  ],
  [
    'a SKU',
    {
      resources: [
        { ...open, sku: { name: 'Basic' }, SKU: { name: 'Premium' } },
      ],
    },
  ],
  [
    'empty properties of a registry',
    { resources: [{ ...closed, Properties: {} }] },
  ],
  [
    'a rule set of a registry',
    {
      resources: [
        registry({
          networkRuleSet: { defaultAction: 'Deny' },
          NetworkRuleSet: {},
        }),
      ],
    },
  ],
  [
    'a setting of a registry that is null once',
    {
      resources: [
        registry({
          publicNetworkAccess: 'Disabled',
          PublicNetworkAccess: null,
        }),
      ],
    },
  ],
  [
    'properties of a registry',
    {
      resources: [
        { ...closed, Properties: { publicNetworkAccess: 'Enabled' } },
      ],
    },
  ],
  [
    'a property of a registry',
    {
      resources: [
        registry({
          publicNetworkAccess: 'Disabled',
          PublicNetworkAccess: 'Enabled',
        }),
      ],
    },
  ],
  [
    'parameters',
    {
      parameters: parameter('Disabled'),
      Parameters: parameter('Enabled'),
      resources: [using],
    },
  ],
  [
    'a parameter',
    {
      parameters: {
        ...parameter('Disabled'),
        Access: { defaultValue: 'Enabled' },
      },
      resources: [using],
    },
  ],
  [
    'a default',
    {
      parameters: {
        access: { defaultValue: 'Disabled', DefaultValue: 'Enabled' },
      },
      resources: [using],
    },
  ],
  [
    'a member of a variable',
    {
      variables: { a: { b: 'Disabled', B: 'Enabled' } },
      resources: [byVariable],
    },
  ],
  [
    'a variable',
    {
      variables: { a: { b: 'Disabled' }, A: { b: 'Enabled' } },
      resources: [byVariable],
    },
  ],
  [
    'a value that is given',
    { parameters: parameter('Disabled'), resources: [using] },
    { access: { value: 'Disabled', Value: 'Enabled' } },
  ],
  [
    'a parameter that is given',
    { parameters: parameter('Disabled'), resources: [using] },
    { access: { value: 'Disabled' }, Access: { value: 'Enabled' } },
  ],
];

/** Writes every name in lower case, so that names that differ in case are the same. */
function lowered(json: Json): string {
  if (Array.isArray(json)) {
    return `[${(json as readonly Json[]).map(lowered).join(',')}]`;
  }
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const members = Object.entries(json as Record<string, Json>).map(
    ([name, value]) =>
      `${JSON.stringify(name.toLowerCase())}: ${lowered(value)}`,
  );
  return `{${members.join(',')}}`;
}

test.each(rows)('%s, in different case', (...[, template, given]) => {
  const outcomes = outcomesOf(template, given);
  expect(outcomes).not.toEqual([]);
  expect(outcomes).not.toContain('pass');
  expect(outcomes).not.toContain('notApplicable');
});

test.each(rows)('%s, in the same case', (...[, template, given]) => {
  const text = lowered(template);
  const marked = markDuplicateKeys(JSON.parse(text) as Value, text);
  const outcomes = outcomesOf(
    marked,
    given === undefined ? undefined : lowered(given),
  );
  expect(outcomes).not.toEqual([]);
  expect(outcomes).not.toContain('pass');
  expect(outcomes).not.toContain('notApplicable');
});
