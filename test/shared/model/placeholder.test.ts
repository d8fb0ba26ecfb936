import { fillPlaceholders } from '../../../shared/model/placeholder';
import { Unknown } from '../../../shared/model/value';
import { startProcessorTime } from '../../support/processor-time';

describe('fillPlaceholders', () => {
  it.each([
    ['azd', '${ACR_SKU}'],
    ['azd, with a function', '${ACR_SKU^^}'],
    ['azd, with a default that is a placeholder', '${ACR_SKU=${OTHER}}'],
    ['envsubst', '$ACR_SKU'],
    ['GitHub Actions', '${{ vars.ACR_SKU }}'],
    ['a macro of Azure Pipelines', '$(acr.sku)'],
    ['an expression of Azure Pipelines', "$[variables['acrSku']]"],
    ['Replace Tokens', '#{AcrSku}#'],
    ['Replace Tokens, transformed', '#{lower(AcrSku)}#'],
    ['Octopus', '#{Acr.Sku | ToLower}'],
    ['double braces', '{{ acr_sku }}'],
    ['double underscores', '__ACR_SKU__'],
    ['hashes', '#AcrSku#'],
    ['at signs', '@@AcrSku@@'],
    ['percent signs', '%ACR_SKU%'],
    ['tilde', '~{AcrSku}~'],
    ['angle brackets', '<your sku>'],
    ['a quickstart template', 'GEN-UNIQUE-13'],
  ])('takes the placeholder of %s for unknown', (_, text) => {
    expect(fillPlaceholders(text)).toBeInstanceOf(Unknown);
    expect(fillPlaceholders(`acr${text}.west`)).toBeInstanceOf(Unknown);
  });

  it.each([
    ['${ACR_SKU=Premium}', 'Premium'],
    ['${ACR_SKU:=Premium}', 'Premium'],
    ['${ACR_SKU:-Premium}', 'Premium'],
    ['${ACR_SKU-Premium}', 'Premium'],
    ['${ACR_SKU=}', ''],
    ['acr${ENV=dev}${N=01}x', 'acrdev01x'],
  ])('fills %s with its default', (text, filled) => {
    expect(fillPlaceholders(text)).toBe(filled);
  });

  it('takes a text of which one placeholder has no default for unknown, and names that', () => {
    expect(fillPlaceholders('acr${ENV=dev}$(n)')).toMatchObject({
      reason: 'the placeholder $(n) is filled in elsewhere',
    });
  });

  it.each([
    '',
    'Premium',
    ' Premium ',
    'premium-v2',
    'disabled-please',
    'a_b',
    'a__b',
    '10.0.0.0/8',
    'fd00::/8',
    'West Europe',
    'C#',
    '50%',
    '{}',
    '$',
    '__',
    '____',
    'urn:pulumi:dev::web::azure-native:containerregistry:Registry::main',
  ])('leaves %j as it is', (text) => {
    expect(fillPlaceholders(text)).toBe(text);
  });

  it.each(['${', '$(', '__a_', '#{', '{{', '<', '@a', '%a', '#a', 'GEN-A-'])(
    'takes linear time for many times %j',
    (part) => {
      const elapsed = startProcessorTime();
      fillPlaceholders(part.repeat(100_000));
      expect(elapsed()).toBeLessThan(1500);
    },
  );
});
