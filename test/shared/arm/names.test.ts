import { readTemplate } from '../../../shared/arm';
import { acrName } from '../../../shared/rules/Azure.ACR.Name';
import { registry } from '../../support/arm';
import { findingsOf } from '../../support/findings';

test.each([
  ["[uniqueString('a')]", 'pass'],
  ["[concat('acr', uniqueString(resourceGroup().id))]", 'pass'],
  ["[toLower(format('acr{0}', take(uniqueString('a'), 5)))]", 'pass'],
  ["[replace(guid('a'), '-', '')]", 'pass'],
  ["[concat('my-acr-', uniqueString('a'))]", 'unknown'],
  ["[guid('a')]", 'unknown'],
  ["[concat(utcNow(), uniqueString('a'))]", 'unknown'],
])('the name %s has a known shape: %s', (name, outcome) => {
  const [finding] = findingsOf(
    [acrName],
    { type: 't', address: 'a', name: 'n' },
    () => readTemplate({ resources: [registry({}, { name })] }),
  );
  expect(finding?.outcome).toBe(outcome);
});
