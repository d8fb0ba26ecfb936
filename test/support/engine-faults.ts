import { packExecutable, root } from './analyzer';
import { environmentOf } from './faults';
import type { Fault, Observed } from './faults';
import { PulumiCli } from './pulumi-cli';

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

const commands = {
  'pulumi preview': ['preview'],
  'pulumi up': ['up', '--yes', '--skip-preview'],
} as const;

/** Deploys a registry that complies with the real `pulumi`, whose pack has a fault. */
async function observeEngine(
  command: keyof typeof commands,
  inject: string,
  pack: string,
): Promise<Observed> {
  // The program is in YAML: the one process of Node's is the pack's.
  const pulumi = await PulumiCli.open(environmentOf(inject));
  try {
    const folder = await pulumi.add(program);
    const { status, output } = await pulumi.run(
      folder,
      ...commands[command],
      '--policy-pack',
      pack,
    );
    const created = [...pulumi.created.keys()].join(', ');
    return {
      outcome:
        (status === 0 ? 'it succeeds' : 'the deployment stops') +
        (created === ''
          ? ', nothing is created'
          : `, ${created} was evaluated and created before`),
      said: output,
    };
  } finally {
    pulumi.close();
  }
}

const stops = 'the deployment stops, nothing is created';

/** The engine's error if the pack is gone. */
const gone = 'error reading from server';

/** The faults that need the real `pulumi`. */
export const engineFaults: readonly Fault[] = [
  { fault: 'a rule throws', inject: 'rule', says: 'failed on' },
  {
    fault: 'the code around the rules throws',
    inject: 'ledger',
    says: 'broken on purpose',
  },
  {
    fault: 'the pack cannot be loaded',
    inject: 'policies',
    says: 'broken on purpose',
  },
  {
    fault: 'the pack is killed during evaluation',
    inject: 'killed',
    says: gone,
  },
  {
    fault:
      'the pack is killed after all resources, before the stack is evaluated',
    inject: 'killed at the stack',
    says: gone,
    after: 'the deployment stops, web was evaluated and created before',
  },
].flatMap(({ inject, after = stops, ...row }) =>
  (['pulumi preview', 'pulumi up'] as const).flatMap((command) =>
    [
      { form: '', pack: root },
      { form: ', executable form', pack: packExecutable },
    ].map(({ form, pack }) => ({
      where: `${command}${form}`,
      outcome: command === 'pulumi up' ? after : stops,
      ...row,
      provoke: () => observeEngine(command, inject, pack),
    })),
  ),
);
