import { loadPolicySdk } from './load-sdk';
import { policies } from './policies';

const { PolicyPack } = loadPolicySdk();

// Starts the policy server: Pulumi loads this file, the package's main, to boot
// the pack. Everything else in the package can be imported without effect.
new PolicyPack('azure-acr', {
  displayName: 'Azure Container Registry',
  description: 'No Azure Container Registry with open network access.',
  provider: 'azure',
  tags: ['azure', 'container-registry', 'security'],
  policies: policies(),
});
