import type { TerraformStack } from 'cdktf';
import {
  errorOf,
  libraryNames,
  newApp,
  newStack,
  toolkit,
  verdictsBelow,
} from './cdktf';
import type { Toolkit } from './cdktf';

/** A registry named `acr`, and the expected report. */
export interface Situation {
  readonly situation: string;
  readonly declare: (tools: Toolkit, web: TerraformStack) => unknown;
  readonly verdict: 'error' | 'warning' | 'silent';
}

/** Tests situations on both libraries, with the aspect and with the whole App enforced. */
export function testSituations(
  about: string,
  situations: readonly Situation[],
): void {
  describe.each(libraryNames)(`${about} on %s`, (name) => {
    const tools = toolkit(name);

    describe.each([
      ['the aspect', () => new tools.AcrPolicyAspect()],
      ['enforceAcrPolicy', undefined],
    ])('with %s', (_, newAspect) => {
      test.each(situations)('$situation: $verdict', ({ declare, verdict }) => {
        const app = newApp(tools, { skipValidation: false });
        const web = newStack(tools, app, 'web');
        if (newAspect === undefined) tools.enforceAcrPolicy(app);
        else tools.Aspects.of(web).add(newAspect());
        declare(tools, web);

        const error = errorOf(() => {
          app.synth();
        });

        const said = verdictsBelow(app);
        expect(said).toEqual(
          verdict === 'silent' ? [] : [`${verdict} web/acr`],
        );
        expect(error !== null).toBe(verdict === 'error');
      });
    });
  });
}
