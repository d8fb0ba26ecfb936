import fc from 'fast-check';
import { defineRule, evaluate, rules as allRules } from '../shared';
import { readConfiguration } from '../shared/terraform/configuration';
import { TwinEvaluator } from '../shared/twins';
import { azapi, configuration } from './support/terraform';
import {
  closed,
  documentOf,
  firewall,
  judgeBoth,
  outcomesOf,
} from './support/twins';

const ruleParts = {
  name: 'Test.ACR.Any',
  ref: 'TST-000001',
  title: 'A test',
  description: 'A test.',
  severity: 'high',
  level: 'mandatory',
  pillar: 'Security',
  azurePolicies: [],
  recommendation: 'Consider it a test.',
  url: 'https://example.com/',
  violation: 'is a test',
} as const;

const source = 'Azure/avm-res-containerregistry-registry/azurerm';

function withName<Body>(body: Body, index: number): Body & { name: string } {
  return { ...body, name: `registry${index}` };
}

test('a registry that another resource changes is judged as it will be', () => {
  const { remembered, alone } = judgeBoth(
    configuration(
      ['azurerm_container_registry.one', closed],
      ['azurerm_container_registry.other', { ...closed, name: 'shop2' }],
      [
        'azapi_update_resource.opens',
        {
          type: azapi.type,
          resource_id: '${azurerm_container_registry.other.id}',
          body: azapi.open,
        },
      ],
    ),
  );
  expect(remembered).toEqual(alone);
  expect(outcomesOf(alone[1])).not.toEqual(outcomesOf(alone[0]));
});

test('an exemption of one of two twins is that of the other one not', () => {
  const { remembered, alone } = judgeBoth(
    documentOf([{ sku: 'Basic' }, { sku: 'Basic' }].map(withName)),
    { exemptions: [{ resource: '*.acr_1', reason: 'for a while' }] },
  );
  expect(remembered).toEqual(alone);
  expect(
    alone.flat().filter(({ exemption }) => exemption !== null).length,
  ).toBe(alone[1]?.filter(({ outcome }) => outcome === 'fail').length);
});

test('a rule that fails is a fault for every twin', () => {
  const failing = defineRule({
    ...ruleParts,
    evaluate: () => {
      throw new Error('no');
    },
  });
  const { remembered, alone } = judgeBoth(
    documentOf([withName(closed, 0), withName(closed, 1)]),
    {},
    [failing],
  );
  expect(remembered).toEqual(alone);
  expect(remembered.flat().map(({ fault }) => fault)).toEqual([true, true]);
});

test('a reader that fails is a fault for every twin', () => {
  const evaluator = new TwinEvaluator(allRules, {});
  const source = {
    read: () => {
      throw new Error('no');
    },
    likeness: { name: 'shop1', isTwinOf: () => true },
  };
  const resource = { type: 'registry', address: 'shop/acr', name: 'acr' };
  for (let times = 0; times < 2; times++) {
    expect(evaluator.evaluate(resource, source)).toEqual(
      evaluate(allRules, resource, source.read),
    );
  }
});

test('a thousand twins are read once, and judged anew only by what asks for the name', () => {
  const judged = { byName: 0, byRest: 0 };
  const byName = defineRule({
    ...ruleParts,
    evaluate: ({ fields }) => {
      judged.byName++;
      return fields.name.property.state === 'known'
        ? { outcome: 'pass' }
        : { outcome: 'unknown', waitsFor: ['name'] };
    },
  });
  const byRest = defineRule({
    ...ruleParts,
    evaluate: ({ fields }) => {
      judged.byRest++;
      return fields.skuName.property.state === 'known'
        ? { outcome: 'pass' }
        : { outcome: 'unknown', waitsFor: ['skuName'] };
    },
  });
  const evaluator = new TwinEvaluator([byName, byRest], {});
  const bodies = Array.from({ length: 1000 }, (_, index) => ({
    ...withName(firewall, index),
    encryption: { identity_client_id: 'a' },
    tags: { number: String(index) },
    '//': { metadata: { path: `shop/${index}` } },
  }));
  let reads = 0;
  const document = documentOf(bodies);
  for (const block of readConfiguration(document, 'terraform')) {
    const { type, name, address, likeness } = block;
    const read = () => {
      reads++;
      return block.read();
    };
    evaluator.evaluate({ type, name, address }, { read, likeness });
  }
  expect({ reads, ...judged }).toEqual({ reads: 1, byName: 1000, byRest: 1 });
});

test('what was seen last is remembered longest', () => {
  const evaluator = new TwinEvaluator(allRules, {});
  const registry = (kind: number) => ({
    ...withName(closed, kind),
    location: `region${kind}`,
  });
  const kinds = Array.from({ length: 31 }, (_, kind) => kind);
  const bodies = [...kinds.slice(0, 16), 0, ...kinds.slice(16), 0, 1];
  const reads: string[] = [];
  const document = documentOf(bodies.map(registry));
  for (const block of readConfiguration(document, 'terraform')) {
    const { type, name, address, likeness } = block;
    const read = () => {
      reads.push(name);
      return block.read();
    };
    evaluator.evaluate({ type, name, address }, { read, likeness });
  }
  const again = ['acr_16', 'acr_32', 'acr_33'];
  expect(reads.filter((name) => again.includes(name))).toEqual(['acr_33']);
});

test.each([
  {
    what: 'resources of azapi',
    type: 'azapi_resource',
    closed: { type: azapi.type, body: { ...azapi.premium, ...azapi.closed } },
    open: { type: azapi.type, body: { ...azapi.premium, ...azapi.open } },
  },
  {
    what: 'calls of a module',
    type: 'module',
    closed: { source, public_network_access_enabled: false },
    open: { source, public_network_access_enabled: true },
  },
])('$what are no twins', ({ type, closed, open }) => {
  const { remembered, alone } = judgeBoth(
    configuration(
      [`${type}.one`, withName(closed, 0)],
      [`${type}.other`, withName(open, 1)],
    ),
  );
  expect(outcomesOf(alone[1])).not.toEqual(outcomesOf(alone[0]));
  expect(remembered).toEqual(alone);
});

test('a document of strangers does without a memory', () => {
  let asked = 0;
  const evaluator = new TwinEvaluator(allRules, {});
  const [block] = readConfiguration(documentOf([closed]), 'terraform');
  const { read, ...resource } = block as NonNullable<typeof block>;
  const likeness = {
    name: 'shop1',
    isTwinOf: () => {
      asked++;
      return false;
    },
  };
  const judge = () => evaluator.evaluate(resource, { read, likeness });
  const first = judge();
  for (let times = 0; times < 2000; times++) judge();
  expect(judge()).toEqual(first);
  expect(asked).toBeLessThan(5000);
});

const picks = fc.array(fc.nat(), { minLength: 6, maxLength: 12 });
const anyBody = fc.record(
  {
    name: fc.constantFrom('shop1', 'shop2', 'a', '${var.name}', 7),
    Name: fc.constantFrom('shop1', 'shop2'),
    sku: fc.constantFrom('Premium', 'Basic', '${local.sku}'),
    public_network_access_enabled: fc.constantFrom(true, false, 'false'),
    network_rule_set: fc.constantFrom(
      { default_action: 'Deny' },
      [{ default_action: 'Allow' }],
      [],
    ),
    count: fc.constantFrom(0, 1),
    tags: fc.constantFrom({ team: 'shop' }, { team: 'web' }),
  },
  { requiredKeys: ['sku'] },
);
const someBodies = fc.array(anyBody, { minLength: 1, maxLength: 4 });

test('any registries at all are judged as each would be alone', () => {
  let twins = 0;
  fc.assert(
    fc.property(someBodies, picks, (some, chosen) => {
      const bodies = chosen.map((pick) => some[pick % some.length]);
      const { remembered, alone } = judgeBoth(documentOf(bodies));
      expect(remembered).toEqual(alone);
      twins += bodies.length - some.length;
    }),
    { numRuns: 300 },
  );
  expect(twins).toBeGreaterThan(100);
});
