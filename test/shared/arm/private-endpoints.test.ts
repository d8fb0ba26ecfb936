import { readTemplate } from '../../../shared/arm';
import { findingsOf } from '../../support/findings';
import { deployment, innerScope, registry } from '../../support/arm';
import type { Json } from '../../support/arm';
import { ruleNamed } from '../../support/core';

const rule = {
  ...ruleNamed('Azure.ACR.PrivateEndpoint'),
  level: 'advisory',
} as const;

const endpoint = (id: string, more: object = {}) => ({
  type: 'Microsoft.Network/privateEndpoints',
  name: 'endpoint',
  properties: {
    privateLinkServiceConnections: [
      { name: 'a', properties: { privateLinkServiceId: id } },
    ],
  },
  ...more,
});
const idOf = (name: string) =>
  `[resourceId('Microsoft.ContainerRegistry/registries', ${name})]`;
const generated = "format('acr{0}', uniqueString(resourceGroup().id))";

const outcomes = (template: Json) =>
  findingsOf(
    [rule],
    { type: 'template', address: 'a.json', name: 'a.json' },
    () => readTemplate(template),
  ).map(({ outcome }) => outcome);

test.each([
  { situation: 'none', resources: [registry()], outcome: 'unknown' },
  {
    situation: 'one of its own',
    resources: [endpoint(idOf("'WEB'")), registry()],
    outcome: 'pass',
  },
  {
    situation: 'one of another registry',
    resources: [registry(), endpoint(idOf("'other'"))],
    outcome: 'unknown',
  },
  {
    situation: 'one of a storage account with its name',
    resources: [
      registry(),
      endpoint("[resourceId('Microsoft.Storage/storageAccounts', 'web')]"),
    ],
    outcome: 'unknown',
  },
  {
    situation: 'one that may not be deployed',
    resources: [
      registry(),
      endpoint(idOf("'web'"), {
        condition: "[equals(uniqueString('a'), 'b')]",
      }),
    ],
    outcome: 'unknown',
  },
  {
    situation: 'one of its own, by a name that only Azure knows',
    resources: [
      registry({}, { name: `[${generated}]` }),
      endpoint(idOf(generated)),
    ],
    outcome: 'pass',
  },
  {
    situation: 'one in a nested deployment',
    resources: [
      registry(),
      deployment({ resources: [endpoint(idOf("'web'"))] }, { ...innerScope }),
    ],
    outcome: 'pass',
  },
])('a registry beside $situation: $outcome', ({ resources, outcome }) => {
  expect(outcomes({ resources })).toEqual([outcome]);
});
