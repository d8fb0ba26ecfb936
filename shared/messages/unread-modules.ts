import { addTo } from '../util/multi-map';
import type { UnreadModule } from '../model/not-evaluated';
import { escapeControlCharacters } from './escape';

const plan = 'terraform plan -out=tfplan && terraform show -json tfplan';

/** Reports all unread modules of a configuration, with reasons and next steps. */
export function unreadModulesReason(modules: readonly UnreadModule[]): string {
  const [first] = modules;
  const what =
    first !== undefined && modules.length === 1
      ? `${sourceOf(first)}, and the module may declare registries`
      : `they may declare registries, and ${listOf(modules).join('; ')}`;
  const fetch = modules.some(({ isFetchable }) => isFetchable)
    ? 'Run terraform get and check again, or check the plan'
    : 'Check the plan';
  return `${what}. ${fetch}: ${plan} | acr-policy check -`;
}

/** Reports all modules of a stack that may declare registries and are not evaluated. */
export function unreadModulesMessage(
  modules: readonly UnreadModule[],
  stack: string,
): string {
  const what =
    modules.length === 1
      ? 'a module that may declare container registries and was not evaluated'
      : `${modules.length} modules that may declare container registries and were not evaluated`;
  const fetch = modules.some(({ isFetchable }) => isFetchable)
    ? 'Run terraform get in the directory of the stack and synthesize again, or check its plan'
    : 'Check the plan of the stack';
  return [
    escapeControlCharacters(
      `Stack "${stack}" calls ${what}: ${listOf(modules).join('; ')}.`,
    ),
    `${fetch}: ${plan} > plan.json && acr-policy check plan.json`,
  ].join('\n');
}

/** `module.one, module.two: "claranet/acr/azurerm" is not fetched` */
function listOf(modules: readonly UnreadModule[]): string[] {
  const bySource = new Map<string, string[]>();
  // What is rendered and what is written differ in their order.
  const sorted = [...modules].sort((a, b) => (a.address < b.address ? -1 : 1));
  for (const module of sorted) {
    const source = sourceOf(module);
    addTo(bySource, source, module.address);
  }
  return [...bySource].map(
    ([source, addresses]) =>
      `${shortened(addresses)}: ${source.replace(/^its source (?=")/, '')}`,
  );
}

function sourceOf({ source, why }: UnreadModule): string {
  return source === undefined
    ? 'its source is not a string'
    : `its source ${JSON.stringify(source)} ${why}`;
}

/** Modules that call one another may have thousands of addresses. */
const mostAddresses = 10;

/** The addresses of modules, of many only the first. */
export function shortened(addresses: readonly string[]): string {
  const rest = addresses.length - mostAddresses;
  const first = addresses.slice(0, mostAddresses).join(', ');
  return rest > 0 ? `${first} and ${rest} more` : first;
}
