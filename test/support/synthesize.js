'use strict';
// A program that declares one registry that complies, under the compiled policy:
// node synthesize.js LIBRARY FOLDER OPTIONS
const { join } = require('node:path');

const [library, outdir, options] = process.argv.slice(2);
const { App, TerraformStack, TerraformResource } = require(library);
const { enforceAcrPolicy } = require(
  join(__dirname, '../../dist/cdktf-aspect', library),
);

const app = new App({ outdir, skipValidation: true });
const stack = new TerraformStack(app, 'shop');
const registry = new TerraformResource(stack, 'web', {
  terraformResourceType: 'azurerm_container_registry',
});
registry.addOverride('sku', 'Premium');
registry.addOverride('public_network_access_enabled', false);
enforceAcrPolicy(app, JSON.parse(options));
app.synth();
