'use strict';

/** The configuration of the command line that judges by Azure.ACR.Firewall alone. */
function firewallOnly() {
  const { rules } = require('../../dist/shared');
  return {
    rules: Object.fromEntries(
      rules
        .filter(({ name }) => name !== 'Azure.ACR.Firewall')
        .map(({ name }) => [name, 'disabled']),
    ),
  };
}

module.exports = { firewallOnly };
