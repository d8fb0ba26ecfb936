import { Analyzer } from '../support/analyzer';
import { buildExample } from '../support/example';
import type { Example } from '../support/example';

describe("the example of a company's policy pack", () => {
  let example: Example;
  let pack: Analyzer;

  beforeAll(async () => {
    example = buildExample('company-policy-pack');
    pack = await Analyzer.boot(example.folder);
  });
  afterAll(async () => {
    await pack.close();
    example.remove();
  });

  const blockedBy = async (
    type: string,
    properties: Record<string, unknown>,
    urn?: string,
  ) => {
    const { diagnostics } = await pack.analyze({
      type,
      properties,
      ...(urn === undefined ? {} : { urn }),
    });
    return diagnostics
      .filter(({ level }) => level === 'mandatory')
      .map(({ policy }) => policy);
  };
  const registry = 'azure-native:containerregistry:Registry';
  const firewalled = {
    sku: { name: 'Premium' },
    networkRuleSet: { defaultAction: 'Deny' },
  };

  test('has policies of the package and of its own', async () => {
    const { policiesList } = await pack.info();
    const names = policiesList.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Azure.ACR.AdminUser',
        'Contoso.ACR.PrivateOnly',
        'owner',
      ]),
    );
  });

  test('evaluates its own rule, on every way to declare a registry', async () => {
    expect(await blockedBy(registry, firewalled)).toEqual([
      'Contoso.ACR.PrivateOnly',
    ]);
    expect(
      await blockedBy('azure:containerservice/registry:Registry', {
        sku: 'Standard',
      }),
    ).toEqual(['Contoso.ACR.PrivateOnly']);
    expect(
      await blockedBy(registry, {
        ...firewalled,
        publicNetworkAccess: 'Disabled',
      }),
    ).toEqual([]);
  });

  test('sets levels and exemptions', async () => {
    const properties = { ...firewalled, adminUserEnabled: true };
    expect(await blockedBy(registry, properties)).toEqual([
      'Azure.ACR.AdminUser',
      'Contoso.ACR.PrivateOnly',
    ]);
    expect(
      await blockedBy(
        registry,
        properties,
        `urn:pulumi:prod::downloads::${registry}::public`,
      ),
    ).toEqual([]);
  });

  test('has a policy about something else', async () => {
    const group = 'azure-native:resources:ResourceGroup';
    expect(await blockedBy(group, {})).toEqual(['owner']);
    expect(await blockedBy(group, { tags: { owner: 'shop' } })).toEqual([]);
  });
});

describe("the example of a company's base class", () => {
  let example: Example;

  beforeAll(() => {
    example = buildExample('cdktf-company-stack');
  });
  afterAll(() => {
    example.remove();
  });

  test('stops the open registry, and no other', () => {
    const { status, output } = example.run();
    expect(status).not.toBe(0);
    expect(output).toContain(
      'Container registry "open" accepts connections from any network',
    );
    expect(output.match(/Container registry "\w+" (?!is exempt)/g)).toEqual([
      'Container registry "open" ',
    ]);
  });
});
