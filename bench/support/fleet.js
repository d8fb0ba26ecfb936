'use strict';
// A company's stacks, as CDKTF writes them.
const { temporaryFolder } = require('./documents');

const resourcesOfStack = 100;
const registriesOfStack = 2;

/** What a stack holds beside its registries. */
function storage(stack, index) {
  return {
    '//': { metadata: { path: `${stack}/s${index}`, uniqueId: `s${index}` } },
    account_replication_type: 'LRS',
    account_tier: 'Standard',
    location: '${azurerm_resource_group.shop.location}',
    min_tls_version: 'TLS1_2',
    name: `s${index}`,
    resource_group_name: '${azurerm_resource_group.shop.name}',
    tags: { env: 'prod', team: 'shop' },
  };
}

function registry(stack, index, isOpen) {
  return {
    '//': { metadata: { path: `${stack}/r${index}`, uniqueId: `r${index}` } },
    location: '${azurerm_resource_group.shop.location}',
    name: `${stack}r${index}`,
    public_network_access_enabled: isOpen,
    resource_group_name: '${azurerm_resource_group.shop.name}',
    sku: 'Premium',
  };
}

const named = (count, prefix, make) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${prefix}${index}`,
      make(index),
    ]),
  );

function stackDocument(stack, isOpen) {
  return {
    '//': { metadata: { backend: 'local', stackName: stack }, outputs: {} },
    resource: {
      azurerm_container_registry: named(registriesOfStack, 'r', (index) =>
        registry(stack, index, isOpen),
      ),
      azurerm_storage_account: named(
        resourcesOfStack - registriesOfStack,
        's',
        (index) => storage(stack, index),
      ),
    },
    terraform: { required_providers: { azurerm: { source: 'azurerm' } } },
  };
}

/** @returns the folder of so many stacks, of which every tenth is open */
function fleet(stacks) {
  const { folder, write } = temporaryFolder();
  for (let index = 0; index < stacks; index++) {
    const name = `stack${index}`;
    write(
      `team${index % 20}/stacks/${name}/cdk.tf.json`,
      stackDocument(name, index % 10 === 0),
    );
  }
  return folder;
}

module.exports = { fleet };
