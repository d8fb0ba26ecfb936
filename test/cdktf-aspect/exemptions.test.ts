import {
  annotationsBelow,
  blockedBy,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import type { AcrPolicyOptions } from '../../cdktf-aspect/cdktf';

const allow: AcrPolicyOptions = { inCodeExemptions: 'allow' };
const reason = 'Public images, approved by the security board';

describe.each(libraryNames)('exemptions on %s', (name) => {
  const tools = toolkit(name);
  const { AcrPolicyAspect, Aspects, exemptFromAcrPolicy } = tools;

  /** The stack `shop` with the open registries `public` and `other`. */
  const program = (options: AcrPolicyOptions = {}) => {
    const app = newApp(tools);
    const shop = newStack(tools, app, 'shop');
    const registry = newRegistry(tools, shop, 'public');
    newRegistry(tools, shop, 'other');
    tools.enforceAcrPolicy(app, options);
    const synth = () => {
      app.synth();
    };
    return { app, shop, registry, synth };
  };

  describe('in code, beyond the limits of the options, do not count', () => {
    const now = () => new Date('2026-06-01T12:00:00Z');
    const rules = ['Azure.ACR.Firewall'];
    test.each([
      [
        'no end',
        { rules, reason },
        { requireExpiry: true },
        'expires is missing',
      ],
      [
        'a late end',
        { rules, reason, expires: '2027-06-01' },
        { maxDays: 90 },
        'exemptionLimits.maxDays is 90',
      ],
      [
        'another rule',
        { rules, reason },
        { rules: ['Azure.ACR.Name'] },
        'exemptionLimits.rules allows only "Azure.ACR.Name"',
      ],
      [
        'all rules',
        { reason },
        { rules: ['Azure.ACR.Name'] },
        'rules is missing',
      ],
    ])('%s', (_, exemption, exemptionLimits, message) => {
      const { app, registry, synth } = program({
        ...allow,
        exemptionLimits,
        now,
      });
      exemptFromAcrPolicy(registry, exemption);
      expect(blockedBy(synth)).toEqual(['shop/public', 'shop/other']);
      const [first = ''] = annotationsBelow(app).map((each) => each.message);
      expect(first).toContain(`exemption in code does not count: `);
      expect(first).toContain(message);
    });

    test('those within them do', () => {
      const { registry, synth } = program({
        ...allow,
        exemptionLimits: { maxDays: 90, rules },
        now,
      });
      exemptFromAcrPolicy(registry, { rules, reason, expires: '2026-08-01' });
      expect(blockedBy(synth)).toEqual(['shop/other']);
    });
  });

  describe('in the options', () => {
    test.each([
      ['the construct path', 'shop/public'],
      ['a glob', 'shop/pub*'],
      ['the Terraform address', 'azurerm_container_registry.public'],
    ])('name a registry by %s', (_, resource) => {
      const { app, synth } = program({ exemptions: [{ resource, reason }] });

      expect(blockedBy(synth)).toEqual(['shop/other']);
      expect(verdictsBelow(app)).toEqual([
        'info shop/public',
        'error shop/other',
      ]);
    });

    test('accept the rules that they name, and no others', () => {
      const { app, synth } = program({
        rules: { 'Azure.ACR.Quarantine': 'mandatory' },
        exemptions: [
          { resource: 'shop/*', rules: ['Azure.ACR.Firewall'], reason },
        ],
      });

      expect(blockedBy(synth)).toEqual(['shop/public', 'shop/other']);
      expect(verdictsBelow(app)).toEqual([
        'info shop/public',
        'info shop/other',
      ]);
    });

    test.each([
      ['the day before', '2027-01-30T12:00:00Z', 'info'],
      ['that day', '2027-01-31T23:59:59Z', 'info'],
      ['the day after', '2027-02-01T00:00:00Z', 'error'],
    ])('that expire, on %s', (_, now, level) => {
      const { app, synth } = program({
        exemptions: [{ resource: 'shop/*', reason, expires: '2027-01-31' }],
        now: () => new Date(now),
      });

      blockedBy(synth);

      expect(annotationsBelow(app)[0]).toMatchObject({
        level,
        message: expect.stringContaining('2027-01-31') as string,
      });
    });

    test('can not be claimed by an override of the stack', () => {
      const { app, shop, synth } = program({
        exemptions: [{ resource: 'shop/public', reason }],
      });
      shop.addOverride(
        'resource.azurerm_container_registry.other.//.metadata.path',
        'shop/public',
      );
      shop.addOverride('resource.azurerm_container_registry.smuggled', {
        sku: 'Premium',
        '//': { metadata: { path: 'shop/public' } },
      });

      expect(blockedBy(synth)).toEqual(['shop', 'shop/other']);
      expect(verdictsBelow(app)).toEqual([
        'error shop',
        'info shop/public',
        'error shop/other',
      ]);
    });
  });

  describe('in code', () => {
    test('accept a registry, and say so with the reason', () => {
      const { app, registry, synth } = program(allow);
      exemptFromAcrPolicy(registry, { reason, expires: '2999-12-31' });

      expect(blockedBy(synth)).toEqual(['shop/other']);
      expect(annotationsBelow(app)[0]).toMatchObject({
        path: 'shop/public',
        level: 'info',
        message: expect.stringMatching(
          `^Container registry "public" is exempt from Azure.ACR.Firewall until 2999-12-31: "${reason}"`,
        ) as string,
      });
    });

    test('accept all that lies below', () => {
      const { shop, synth } = program(allow);
      exemptFromAcrPolicy(shop, { rules: ['Azure.ACR.Firewall'], reason });

      expect(blockedBy(synth)).toEqual([]);
    });

    test('count for the aspect, too', () => {
      const app = newApp(tools);
      const shop = newStack(tools, app, 'shop');
      Aspects.of(shop).add(new AcrPolicyAspect(allow));
      exemptFromAcrPolicy(newRegistry(tools, shop, 'public'), { reason });

      app.synth();

      expect(verdictsBelow(app)).toEqual(['info shop/public']);
    });

    test('that are expired are told with what they accepted', () => {
      const { app, registry, synth } = program(allow);
      exemptFromAcrPolicy(registry, { reason, expires: '2020-02-29' });

      expect(blockedBy(synth)).toEqual(['shop/public', 'shop/other']);
      expect(annotationsBelow(app)[0]?.message).toContain(
        `Its exemption ("${reason}") expired on 2020-02-29.`,
      );
    });

    test.each<AcrPolicyOptions>([{}, { inCodeExemptions: 'forbid' }])(
      'do not count with %j, and that is reported',
      (options) => {
        const { app, registry, synth } = program(options);
        exemptFromAcrPolicy(registry, { reason });

        expect(blockedBy(synth)).toEqual(['shop/public', 'shop/other']);
        expect(annotationsBelow(app)[0]?.message).toContain(
          'inCodeExemptions is "forbid"',
        );
        expect(annotationsBelow(app)[1]?.message).not.toContain('forbid');
      },
    );

    test.each([
      ['a blank reason', { reason: ' ' }, 'reason'],
      ['no reason', {}, 'reason is missing'],
      ['an unknown rule', { reason, rules: ['Azure.ACR.Fire'] }, 'rules[0]'],
      ['an impossible date', { reason, expires: '2027-02-30' }, 'expires'],
      ['an unknown property', { reason, until: '2027-01-01' }, 'until'],
    ])('%s is an error', (_, exemption, message) => {
      const { registry } = program();

      expect(() => {
        exemptFromAcrPolicy(registry, exemption as never);
      }).toThrow(`exemptFromAcrPolicy: ${message}`);
    });

    test('what is no construct is an error', () => {
      expect(() => {
        exemptFromAcrPolicy(undefined as never, { reason });
      }).toThrow('exemptFromAcrPolicy: expected a construct.');
    });
  });
});
