import { describePack, premium, registryType } from '../support/booted-pack';
import { unknown } from '../support/neutral';
import { secretOnWire, unknownOnWire } from '../support/wire';

describePack((pack) => {
  describe('a value that is not known yet', () => {
    test('is reported by an advisory that says what waits for what', async () => {
      expect(
        await pack.report({ ...premium, networkRuleSet: unknownOnWire }),
      ).toEqual([
        {
          policy: 'Azure.ACR.Firewall',
          level: 'advisory',
          message:
            'Container registry "web" can\'t be checked yet: networkRuleSet.defaultAction is unknown (networkRuleSet waits for another resource). ' +
            'The azure-native SDK holds back all of networkRuleSet if one value in it is an output; plain values are checked at preview. ' +
            'It is checked again at pulumi up, before the registry is created or changed.',
        },
      ]);
    });

    test('of another SDK is not blamed on azure-native', async () => {
      const { messages } = await pack.judge(
        { sku: 'Premium', networkRuleSet: unknownOnWire },
        'azure:containerservice/registry:Registry',
      );
      expect(messages.join()).toContain('networkRuleSet waits for another');
      expect(messages.join()).not.toContain('SDK');
    });

    test('inside a rule set that is known is not blamed on the SDK', async () => {
      const [finding] = await pack.report({
        ...premium,
        networkRuleSet: { defaultAction: unknownOnWire },
      });
      expect(finding?.message).toContain('waits for another resource');
      expect(finding?.message).not.toContain('SDK');
    });

    test.each([
      {
        situation: 'public access beside a known Deny',
        properties: {
          publicNetworkAccess: unknown,
          networkRuleSet: { defaultAction: 'Deny' },
        },
        outcome: 'pass',
      },
      {
        situation: 'rule set beside disabled public access',
        properties: {
          publicNetworkAccess: 'Disabled',
          networkRuleSet: unknown,
        },
        outcome: 'pass',
      },
      {
        situation: 'IP range beside a known Deny',
        properties: {
          networkRuleSet: {
            defaultAction: 'Deny',
            ipRules: [{ iPAddressOrRange: unknown }],
          },
        },
        outcome: 'pass',
      },
      {
        situation: 'location, which the rule does not look at',
        properties: { location: unknown },
        outcome: 'fail',
      },
      {
        situation: 'SKU',
        properties: { sku: unknown },
        outcome: 'unknown',
      },
      {
        situation: 'secret of which nothing is known',
        properties: { publicNetworkAccess: secretOnWire(unknown) },
        outcome: 'unknown',
      },
    ])('$situation: $outcome', async ({ properties, outcome }) => {
      expect(await pack.judge({ ...premium, ...properties })).toMatchObject({
        outcome,
      });
    });
  });

  describe('a secret', () => {
    test('that can be read is evaluated by its value', async () => {
      expect(
        await pack.judge({
          ...premium,
          networkRuleSet: secretOnWire({ defaultAction: 'Deny' }),
        }),
      ).toMatchObject({ outcome: 'pass' });
    });

    test('is never printed', async () => {
      const { messages } = await pack.judge({
        ...premium,
        publicNetworkAccess: secretOnWire('hunter2'),
        networkRuleSet: secretOnWire({ defaultAction: 'hunter2' }),
      });
      expect(messages).toEqual([
        expect.stringContaining('publicNetworkAccess is a sensitive value'),
      ]);
      expect(messages.join()).not.toContain('hunter2');
    });

    test('is not printed where other registries have an IP range', async () => {
      const open = { iPAddressOrRange: '96.0.0.0/1' };
      const analyze = async (ipRules: unknown) => {
        const { diagnostics } = await pack.analyzer.analyze({
          type: registryType,
          name: 'web',
          properties: {
            ...premium,
            networkRuleSet: { defaultAction: 'Deny', ipRules },
          },
        });
        return diagnostics.map(({ message }) => message).join();
      };
      expect(await analyze(secretOnWire([open]))).toContain(
        'networkRuleSet.ipRules is a sensitive value',
      );
      expect(await analyze([open])).toContain('allows "96.0.0.0/1"');
    });

    test('that policy analyze can not decrypt is unknown', async () => {
      const { outcome, messages } = await pack.judge({
        ...premium,
        networkRuleSet: '[secret]',
      });
      expect(outcome).toBe('unknown');
      expect(messages).toEqual([
        expect.stringContaining(
          "networkRuleSet is a secret that can't be read",
        ),
      ]);
    });
  });

  describe('odd input gets a verdict', () => {
    test.each([
      {
        situation: 'external resource in policy analyze, without properties',
        properties: {},
        outcome: 'notApplicable',
      },
      {
        situation: 'SKU of the wrong type',
        properties: { sku: 7 },
        outcome: 'unknown',
      },
      {
        situation: 'SKU that is null',
        properties: { sku: null },
        outcome: 'unknown',
      },
      {
        situation: 'rule set of the wrong type',
        properties: { ...premium, networkRuleSet: 'x' },
        outcome: 'fail',
      },
      {
        situation: 'rule set that is a list',
        properties: { ...premium, networkRuleSet: [{ defaultAction: 'Deny' }] },
        outcome: 'fail',
      },
      {
        situation: 'settings that are null',
        properties: {
          ...premium,
          publicNetworkAccess: null,
          networkRuleSet: { defaultAction: null },
        },
        outcome: 'fail',
      },
      {
        situation: 'setting under the key __proto__',
        properties: {
          ...premium,
          ...(JSON.parse(
            '{"__proto__": {"publicNetworkAccess": "Disabled"}}',
          ) as object),
        },
        outcome: 'fail',
      },
      {
        situation: 'asset beside the settings',
        properties: {
          ...premium,
          readme: {
            '4dabf18193072939515e22adb298388d':
              'c44067f5952c0a294b673a41bacd8c17',
            text: 'hello',
          },
        },
        outcome: 'fail',
      },
    ])('$situation: $outcome', async ({ properties, outcome }) => {
      expect(await pack.judge(properties)).toMatchObject({ outcome });
    });
  });
});
