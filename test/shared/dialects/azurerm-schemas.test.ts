import {
  azurerm,
  azurermCdktf,
  azurermChildren,
} from '../../../shared/dialects/azurerm';
import type { FieldSpelling } from '../../../shared/dialects/dialect';
import schemas from '../../fixtures/azurerm-schemas.json';

/** The attributes of a resource type, or the type of one attribute. */
type Schema = string | { readonly [name: string]: Schema };

/** All that a schema names, blocks included: `network_rule_set`, `network_rule_set.default_action`. */
function pathsIn(schema: Schema, before = ''): string[] {
  return typeof schema === 'string'
    ? []
    : Object.entries(schema).flatMap(([name, member]) => [
        `${before}${name}`,
        ...pathsIn(member, `${before}${name}.`),
      ]);
}

/** The releases by major version, each with what a resource type has. */
function majorsOf(type: string): Map<string, ReadonlySet<string>> {
  return new Map(
    schemas.schemas.flatMap(({ release, resources }) => {
      const schema = (resources as Record<string, Schema>)[type];
      const [, major = ''] = /^v(\d+)/.exec(release) ?? [];
      return schema === undefined
        ? []
        : [[major, new Set(pathsIn(schema))] as const];
    }),
  );
}

/** The paths that a spelling reads, older ones included. */
function pathsOf(spelling: FieldSpelling): string[] {
  const { path, itemProperty, legacy } = spelling;
  return [
    [...path, ...(itemProperty === undefined ? [] : [itemProperty])].join('.'),
    ...(legacy === undefined ? [] : pathsOf(legacy)),
  ];
}

const readPaths = (fields: Readonly<Record<string, FieldSpelling>>) => [
  ...new Set(Object.values(fields).flatMap(pathsOf)),
];

/** The major versions that have what the dialect reads; a change upstream shows here. */
const versions: Readonly<Record<string, string>> = {
  'encryption.identity_client_id': '2 3 4 5',
  'georeplications.location': '2 3 4 5',
  'network_rule_set.default_action': '2 3 4 5',
  'network_rule_set.ip_rule.ip_range': '2 3 4 5',
  'retention_policy.days': '2 3',
  'retention_policy.enabled': '2 3',
  'trust_policy.enabled': '2 3',
  admin_enabled: '2 3 4 5',
  anonymous_pull_enabled: '2 3 4 5',
  azuread_authentication_as_arm_policy_enabled: '4 5',
  data_endpoint_enabled: '2 3 4 5',
  encryption: '2 3 4 5',
  export_policy_enabled: '2 3 4 5',
  georeplication_locations: '2',
  location: '2 3 4 5',
  name: '2 3 4 5',
  network_rule_bypass_for_tasks_enabled: '4 5',
  network_rule_bypass_option: '2 3 4 5',
  public_network_access_enabled: '2 3 4 5',
  quarantine_policy_enabled: '2 3 4 5',
  retention_policy_in_days: '4 5',
  role_assignment_mode: '4 5',
  sku: '2 3 4 5',
  trust_policy_enabled: '4',
};

test('each attribute that the dialect reads is in the versions that it is read for', () => {
  const majors = majorsOf('azurerm_container_registry');
  const found = readPaths(azurerm.fields).map((path) => [
    path,
    [...majors]
      .flatMap(([major, has]) => (has.has(path) ? major : []))
      .join(' '),
  ]);
  expect(Object.fromEntries(found)).toEqual(versions);
});

test('an attribute that the dialect dates is in no version before', () => {
  const dated = Object.values(azurerm.fields).filter(
    ({ addedIn }) => addedIn !== undefined,
  );
  expect(dated.length).toBeGreaterThan(0);
  for (const spelling of dated) {
    expect(spelling.addedIn).toMatch(/^azurerm 4\./);
    for (const path of pathsOf(spelling)) expect(versions[path]).toBe('4 5');
  }
});

/** Why the dialect does not read what a schema has. */
const irrelevant: Readonly<Record<string, string>> = {
  admin_password: 'computed',
  admin_username: 'computed',
  data_endpoint_host_names: 'computed',
  'encryption.enabled': 'read with the block, by toEncryptionStatus',
  'encryption.key_vault_key_id':
    'a block has one; which key is up to its owner',
  georeplications: 'a block: read by its location',
  'georeplications.global_endpoint_routing_enabled': 'routing, not access',
  'georeplications.regional_endpoint_enabled': 'routing, not access',
  'georeplications.tags': 'tags',
  'georeplications.zone_redundancy_enabled': 'Azure does it for all regions',
  identity: 'the identity itself opens nothing',
  login_server: 'computed',
  network_rule_set: 'a block: read by its members',
  'network_rule_set.ip_rule': 'a block: read by its range',
  'network_rule_set.ip_rule.action': 'Azure has one action, Allow',
  'network_rule_set.virtual_network':
    'legacy service endpoints: they allow subnets only',
  'network_rule_set.virtual_network.action': 'see virtual_network',
  'network_rule_set.virtual_network.subnet_id': 'see virtual_network',
  resource_group_name: 'no rule asks for it',
  retention_policy: 'a block: read by its members',
  storage_account_id: 'without function since Azure ended classic registries',
  tags: 'tags',
  trust_policy: 'a block: read by its switch',
  zone_redundancy_enabled: 'Azure does it for all registries',
};

test.each([...majorsOf('azurerm_container_registry')])(
  'every attribute of azurerm %s is read, or known to be irrelevant',
  (_, has) => {
    const read = new Set(readPaths(azurerm.fields));
    const others = [...has].filter((path) => !read.has(path));
    expect(others.filter((path) => !(path in irrelevant))).toEqual([]);
  },
);

test('nothing is called irrelevant that no version has, or that is read', () => {
  const all = new Set(
    [...majorsOf('azurerm_container_registry').values()].flatMap((has) => [
      ...has,
    ]),
  );
  const read = readPaths(azurerm.fields);
  expect(Object.keys(irrelevant).filter((path) => !all.has(path))).toEqual([]);
  expect(read.filter((path) => path in irrelevant)).toEqual([]);
});

test.each([
  ['azurerm_container_registry_token', azurermChildren.token],
  ['azurerm_container_registry_webhook', azurermChildren.webhook],
  ['azurerm_container_registry_cache_rule', azurermChildren.cacheRule],
])('each attribute of %s that is read is in every version', (type, dialect) => {
  const majors = majorsOf(type);
  expect(majors.size).toBeGreaterThan(2);
  for (const has of majors.values()) {
    const missing = readPaths(dialect.fields).filter((path) => !has.has(path));
    expect(missing).toEqual([]);
  }
});

test('the generated class of CDKTN has what the dialect reads of azurerm 4', () => {
  const interfaces = schemas.bindings.interfaces as Record<string, string[]>;
  const properties = (block = 'Config') =>
    interfaces[`ContainerRegistry${block}`] ?? [];
  const capitalized = (name: string) =>
    name.charAt(0).toUpperCase() + name.slice(1);
  const read = readPaths(azurermCdktf.fields);
  const inAzurerm4 = readPaths(azurerm.fields).map(
    (path) => versions[path]?.includes('4') === true,
  );
  const missing = read.filter((path, index) => {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const block = steps.map(capitalized).join('');
    const has = properties(block === '' ? undefined : block);
    return inAzurerm4[index] === true && !has.includes(last);
  });
  // Of azurerm 4.81; the bindings are of 4.73.
  expect(missing.sort()).toEqual([
    'azureadAuthenticationAsArmPolicyEnabled',
    'networkRuleBypassForTasksEnabled',
    'roleAssignmentMode',
  ]);
});
