import { acrPolicies, policies } from '../../pulumi-policy/policies';
import { Unknown } from '../../shared';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import { acrMinSku } from '../../shared/rules/Azure.ACR.MinSku';
import { acrRepositoryToken } from '../../shared/rules/Azure.ACR.RepositoryToken';
import { evaluateRule } from '../../shared/testing';

describe('evaluateRule', () => {
  test.each([
    [
      'Microsoft.ContainerRegistry/registries',
      (isOpen: boolean) => ({
        sku: { name: 'Premium' },
        properties: { publicNetworkAccess: isOpen ? 'Enabled' : 'Disabled' },
      }),
    ],
    [
      'azurerm_container_registry',
      (isOpen: boolean) => ({
        sku: 'Premium',
        public_network_access_enabled: isOpen,
      }),
    ],
    [
      'azure-native:containerregistry:Registry',
      (isOpen: boolean) => ({
        sku: { name: 'Premium' },
        publicNetworkAccess: isOpen ? 'Enabled' : 'Disabled',
      }),
    ],
  ])('evaluates %s', (type, propertiesOf) => {
    const evaluated = (isOpen: boolean) =>
      evaluateRule(acrFirewall, { type, properties: propertiesOf(isOpen) });
    expect(evaluated(true)).toMatchObject({ outcome: 'fail', effect: 'block' });
    expect(evaluated(true).message).toContain('Fix: ');
    expect(evaluated(false)).toMatchObject({ outcome: 'pass' });
  });

  test.each([
    'Microsoft.ContainerRegistry/registries/tokens@2025-11-01',
    'azure-native:containerregistry:Token',
  ])('evaluates the child %s', (type) => {
    const evaluated = (status: string) => {
      const own = type.startsWith('M')
        ? { properties: { status } }
        : { status };
      return evaluateRule(acrRepositoryToken, { type, properties: own })
        .outcome;
    };
    expect(['enabled', 'disabled'].map(evaluated)).toEqual(['fail', 'pass']);
  });

  test('takes options and unknown values', () => {
    const type = 'azurerm_container_registry';
    const standard = { type, properties: { sku: 'Standard' } };
    expect(evaluateRule(acrMinSku, standard).outcome).toBe('pass');
    expect(
      evaluateRule(acrMinSku, { ...standard, options: { minimum: 'Premium' } })
        .outcome,
    ).toBe('fail');
    const properties = { sku: new Unknown('a test says so') };
    expect(evaluateRule(acrMinSku, { type, properties }).outcome).toBe(
      'unknown',
    );
  });

  test('refuses a type that declares no registry', () => {
    expect(() =>
      evaluateRule(acrFirewall, { type: 'azurerm_subnet', properties: {} }),
    ).toThrow('azurerm_subnet is none. Fix: ');
  });
});

test('acrPolicies are the policies', () => {
  const names = acrPolicies({ preset: 'strict' }).map(({ name }) => name);
  expect(names).toEqual(policies({ preset: 'strict' }).map(({ name }) => name));
});
