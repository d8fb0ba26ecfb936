import * as azure from '@pulumi/azure-native';
import { PolicyPack, validateResourceOfType } from '@pulumi/policy';

// As Pulumi's own documentation writes a policy.
new PolicyPack('naive', {
  policies: [
    {
      name: 'closed-registry',
      description: 'A registry should not be open to any network.',
      enforcementLevel: 'mandatory',
      validateResource: validateResourceOfType(
        azure.containerregistry.Registry,
        (registry, _, reportViolation) => {
          if (
            registry.publicNetworkAccess !== 'Disabled' &&
            registry.networkRuleSet?.defaultAction !== 'Deny'
          ) {
            reportViolation('The registry is open.');
          }
        },
      ),
    },
  ],
});
