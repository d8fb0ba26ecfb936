import { defineRule } from '../../shared';
import {
  blockedBy,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';

const reason = 'Public images, approved by the security board';

const own = defineRule({
  name: 'Contoso.ACR.Nothing',
  ref: 'CONTOSO-1',
  title: 'No registries.',
  description: 'For the test.',
  severity: 'low',
  level: 'mandatory',
  pillar: 'Cost Optimization',
  azurePolicies: [],
  recommendation: 'Use another service.',
  url: 'https://example.com/nothing',
  violation: 'is a registry',
  evaluate: () => ({ outcome: 'fail', expected: [], need: 'all' }),
});

describe.each(libraryNames)(
  'exemptions of rules in additionalRules on %s',
  (name) => {
    const tools = toolkit(name);
    const { AcrPolicyAspect, Aspects, exemptFromAcrPolicy } = tools;

    const exemption = { rules: ['Contoso.ACR.Nothing'], reason };
    const newShop = () => {
      const app = newApp(tools);
      const shop = newStack(tools, app, 'shop');
      const registry = newRegistry(tools, shop, 'public', {
        publicNetworkAccessEnabled: false,
      });
      const synth = () => {
        app.synth();
      };
      return { app, shop, registry, synth };
    };

    test.each(['before', 'after'])('count when given %s', (when) => {
      const { app, registry, synth } = newShop();
      const enforce = () => {
        tools.enforceAcrPolicy(app, {
          additionalRules: [own],
          inCodeExemptions: 'allow',
        });
      };
      if (when === 'after') enforce();
      exemptFromAcrPolicy(registry, exemption);
      if (when === 'before') enforce();

      expect(blockedBy(synth)).toEqual([]);
      expect(verdictsBelow(app, own.name)).toEqual(['info shop/public']);
    });

    test('count for the aspect, too', () => {
      const { app, shop, registry, synth } = newShop();
      exemptFromAcrPolicy(registry, exemption);
      Aspects.of(shop).add(
        new AcrPolicyAspect({
          additionalRules: [own],
          inCodeExemptions: 'allow',
        }),
      );

      expect(blockedBy(synth)).toEqual([]);
      expect(verdictsBelow(app, own.name)).toEqual(['info shop/public']);
    });

    const unknown = { reason, rules: ['Contoso.ACR.Unknown'] };
    const message = 'exemptFromAcrPolicy: rules[0]';

    test('that no policy has are an error when the App is enforced', () => {
      const { app, registry } = newShop();
      exemptFromAcrPolicy(registry, unknown);

      expect(() => {
        tools.enforceAcrPolicy(app, {
          additionalRules: [own],
          inCodeExemptions: 'allow',
        });
      }).toThrow(message);
    });

    test('that no policy has are an error at the synthesis with an aspect', () => {
      const { shop, registry, synth } = newShop();
      exemptFromAcrPolicy(registry, unknown);
      Aspects.of(shop).add(new AcrPolicyAspect());

      expect(synth).toThrow(message);
    });

    test('what else is wrong is an error at once', () => {
      const { registry } = newShop();

      expect(() => {
        exemptFromAcrPolicy(registry, { ...unknown, reason: ' ' });
      }).toThrow('exemptFromAcrPolicy: reason');
      expect(() => {
        exemptFromAcrPolicy(registry, { ...unknown, rules: [1 as never] });
      }).toThrow(message);
    });
  },
);
