import { root } from './analyzer';
import { environmentOf } from './faults';
import type { Fault, Observed } from './faults';
import { PulumiCli } from './pulumi-cli';

export { pulumiVersion } from './pulumi-cli';

const program = {
  'Pulumi.yaml': `name: shop
runtime: yaml
resources:
  web:
    type: azure-native:containerregistry:Registry
    properties:
      resourceGroupName: rg
      sku: { name: Premium }
      publicNetworkAccess: Disabled
`,
};

/** Deploys a registry that complies with the real `pulumi`, whose pack has a fault. */
async function observeEngine(inject: string): Promise<Observed> {
  // The program is in YAML: the one process of Node's is the pack's.
  const pulumi = await PulumiCli.open(environmentOf(inject));
  try {
    const folder = await pulumi.add(program);
    const { status, output } = await pulumi.run(
      folder,
      'up',
      '--yes',
      '--skip-preview',
      '--policy-pack',
      root,
    );
    const created = [...pulumi.created.keys()];
    return {
      outcome:
        status === 0 || created.length > 0
          ? `status ${status}, created: ${created.join(', ')}`
          : 'the deployment stops, nothing is created',
      said: output,
    };
  } finally {
    pulumi.close();
  }
}

/** The faults that need the real `pulumi`. */
export const engineFaults: readonly Fault[] = [
  { fault: 'a rule of the pack throws', inject: 'rule', says: 'failed on' },
  {
    fault: 'what surrounds the rules throws',
    inject: 'ledger',
    says: 'broken on purpose',
  },
  {
    fault: 'the pack can not be loaded',
    inject: 'policies',
    says: 'broken on purpose',
  },
  { fault: 'the pack is killed while it judges', inject: 'killed', says: '' },
].map(({ inject, ...row }) => ({
  where: 'pulumi up',
  outcome: 'the deployment stops, nothing is created',
  ...row,
  provoke: () => observeEngine(inject),
}));
