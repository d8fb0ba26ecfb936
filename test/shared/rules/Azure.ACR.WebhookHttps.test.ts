import { azureNativeResources } from '../../../shared/dialects/arm';
import { azurermChildren } from '../../../shared/dialects/azurerm';
import { judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.WebhookHttps');

test.each([
  { situation: 'over HTTP', uri: 'http://a.example.com', outcome: 'fail' },
  { situation: 'over HTTPS', uri: 'https://a.example.com', outcome: 'pass' },
  { situation: 'in capitals', uri: 'HTTPS://a.example.com', outcome: 'pass' },
  { situation: 'of another scheme', uri: 'ftp://a.example', outcome: 'fail' },
  { situation: 'that is no text', uri: 7, outcome: 'fail' },
  { situation: 'that is not known yet', uri: unknown, outcome: 'unknown' },
  { situation: 'set elsewhere', uri: undefined, outcome: 'unknown' },
])('an address $situation: $outcome', ({ uri, outcome }) => {
  expect(
    judge(azureNativeResources.webhook, { serviceUri: uri }, rule).outcome,
  ).toBe(outcome);
  expect(
    judge(azurermChildren.webhook, { service_uri: uri }, rule).outcome,
  ).toBe(outcome);
});

test('does not print the address, which may hold a key', () => {
  const { message, reasons } = judge(
    azureNativeResources.webhook,
    { serviceUri: 'http://a.example.com?code=secret' },
    rule,
  );
  expect(JSON.stringify([message, reasons])).not.toContain('example.com');
  expect(message).toContain(
    'Webhook "web" calls its receiver without TLS: serviceUri does not start with https://.\n' +
      'Fix: serviceUri must start with https://.',
  );
});
