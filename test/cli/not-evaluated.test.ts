import { formatNames } from '../../cli/formats/format';
import { acrPolicy, check, inFolder } from '../support/cli';

const call = { source: 'git::https://example.com/registry.git' };
const files = {
  'main.tf.json': JSON.stringify({ module: { registry: call } }),
};
const reason = expect.stringContaining(call.source) as string;

describe('what may declare registries and is not evaluated', () => {
  test('is an entry of the JSON report, and no registry', async () => {
    await inFolder(files, async (cwd) => {
      const { report, ended } = await check(['.'], { cwd });
      expect(report.notEvaluated).toEqual([
        {
          file: 'main.tf.json',
          line: 1,
          address: 'module.registry',
          reason,
          blocks: false,
        },
      ]);
      expect(report.summary).toMatchObject({ registries: 0, notEvaluated: 1 });
      expect(ended.exitCode).toBe(0);
    });
  });

  test('keeps the summary from claiming that there are 0 registries', async () => {
    await inFolder(files, async (cwd) => {
      const { stdout } = await acrPolicy(['check', '.'], { cwd });
      expect(stdout).toContain(
        'module.registry in main.tf.json was not evaluated',
      );
      expect(stdout).toMatch(
        /^unknown +no registry evaluated in 1 document; 1 place not evaluated\. \(acr-policy /m,
      );
    });
  });

  test.each(formatNames)(
    'is in the format %s, and fails the run where unknown is an error',
    async (format) => {
      await inFolder(files, async (cwd) => {
        const { exitCode, stdout } = await acrPolicy(
          ['check', '.', '--format', format, '--unknown', 'error'],
          { cwd },
        );
        expect(stdout).toContain('module.registry');
        expect(stdout).toContain(call.source);
        expect(exitCode).toBe(1);
      });
    },
  );
});
