import { readTemplate } from '../../../shared/arm';
import { evaluate } from '../../../shared/engine/evaluate';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';
import { deployment, innerScope, registry } from '../../support/arm';
import type { Json } from '../../support/arm';
import { ruleNamed } from '../../support/core';

const eu = {
  type: 'Microsoft.ContainerRegistry/registries/replications',
  name: 'web/eu',
  location: 'westeurope',
};
const inside = { type: 'replications', name: 'us', location: 'eastus' };

/** The locations of the replications of each registry of a template. */
function replicasOf(template: Json): (Value | undefined)[] {
  return readTemplate(template)
    .filter(({ registry: { kind } }) => kind === undefined)
    .map(({ registry: { fields } }) => {
      const { value: property } = fields.replicaLocations;
      if (property.state === 'unknown') return property.unknown;
      return property.state === 'known' ? property.value : undefined;
    });
}

const rows: readonly {
  readonly situation: string;
  readonly template: Json;
  readonly replicas: readonly Value[];
}[] = [
  {
    situation: 'none',
    template: { resources: [registry()] },
    replicas: [[]],
  },
  {
    situation: 'beside their registry, before or after it',
    template: {
      resources: [
        eu,
        registry(),
        { ...eu, name: 'WEB/us', location: "[concat('east', 'us')]" },
      ],
    },
    replicas: [['westeurope', 'eastus']],
  },
  {
    situation: 'inside of their registry',
    template: { resources: [registry({}, { resources: [inside] })] },
    replicas: [['eastus']],
  },
  {
    situation: 'inside of a registry in a copy loop',
    template: {
      resources: [
        registry(
          {},
          { copy: { name: 'all', count: 2 }, resources: { r: inside } },
        ),
      ],
    },
    replicas: [['eastus'], ['eastus']],
  },
  {
    situation: 'of another registry',
    template: { resources: [registry(), { ...eu, name: 'other/eu' }] },
    replicas: [[]],
  },
  {
    situation: 'in a copy loop of a nested deployment, as modules have them',
    template: {
      variables: { locations: ['westeurope', 'eastus'] },
      resources: {
        acr: registry(),
        replicas: deployment(
          {
            parameters: { at: { type: 'string' } },
            resources: {
              acr: registry({}, { existing: true }),
              replica: {
                ...eu,
                name: "[format('{0}/{1}', 'web', parameters('at'))]",
                location: "[parameters('at')]",
              },
            },
          },
          { copy: { name: 'all', count: 2 } },
          {
            ...innerScope,
            parameters: {
              at: { value: "[variables('locations')[copyIndex()]]" },
            },
          },
        ),
      },
    },
    replicas: [['westeurope', 'eastus']],
  },
  {
    situation: 'inside of their registry, of a version, beside something else',
    template: {
      resources: [
        registry(
          {},
          {
            resources: [
              { ...inside, type: 'webhooks' },
              { ...inside, type: 'Replications@2023-07-01' },
            ],
          },
        ),
      ],
    },
    replicas: [['eastus']],
  },
  {
    situation: 'inside of their registry, with a condition and in a loop',
    template: {
      resources: [
        registry(
          {},
          {
            resources: {
              none: { ...inside, condition: '[false()]' },
              two: {
                ...inside,
                location: "[createArray('a', 'b')[copyIndex()]]",
                copy: { name: 'two', count: 2 },
              },
            },
          },
        ),
      ],
    },
    replicas: [['a', 'b']],
  },
  {
    situation: 'inside of one of two registries of the same name',
    template: {
      resources: [registry({}, { resources: [inside] }), registry()],
    },
    replicas: [['eastus'], []],
  },
  {
    situation: 'without a location',
    template: { resources: [registry(), { type: eu.type, name: 'web/eu' }] },
    replicas: [[null]],
  },
  {
    situation: 'of a name that is no text, or of a registry without one',
    template: {
      resources: [registry(), { ...eu, name: 1 }, registry({}, { name: null })],
    },
    replicas: [[], []],
  },
  {
    situation: 'of a name that is not known',
    template: {
      resources: [registry(), { ...eu, name: "[uniqueString('a')]" }],
    },
    replicas: [expect.any(Unknown) as Unknown],
  },
  {
    situation: 'that a registry says itself: no resource has them',
    template: {
      resources: [registry({}, { Replications: [{ location: 'westeurope' }] })],
    },
    replicas: [[]],
  },
  {
    situation: 'a condition that is false',
    template: { resources: [registry(), { ...eu, condition: false }] },
    replicas: [[]],
  },
  {
    situation: 'a condition that is not known',
    template: {
      resources: [registry(), { ...eu, condition: "[reference('a').b]" }],
    },
    replicas: [expect.any(Unknown) as Unknown],
  },
  {
    situation: 'a number that is not known',
    template: {
      resources: [
        registry(),
        { ...eu, copy: { name: 'all', count: "[reference('a').b]" } },
      ],
    },
    replicas: [expect.any(Unknown) as Unknown],
  },
  {
    situation: 'a registry whose name is not known',
    template: {
      resources: [registry({}, { name: "[uniqueString('a')]" }), eu],
    },
    replicas: [expect.any(Unknown) as Unknown],
  },
  {
    situation: 'a location that is not known',
    template: {
      resources: [
        registry(),
        { ...eu, location: '[resourceGroup().location]' },
      ],
    },
    replicas: [[expect.any(Unknown) as Unknown]],
  },
];

test.each(rows)('$situation', ({ template, replicas }) => {
  expect(replicasOf(template)).toEqual(replicas);
});

/** The outcomes of `Azure.ACR.ReplicaLocation` that are not "not applicable", by name. */
function reported(template: Json, allowedLocations = ['northeurope']) {
  const name = 'Azure.ACR.ReplicaLocation';
  return evaluate(
    [ruleNamed(name)],
    { type: 'template', address: 'a.json', name: 'a.json' },
    () => readTemplate(template),
    { ruleOptions: { [name]: { allowedLocations } } },
  ).flatMap(({ resource, findings }) =>
    findings.map(({ outcome }) => `${resource.name}: ${outcome}`),
  );
}

test.each([
  {
    situation: 'beside its registry counts there only',
    resources: [registry(), eu],
    outcomes: ['web: fail'],
  },
  {
    situation: 'inside its registry counts there only',
    resources: [registry({}, { resources: [inside] })],
    outcomes: ['web: fail'],
  },
  {
    situation: 'of a registry that is not in the template counts by itself',
    resources: [registry({}, { name: 'other' }), eu],
    outcomes: ['other: pass', 'web/eu: fail'],
  },
  {
    situation: 'inside a registry that is not deployed counts by itself',
    resources: [registry({}, { condition: false, resources: [inside] })],
    outcomes: ['us: fail'],
  },
  {
    situation: 'of a registry with an unknown name counts by itself',
    resources: [registry({}, { name: "[uniqueString('a')]" }), eu],
    outcomes: [expect.stringMatching(/: unknown$/), 'web/eu: fail'],
  },
  {
    situation: 'that is not deployed does not count',
    resources: [registry(), { ...eu, condition: false }],
    outcomes: ['web: pass'],
  },
])('a replication $situation', ({ resources, outcomes }) => {
  expect(reported({ resources })).toEqual(outcomes);
});

test('a replication is not mentioned if every region is allowed', () => {
  expect(reported({ resources: [eu] }, [])).toEqual([]);
});
