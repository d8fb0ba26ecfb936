import { answerIrrelevantResources } from './sdk/answer-irrelevant-resources';
import { stripIrrelevantProperties } from './sdk/strip-irrelevant-properties';
import { loadPolicySdk, requireFromSdk } from './sdk/lazy-policy-sdk';
import { missingSdkText } from './sdk/missing-sdk';
import { policies } from './policies';

/**
 * Starts the policy server, which prints the port that it listens on. The SDK
 * reads the pack's version from the package.json of the working directory.
 * Ends the process if the SDK is not installed.
 */
export function servePack(): void {
  const { PolicyPack } = loadOrExit();
  const load = requireFromSdk();
  stripIrrelevantProperties(load);
  answerIrrelevantResources(load);
  new PolicyPack('azure-acr', {
    displayName: 'Azure Container Registry',
    description: 'No Azure Container Registry with open network access.',
    provider: 'azure',
    tags: ['azure', 'container-registry', 'security'],
    policies: policies(),
  });
}

function loadOrExit(): ReturnType<typeof loadPolicySdk> {
  try {
    return loadPolicySdk();
  } catch (error) {
    const text = missingSdkText(error);
    if (text === undefined) throw error;
    console.error(text);
    return process.exit(1);
  }
}
