import type { JsonObject } from '../../../shared/json/json';
import { readConfiguration } from '../../../shared/terraform/configuration';
import type { NamingStyle } from '../../../shared/terraform/resource-types';
import type { NotEvaluated } from '../../../shared/model/not-evaluated';
import type { Body } from '../../support/terraform';

function unreadIn(
  call: Body,
  words: NamingStyle = 'terraform',
  locals: Body = {},
): NotEvaluated[] {
  const entries: NotEvaluated[] = [];
  const document = { locals, module: { acr: call } } as unknown as JsonObject;
  readConfiguration(document, words, (entry) => entries.push(entry));
  return entries;
}

describe('a call of a module that is not read', () => {
  test.each([
    './acr',
    '../modules/acr',
    'claranet/acr/azurerm',
    'app.terraform.io/contoso/acr/azurerm',
    'git::https://example.com/acme/terraform-azurerm-acr.git?ref=v1.2.0',
    'github.com/contoso/terraform-azurerm-acr',
    'https://example.com/acr.zip',
    's3::https://s3.amazonaws.com/modules/acr.zip',
    'Azure/avm-ptn-aks-production/azurerm',
    'Azure/aks/azurerm',
    'contoso/avm-res-storage-storageaccount/azurerm',
    'app.terraform.io/Azure/avm-res-storage-storageaccount/azurerm',
    'github.com/Azure/terraform-azurerm-avm-res-storage-storageaccount',
    'Azure/naming/aws',
  ])('is reported once, with its source %s', (source) => {
    expect(unreadIn({ source })).toEqual([
      {
        address: 'module.acr',
        path: ['module', 'acr'],
        reason: expect.stringContaining(`"${source}"`) as string,
      },
    ]);
  });

  test.each([
    'Azure/avm-res-storage-storageaccount/azurerm',
    'azure/AVM-res-keyvault-vault/azurerm//modules/key',
    'registry.terraform.io/Azure/avm-res-storage-storageaccount/azurerm',
    'registry.opentofu.org/Azure/avm-res-storage-storageaccount/azurerm',
    'Azure/avm-res-containerregistry-registry/azurerm//modules/scope-map',
    'Azure/naming/azurerm',
    'cloudposse/label/null',
  ])('is not reported if it declares no registry: %s', (source) => {
    expect(unreadIn({ source })).toEqual([]);
  });

  const workspace = 'Azure/avm-res-machinelearningservices-workspace/azurerm';

  test.each<[version: string | undefined, entries: number]>([
    [undefined, 0],
    ['0.5.0', 0],
    ['~> 0.4', 0],
    ['>= 0.4.0', 0],
    ['0.4.0', 1],
    ['~> 0.4.1', 1],
    ['< 0.5.0', 1],
  ])(
    'is reported if its version declares a registry: %s',
    (version, entries) => {
      expect(unreadIn({ source: workspace, version })).toHaveLength(entries);
    },
  );

  test('is not reported if it is not made', () => {
    expect(unreadIn({ source: './acr', count: 0 })).toEqual([]);
    expect(unreadIn({ source: './acr', for_each: {} })).toEqual([]);
    expect(
      unreadIn({ source: './acr', count: '${local.n}' }, 'terraform', { n: 0 }),
    ).toEqual([]);
    expect(unreadIn({ source: './acr', count: '${var.n}' })).toHaveLength(1);
  });

  test('is reported if its source is unknown or left out', () => {
    expect(unreadIn({ source: '${var.source}' })).toHaveLength(1);
    expect(unreadIn({})).toHaveLength(1);
  });

  test('is reported with what to do next', () => {
    expect(unreadIn({ source: './acr' })[0]?.reason).toBe(
      'its source "./acr" is not read, and the module may declare registries. Check the plan: terraform plan -out=tfplan && terraform show -json tfplan | acr-policy check -',
    );
  });
});
