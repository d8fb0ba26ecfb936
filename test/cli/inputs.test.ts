import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, fixtures, inFolder, outcomesOf } from '../support/cli';
import type { Outcome } from '../support/neutral';

/** The part of a URN before the types. */
const shop = 'urn:pulumi:dev::shop';
const native = 'azure-native:containerregistry:Registry';

/** Documents written by real tools, with the expected outcomes. */
const documents: [
  what: string,
  path: string,
  outcomes: Record<string, Outcome>,
][] = [
  [
    'a folder that CDKTF synthesized',
    'cdktf-output',
    {
      'hub/azurerm_container_registry.acr': 'pass',
      'shop/azurerm_container_registry.acr': 'fail',
    },
  ],
  [
    'the manifest of a CDKTF app',
    'cdktf-output/manifest.json',
    {
      'hub/azurerm_container_registry.acr': 'pass',
      'shop/azurerm_container_registry.acr': 'fail',
    },
  ],
  [
    'one stack of a CDKTF app',
    'cdktf-output/stacks/shop/cdk.tf.json',
    { 'shop/azurerm_container_registry.acr': 'fail' },
  ],
  [
    'a Terraform plan, with modules, instances and what is known after apply',
    'terraform-plan.json',
    {
      'azurerm_container_registry.attr': 'unknown',
      'azurerm_container_registry.block': 'pass',
      'azurerm_container_registry.closed': 'pass',
      'azurerm_container_registry.counted[0]': 'fail',
      'azurerm_container_registry.counted[1]': 'pass',
      'azurerm_container_registry.each["eu.west"]': 'fail',
      'azurerm_container_registry.each["us\\"east"]': 'fail',
      'azurerm_container_registry.open': 'fail',
      'azurerm_container_registry.sensitive': 'pass',
      'azurerm_container_registry.standard': 'notApplicable',
      'azurerm_container_registry.unknown_action': 'unknown',
      'azurerm_container_registry.unknown_set': 'unknown',
      'azurerm_container_registry.unknown_sku': 'unknown',
      'module.hub["a"].azurerm_container_registry.this': 'fail',
      'module.hub["b"].azurerm_container_registry.this': 'pass',
      'module.plain.azurerm_container_registry.this': 'fail',
    },
  ],
  [
    'a Terraform plan that changes, replaces and deletes',
    'terraform-plan-of-update.json',
    {
      'azurerm_container_registry.kept': 'pass',
      'azurerm_container_registry.omitted_block': 'pass',
      'azurerm_container_registry.opened': 'fail',
      'azurerm_container_registry.replaced': 'fail',
    },
  ],
  [
    'a Terraform state',
    'terraform-state.json',
    {
      'azurerm_container_registry.deleted': 'fail',
      'azurerm_container_registry.kept': 'pass',
      'azurerm_container_registry.omitted_block': 'pass',
      'azurerm_container_registry.opened': 'pass',
      'azurerm_container_registry.replaced': 'fail',
    },
  ],
  [
    'a Pulumi preview, with secrets and what waits for other resources',
    'pulumi-preview.json',
    {
      [`${shop}::${native}::closed`]: 'pass',
      [`${shop}::${native}::denied`]: 'pass',
      [`${shop}::${native}::gone`]: 'fail',
      [`${shop}::${native}::open`]: 'fail',
      [`${shop}::${native}::secretClosed`]: 'unknown',
      [`${shop}::${native}::standard`]: 'notApplicable',
      [`${shop}::${native}::waiting`]: 'unknown',
      [`${shop}::${native}::waitingRules`]: 'unknown',
      [`${shop}::azure:containerservice/registry:Registry::classic`]: 'pass',
      [`${shop}::shop:index:Team$${native}::team-images`]: 'fail',
    },
  ],
  [
    'a Pulumi preview that changes and deletes',
    'pulumi-preview-of-update.json',
    {
      [`${shop}::${native}::closed`]: 'fail',
      [`${shop}::${native}::fresh`]: 'fail',
    },
  ],
  [
    'an export of a Pulumi stack, with encrypted secrets and a borrowed registry',
    'pulumi-export.json',
    {
      [`${shop}::${native}::closed`]: 'pass',
      [`${shop}::${native}::denied`]: 'pass',
      [`${shop}::${native}::gone`]: 'fail',
      [`${shop}::${native}::open`]: 'fail',
      [`${shop}::${native}::secretClosed`]: 'unknown',
      [`${shop}::${native}::standard`]: 'notApplicable',
      [`${shop}::${native}::waiting`]: 'pass',
      [`${shop}::${native}::waitingRules`]: 'pass',
      [`${shop}::azure:containerservice/registry:Registry::classic`]: 'pass',
      [`${shop}::shop:index:Team$${native}::team-images`]: 'fail',
    },
  ],
  [
    'the events of a Pulumi update, one a line',
    'pulumi-events.jsonl',
    {
      [`${shop}::${native}::closed`]: 'fail',
      [`${shop}::${native}::denied`]: 'pass',
      [`${shop}::${native}::fresh`]: 'fail',
      [`${shop}::${native}::open`]: 'fail',
      [`${shop}::${native}::secretClosed`]: 'unknown',
      [`${shop}::${native}::standard`]: 'notApplicable',
      [`${shop}::${native}::waiting`]: 'pass',
      [`${shop}::${native}::waitingRules`]: 'pass',
      [`${shop}::azure:containerservice/registry:Registry::classic`]: 'pass',
      [`${shop}::shop:index:Team$${native}::team-images`]: 'fail',
    },
  ],
  [
    'an ARM template',
    'arm-template.json',
    { 'arm-template.json#/resources/1': 'pass' },
  ],
  [
    'what Bicep compiles to',
    'bicep-compiled.json',
    { 'bicep-compiled.json#/resources/images': 'pass' },
  ],
];

describe('what is read', () => {
  test.each(documents)('%s', async (_what, path, outcomes) => {
    const { report, ended } = await check([path]);
    expect(outcomesOf(report)).toEqual(outcomes);
    expect(ended.stderr).toBe('');
    const isOpen = Object.values(outcomes).includes('fail');
    expect(ended.exitCode).toBe(isOpen ? 1 : 0);
  });

  test.each(documents.filter(([, path]) => !path.startsWith('cdktf-output')))(
    '%s, under any name',
    async (_what, path, outcomes) => {
      await inFolder({}, async (cwd) => {
        copyFileSync(join(fixtures, path), join(cwd, 'document'));
        const { report } = await check(['document'], { cwd });
        expect(Object.values(outcomesOf(report))).toEqual(
          expect.arrayContaining(Object.values(outcomes)),
        );
      });
    },
  );

  test('standard input', async () => {
    const { report } = await check(['-'], {
      stdin: JSON.stringify({
        resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
      }),
    });
    expect(outcomesOf(report)).toEqual({
      'azurerm_container_registry.web': 'fail',
    });
    expect(report.findings[0]?.file).toBe('-');
  });

  test('a secret that was exported in plain text is known', async () => {
    const { report } = await check(['pulumi-export-with-secrets.json']);
    expect(outcomesOf(report)).toHaveProperty(
      [`${shop}::${native}::secretClosed`],
      'pass',
    );
  });
});
