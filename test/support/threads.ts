import type { Ended } from './cli';

export { checkWith } from './start-threads';

/** So large that a few of them are worth a thread. */
const padding = 'x'.repeat(3 << 20);

/** A stack with one registry, and much besides. */
export function largeStack(name: string, isOpen: boolean) {
  return {
    '//': { metadata: { stackName: name } },
    resource: {
      azurerm_container_registry: {
        web: {
          name: `${name}web`,
          sku: 'Premium',
          location: 'westeurope',
          public_network_access_enabled: isOpen,
        },
      },
      azurerm_storage_blob: { padding: { source_content: padding } },
    },
  };
}

/** A file of a size that is worth a thread, and no JSON. */
export const largeFault = `{ "resource": ["${padding}"`;

/** What is written to standard error for each thread that starts. */
export const started = 'started a thread\n';

/** How many threads a run started. */
export function threadsOf({ stderr }: Ended): number {
  return stderr.split(started).length - 1;
}

/** What a run itself said on standard error. */
export function diagnosticsOf({ stderr }: Ended): string {
  return stderr.replaceAll(started, '');
}
