import { packForms } from './analyzer';
import type { Analyzer, Diagnostic } from './analyzer';
import type { Outcome } from './neutral';

export const registryType = 'azure-native:containerregistry:Registry';
export const premium = { sku: { name: 'Premium' } };

/** A pack that tests ask, each of its policies mandatory. */
export interface BootedPack {
  readonly analyzer: Analyzer;
  /** The firewall policy's reports; the other policies have their own tables. */
  report(
    properties: Readonly<Record<string, unknown>>,
    name?: string,
  ): Promise<Diagnostic[]>;
  /** As `Analyzer.analyzeRegistry`, a registry of azure-native by default. */
  judge(
    properties: Readonly<Record<string, unknown>>,
    type?: string,
  ): Promise<{ outcome: Outcome; messages: string[] }>;
}

/** Groups tests that every form of the pack must pass, booted as the engine does. */
export function describePack(tests: (pack: BootedPack) => void): void {
  describe.each(packForms)('$form, booted', ({ boot }) => {
    let analyzer: Analyzer;

    beforeAll(async () => {
      analyzer = await boot();
    });
    afterAll(() => analyzer.close());
    // What one test configures is not there for the next.
    beforeEach(() => analyzer.enforceAll());

    tests({
      get analyzer() {
        return analyzer;
      },
      async report(properties, name = 'web') {
        const analysis = await analyzer.analyze({
          type: registryType,
          name,
          properties,
        });
        return analysis.diagnostics.filter(
          ({ policy }) => policy === 'Azure.ACR.Firewall',
        );
      },
      judge: (properties, type = registryType) =>
        analyzer.analyzeRegistry(type, properties),
    });
  });
}
