import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acrPolicy, fixtures, inFolder } from './cli';

/** An exemption of the open registry of the synthesized app. */
const config = {
  preset: 'all',
  exemptions: [
    {
      resource: 'shop/acr',
      rules: ['Azure.ACR.Firewall'],
      reason: 'Public images, approved by the security board',
    },
    { resource: 'nowhere/*', reason: 'A registry that is gone' },
  ],
};

/** The synthesized app, a plan and a broken file; findings of every kind. */
export async function mixedReport(format: string): Promise<string> {
  const files = {
    'policy.json': config,
    'broken.json': '{"resource":',
    'a plan.json': readFileSync(join(fixtures, 'terraform-plan.json')),
    'stacks/shop/cdk.tf.json': readFileSync(
      join(fixtures, 'cdktf-output/stacks/shop/cdk.tf.json'),
    ),
  };
  return inFolder(files, async (cwd) => {
    const { stdout, exitCode } = await acrPolicy(
      [
        ...['check', 'stacks', 'a plan.json', 'broken.json'],
        ...['--format', format, '--config', 'policy.json'],
      ],
      { cwd },
    );
    expect(exitCode).toBe(2);
    return stdout;
  });
}
