import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App } from 'cdktf';
import { CompanyStack } from './company-stack';

const app = new App();
const shop = new CompanyStack(app, 'shop');
new AzurermProvider(shop, 'azurerm', { features: [{}] });

const premium = {
  location: 'westeurope',
  resourceGroupName: 'shop',
  sku: 'Premium',
};

// Passes: nobody reaches it but through private endpoints.
new ContainerRegistry(shop, 'closed', {
  ...premium,
  name: 'contosoclosed',
  publicNetworkAccessEnabled: false,
});

// Is open on purpose, and exempt in the company's policy.
new ContainerRegistry(shop, 'downloads', {
  ...premium,
  name: 'contosodownloads',
});

// Is stopped at synth: the whole internet gets in.
new ContainerRegistry(shop, 'open', { ...premium, name: 'contosoopen' });

app.synth();
