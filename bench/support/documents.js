'use strict';
// Documents of registries for a gate in CI: what CDKTF writes, and a plan of
// Terraform's.
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** A registry as open as it is by default, or closed. */
const attributes = (index, isOpen, range = '203.0.113.0/24') => ({
  name: `shop${index}`,
  network_rule_set: [
    {
      default_action: isOpen ? 'Allow' : 'Deny',
      ip_rule: [{ action: 'Allow', ip_range: range }],
    },
  ],
  public_network_access_enabled: true,
  sku: 'Premium',
  tags: { env: 'prod', team: 'shop' },
});

/** A network of its own for each registry. */
const ownRange = (index) =>
  `10.${index >> 12}.${(index >> 4) & 255}.${(index & 15) * 16}/28`;

/**
 * @param rangeOf the network that a registry's firewall allows; left out: the
 *   same for all, so that they differ in names alone
 * @returns what CDKTF writes for a stack
 */
function cdktfStack(registries, isOpen, rangeOf = () => undefined) {
  const byName = {};
  for (let index = 0; index < registries; index++) {
    const name = `registry_${index}`;
    byName[name] = {
      '//': { metadata: { path: `shop/${name}`, uniqueId: name } },
      location: '${azurerm_resource_group.shop.location}',
      resource_group_name: '${azurerm_resource_group.shop.name}',
      ...attributes(index, isOpen, rangeOf(index)),
    };
  }
  return {
    '//': { metadata: { backend: 'local', stackName: 'shop' }, outputs: {} },
    resource: { azurerm_container_registry: byName },
    terraform: { required_providers: { azurerm: { source: 'azurerm' } } },
  };
}

/** @returns what `terraform show -json` prints of a plan */
function plan(registries, isOpen) {
  const provider = 'registry.terraform.io/hashicorp/azurerm';
  const resources = Array.from({ length: registries }, (_, index) => ({
    address: `azurerm_container_registry.registry_${index}`,
    mode: 'managed',
    type: 'azurerm_container_registry',
    name: `registry_${index}`,
    provider_name: provider,
    values: {
      location: 'westeurope',
      resource_group_name: 'shop',
      ...attributes(index, isOpen),
    },
  }));
  return {
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: resources.map((each) => ({ ...each, schema_version: 2 })),
      },
    },
    resource_changes: resources.map(({ values, ...each }) => ({
      ...each,
      change: {
        actions: ['create'],
        before: null,
        after: values,
        after_unknown: { id: true, login_server: true },
      },
    })),
    configuration: {
      provider_config: { azurerm: { name: 'azurerm', full_name: provider } },
      root_module: {
        resources: resources.map(({ address, mode, type, name }) => ({
          address,
          mode,
          type,
          name,
          provider_config_key: 'azurerm',
        })),
      },
    },
  };
}

/** A folder that is gone when the process is; `write` puts files into it. */
function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return {
    folder,
    write: (name, content) => {
      const file = join(folder, name);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(
        file,
        typeof content === 'string'
          ? content
          : JSON.stringify(content, null, 2),
      );
      return file;
    },
  };
}

module.exports = { cdktfStack, ownRange, plan, temporaryFolder };
