'use strict';

/** The rules of a network security group; Azure and azurerm name their settings alike. */
const securityRules = (count) =>
  Array.from({ length: count }, (_, rule) => ({
    name: `allow-${rule}`,
    priority: 100 + rule,
    access: 'Allow',
    direction: 'Inbound',
    protocol: 'Tcp',
    sourceAddressPrefix: `10.${rule}.0.0/16`,
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: String(8000 + rule),
  }));

module.exports = { securityRules };
