import { PolicyPack } from '@pulumi/policy';
import type { ResourceValidationPolicy } from '@pulumi/policy';
import { acrPolicies } from 'azure-acr-policy-pack/pulumi';
import { privateOnly } from './private-only';

/** A policy that has nothing to do with registries, to show that they mix. */
const owner: ResourceValidationPolicy = {
  name: 'owner',
  description: 'A resource group names its owner.',
  enforcementLevel: 'mandatory',
  validateResource: ({ type, props }, reportViolation) => {
    if (type !== 'azure-native:resources:ResourceGroup') return;
    if (props['tags']?.owner === undefined) {
      reportViolation('Set tags: { owner: "<team>" }.');
    }
  },
};

new PolicyPack('contoso', {
  policies: [
    ...acrPolicies({
      // PrivateOnly asks for more, so one of the two is enough.
      rules: {
        'Azure.ACR.Firewall': 'disabled',
        'Azure.ACR.AdminUser': 'mandatory',
        'Azure.ACR.Retention': { level: 'advisory', minimumDays: 30 },
      },
      additionalRules: [privateOnly],
      exemptions: [
        {
          resource: 'urn:pulumi:*::downloads::*::public',
          reason: 'Images for customers, approved by the security board',
          expires: '2030-12-31',
        },
      ],
    }),
    owner,
  ],
});
