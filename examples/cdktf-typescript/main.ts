import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { enforceAcrPolicy } from 'azure-acr-policy-pack/cdktf';
import { App, TerraformStack } from 'cdktf';

const app = new App();
enforceAcrPolicy(app);

const shop = new TerraformStack(app, 'shop');
new AzurermProvider(shop, 'azurerm', { features: [{}] });

const premium = {
  location: 'westeurope',
  resourceGroupName: 'shop',
  sku: 'Premium',
};

// Passes: nobody reaches it but through private endpoints.
new ContainerRegistry(shop, 'closed', {
  ...premium,
  name: 'shopclosed',
  publicNetworkAccessEnabled: false,
});

// Is stopped at synth: Azure's defaults let in the whole internet.
new ContainerRegistry(shop, 'open', { ...premium, name: 'shopopen' });

app.synth();
