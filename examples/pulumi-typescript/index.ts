import { Registry } from '@pulumi/azure-native/containerregistry';
import { ResourceGroup } from '@pulumi/azure-native/resources';

const group = new ResourceGroup('shop');

// Passes: nobody reaches it but through private endpoints.
const closed = new Registry('closed', {
  resourceGroupName: group.name,
  sku: { name: 'Premium' },
  publicNetworkAccess: 'Disabled',
});

// Is stopped at preview: Azure's defaults let in the whole internet.
const open = new Registry('open', {
  resourceGroupName: group.name,
  sku: { name: 'Premium' },
});

export const loginServers = [closed.loginServer, open.loginServer];
