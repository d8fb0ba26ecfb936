import { read } from '../../support/terraform-reading';

/** Declares a resource of each type. */
const declaring = (...types: string[]) => ({
  resource: Object.fromEntries(types.map((type) => [type, { web: {} }])),
});

describe("resources of Pulumi's own providers", () => {
  test.each([
    'azure-native_containerregistry_registry',
    'azure-native_containerregistry_v20230701_registry',
    'azure-native_containerregistry_cacherule',
    'azure_containerservice_registry',
    'azure_containerservice_registry_webhook',
  ])('of the type %s are left to the policy pack', (type) => {
    const { notEvaluated, reasons } = read(declaring(type));
    expect(notEvaluated).toEqual([`${type}.web`]);
    expect(reasons).toEqual([
      expect.stringContaining('pulumi preview --policy-pack'),
    ]);
  });

  test('are not reported if they are neither registries nor their children', () => {
    const others = declaring(
      'azure-native_containerregistry_scopemap',
      'azure-native_containerservice_managedcluster',
      'azure_containerservice_kubernetescluster',
    );
    expect(read(others).reasons).toEqual([]);
  });
});
