import { join } from 'node:path';
import { inFolder } from '../support/cli';
import {
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';
import type { AcrPolicyOptions } from '../../cdktf-aspect/cdktf';

describe.each(libraryNames)('a base of the policy on %s', (name) => {
  const tools = toolkit(name);

  const synth = (options: AcrPolicyOptions) => {
    const app = newApp(tools);
    newRegistry(tools, newStack(tools, app, 'shop'), 'public');
    tools.enforceAcrPolicy(app, options);
    app.synth();
  };
  const base = {
    exemptions: [{ resource: 'shop/public', reason: 'Public images' }],
  };

  test('gives its exemptions and its levels to the options in code', async () => {
    await inFolder({ 'company.yaml': base }, (cwd) => {
      const file = join(cwd, 'company.yaml');
      synth({ extends: file });
      expect(() => {
        synth({
          extends: file,
          exemptionLimits: { rules: ['Azure.ACR.Name'] },
        });
      }).toThrow(`That limit is in enforceAcrPolicy.`);
      return Promise.resolve();
    });
    expect(() => {
      synth({});
    }).toThrow('Azure.ACR.Firewall');
  });

  test('holds against the options in code', async () => {
    await inFolder({ 'company.yaml': base }, (cwd) => {
      const file = join(cwd, 'company.yaml');
      expect(() => {
        synth({ extends: file, rules: { 'Azure.ACR.Firewall': 'disabled' } });
      }).toThrow(
        `enforceAcrPolicy: rules["Azure.ACR.Firewall"] is "disabled". ${file}, which it extends, has "mandatory" (default).`,
      );
      return Promise.resolve();
    });
  });

  test('must exist', () => {
    expect(() => {
      synth({ extends: 'nowhere.yaml' });
    }).toThrow("nowhere.yaml can't be read: no such file or directory");
  });
});
