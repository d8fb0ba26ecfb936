import { registry, root, type, web } from './terraform-situation';
import type { PlanRow } from './terraform-situation';

const runs = (command: string, more = {}) => ({
  provisioner: { 'local-exec': { command } },
  ...more,
});

/** Commands that a plan leads to. */
export const unreadRows: readonly PlanRow[] = [
  {
    name: 'commands',
    modules: {
      '.': root({
        [type]: { web: registry({ public_network_access_enabled: false }) },
        terraform_data: {
          opens: runs('az acr update -n shopacr --public-network-enabled true'),
          opens_one: runs(
            `az acr update -n \${${web}.name} --public-network-enabled true`,
          ),
          greets: runs('echo hello'),
          waits: runs('echo ${terraform_data.greets.id}'),
          never: runs('az acr update -n shopacr', { count: 0 }),
        },
      }),
    },
    outcomes: { [web]: 'pass' },
    notEvaluated: ['terraform_data.opens', 'terraform_data.opens_one'],
  },
];
