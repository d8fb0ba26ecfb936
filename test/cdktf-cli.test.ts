import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './support/analyzer';
import { cdktf, describeWith } from './support/tools';

describeWith([cdktf], 'cdktf synth', () => {
  test('stops examples/cdktf-typescript for the open registry alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdktf-'));
    try {
      cpSync(join(root, 'examples/cdktf-typescript'), folder, {
        recursive: true,
        filter: (file) => !/node_modules|cdktf\.out/.test(file),
      });
      // The packages of the repository, and this one among them.
      const modules = join(folder, 'node_modules');
      mkdirSync(modules);
      for (const name of readdirSync(join(root, 'node_modules'))) {
        symlinkSync(join(root, 'node_modules', name), join(modules, name));
      }
      symlinkSync(root, join(modules, 'azure-acr-policy-pack'));
      const { status, stdout, stderr } = spawnSync('cdktf', ['synth'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, CI: '1', CHECKPOINT_DISABLE: '1' },
      });
      const output = stripVTControlCharacters(`${stdout}${stderr}`);
      const errors = [...output.matchAll(/ERROR \[([^\]]+)\]/g)];
      expect(new Set(errors.map(([, path]) => path))).toEqual(
        new Set(['shop/open']),
      );
      expect(output).toContain('(Azure.ACR.Firewall)');
      expect(status).toBe(1);
      // The library goes on for it: who ignores the exit code finds the stack.
      expect(
        existsSync(join(folder, 'cdktf.out/stacks/shop/cdk.tf.json')),
      ).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
