import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRestricted } from './utils/selectors';

/** A closed registry still lets Microsoft's trusted services in. */
export const acrTrustedServices = defineRule({
  name: 'Azure.ACR.TrustedServices',
  ref: 'AAP-000003',
  title: 'Let trusted services into restricted container registries',
  description:
    'A registry that is closed to the public network is closed to Microsoft Defender for Cloud too, which then scans none of its images, unless it lets trusted services in.',
  severity: 'medium',
  level: 'advisory',
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider letting trusted services in where Defender for Cloud scans your images. Turn the rule off where nothing of Microsoft’s is wanted inside.',
  url: 'https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services',
  violation: 'locks out the services that scan its images',
  evaluate: (registry) =>
    requireAny(registry, isRestricted, [
      {
        field: 'networkRuleBypassOptions',
        value: 'AzureServices',
      },
    ]),
});
