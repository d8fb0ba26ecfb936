import { asset } from '@pulumi/pulumi';
import { policies } from '../../pulumi-policy/policies';
import { toValue } from '../../pulumi-policy/properties';
import { Unknown } from '../../shared/model/value';
import { unknownOnWire } from '../support/wire';

// The SDK wraps what it hands to a policy in this; its types leave it out.
const { unknownCheckingProxy: handed } = jest.requireActual<{
  unknownCheckingProxy: (properties: object) => unknown;
}>('@pulumi/policy/proxy');

describe('the properties that the SDK hands to a policy', () => {
  test('become the same tree of values', () => {
    const properties = {
      sku: { name: 'Premium' },
      tags: null,
      adminUserEnabled: true,
      days: 7,
      ipRules: [{ value: '10.0.0.0/8' }, []],
    };
    expect(toValue(handed(properties))).toEqual(properties);
  });

  test('hold an unknown with its path and what the SDK raised', () => {
    const value = toValue(
      handed({ ipRules: [{ value: unknownOnWire }], location: 'westeurope' }),
    );
    expect(value).toEqual({
      ipRules: [{ value: expect.any(Unknown) as Unknown }],
      location: 'westeurope',
    });
    expect(value).toHaveProperty(
      'ipRules.0.value.reason',
      'ipRules.0.value waits for another resource',
    );
    expect(value).toHaveProperty(
      'ipRules.0.value.cause.message',
      "string value at .ipRules.0.value can't be known during preview",
    );
  });

  test('hold a secret that can not be read as an unknown, with its path', () => {
    expect(
      toValue(handed({ ipRules: [{ value: '[secret]' }] })),
    ).toHaveProperty(
      'ipRules.0.value.reason',
      "ipRules.0.value is a secret that can't be read",
    );
  });

  test('may be assets, of which nothing is read', () => {
    expect(
      toValue(handed({ file: new asset.StringAsset('hello'), days: 7 })),
    ).toMatchObject({ days: 7 });
  });
});

test('a fault in the reading of the properties blocks and is not thrown', () => {
  const policy = policies().find(({ name }) => name === 'Azure.ACR.Firewall');
  const report = jest.fn();
  if (policy === undefined || !('validateResource' in policy)) {
    throw new Error('no such policy');
  }
  const validate = policy.validateResource;
  if (typeof validate !== 'function') throw new Error('no validation');
  const broken = new Proxy(
    { sku: {} },
    {
      get: () => {
        throw new TypeError('the host is broken');
      },
    },
  );
  void validate(
    {
      type: 'azure-native:containerregistry:Registry',
      urn: 'urn',
      name: 'web',
      props: broken,
      opts: { ignoreChanges: [] },
      getConfig: () => ({}),
      notApplicable: () => {
        throw new Error('not applicable');
      },
    } as unknown as Parameters<typeof validate>[0],
    report,
  );
  expect(report.mock.calls).toEqual([
    [
      {
        enforcementLevel: 'mandatory',
        message: expect.stringContaining(
          'Azure.ACR.Firewall failed on container registry "web": TypeError: the host is broken',
        ) as string,
      },
    ],
  ]);
});
