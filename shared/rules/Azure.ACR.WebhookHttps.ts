import type { Ternary } from '../model/kleene';
import type { FieldValue } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isChild } from './utils/selectors';

/** A webhook calls its receiver over TLS. */
export const acrWebhookHttps = defineRule({
  name: 'Azure.ACR.WebhookHttps',
  ref: 'AAP-000012',
  title: 'Call the receivers of webhooks over HTTPS',
  description:
    'A webhook sends the names of repositories and tags, and the headers that its receiver trusts. Over HTTP anyone on the way can read and change them.',
  severity: 'medium',
  level: 'disabled',
  kinds: ['webhook'],
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation: 'Consider a receiver with a certificate.',
  url: 'https://learn.microsoft.com/azure/container-registry/container-registry-webhook',
  violation: 'calls its receiver without TLS',
  evaluate: (webhook) =>
    requireAll(webhook, isChild, [
      {
        field: 'serviceUri',
        must: 'start with https://',
        meets: ({ serviceUri }) => isHttps(serviceUri.value),
        // The address itself may hold a key.
        found: () => 'does not start with https://',
      },
    ]),
});

const scheme = 'https://';

/** The start of an address may be known if the rest is not. */
function isHttps(uri: FieldValue): Ternary {
  if (uri.state === 'absent') return 'no';
  const text = uri.state === 'unknown' ? uri.unknown.prefix : uri.value;
  if (typeof text !== 'string') return 'no';
  const start = text.slice(0, scheme.length).toLowerCase();
  if (start === scheme) return 'yes';
  return uri.state === 'unknown' && scheme.startsWith(start) ? 'unknown' : 'no';
}
