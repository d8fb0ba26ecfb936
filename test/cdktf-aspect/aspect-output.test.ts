import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as cdktf from 'cdktf';
import { AcrPolicyAspect as CdktfAspect } from '../../cdktf-aspect/cdktf';
import { AcrPolicyAspect as CdktnAspect } from '../../cdktf-aspect/cdktn';
import type { IAspect as CdktfIAspect } from 'cdktf';
import type { IAspect as CdktnIAspect } from 'cdktn';
import {
  blockedBy,
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  outputOf,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import {
  fileOf,
  inCustomSynthesis,
  inValidation,
  reopen,
} from '../support/cdktf-tampering';

test('AcrPolicyAspect is a class that can be used as a type, for each library', () => {
  const ofCdktf: CdktfAspect & CdktfIAspect = new CdktfAspect();
  const ofCdktn: CdktnAspect & CdktnIAspect = new CdktnAspect();

  expect(ofCdktf).toBeInstanceOf(CdktfAspect);
  expect(ofCdktf).not.toBeInstanceOf(CdktnAspect);
  expect(ofCdktn).toBeInstanceOf(CdktnAspect);
});

describe.each(libraryNames)(
  'what the aspect finds in the output of %s',
  (name) => {
    const tools = toolkit(name);
    const { AcrPolicyAspect, Aspects, Testing } = tools;

    const program = () => {
      const app = newApp(tools);
      const web = newStack(tools, app, 'web');
      newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false });
      Aspects.of(app).add(new AcrPolicyAspect());
      const synth = () => {
        app.synth();
      };
      return { app, web, synth };
    };

    test.each<[string, (app: cdktf.App, web: cdktf.TerraformStack) => void]>([
      [
        'a later stack writes over the file',
        (app) => {
          inCustomSynthesis(newStack(tools, app, 'api'), () => {
            reopen({ app });
          });
        },
      ],
      [
        'a validation of the App writes over the file',
        (app) => {
          inValidation(app, () => {
            reopen({ app });
          });
        },
      ],
    ])('is a violation when %s', (_, arrange) => {
      const { app, web, synth } = program();
      arrange(app, web);

      expect(blockedBy(synth)).toEqual(['web/acr']);
      expect(existsSync(fileOf(app.outdir, 'web'))).toBe(false);
      expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(false);
    });

    test('is reported for all stacks in one run', () => {
      const { app, synth } = program();
      newRegistry(tools, newStack(tools, app, 'one'), 'open');
      newRegistry(tools, newStack(tools, app, 'two'), 'open');

      expect(blockedBy(synth)).toEqual(['one/open', 'two/open']);
      expect(outputOf(app, 'web')).toHaveProperty('resource');
    });

    test('holds for the next synthesis, too', () => {
      const { app, web, synth } = program();
      const open = newRegistry(tools, web, 'open');
      expect(blockedBy(synth)).toEqual(['web/open']);
      expect(blockedBy(synth)).toEqual(['web/open']);

      open.publicNetworkAccessEnabled = false;
      synth();

      expect(verdictsBelow(app)).toEqual([]);
      expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(true);
    });

    test('is not mistaken for that of another App with a stack of the same name', () => {
      const failed = program();
      newRegistry(tools, failed.web, 'open');
      inValidation(failed.web, () => {
        throw new Error('no');
      });
      expect(errorOf(failed.synth)?.message).toBe('no');

      program().synth();

      expect(verdictsBelow(failed.app)).toEqual([]);
    });

    test('is what Testing.fullSynth wrote', () => {
      const { web } = program();
      inCustomSynthesis(web, () => {
        newRegistry(tools, web, 'late');
      });

      expect(blockedBy(() => Testing.fullSynth(web))).toEqual(['web/late']);
    });
  },
);
