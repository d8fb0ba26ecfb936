import { observedText } from '../../../shared/messages/observed';
import { dialects, judge, ruleNamed } from '../../support/core';

test('an attribute that two fields share is printed once', () => {
  const finding = judge(
    dialects.azurerm,
    { sku: 'Basic' },
    ruleNamed('Azure.ACR.MinSku'),
  );
  expect(observedText([finding])).toBe(
    'Azure.ACR.MinSku (high): sku is "Basic"',
  );
});

test('rules that saw the same share a line', () => {
  const findings = ['Azure.ACR.MinSku', 'Azure.ACR.MinSku'].map((name) =>
    judge(dialects.azurerm, { sku: 'Basic' }, ruleNamed(name)),
  );
  expect(observedText(findings)).toBe(
    'Azure.ACR.MinSku (high), Azure.ACR.MinSku (high): sku is "Basic"',
  );
});
