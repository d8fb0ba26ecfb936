'use strict';
// Large compiled templates: modules of 20 resources that no registry needs, and
// one registry in each of ten deployments.

/** @param {number} megabytes at least, written as JSON */
function largeTemplate(megabytes) {
  const deployments = [];
  const size = () => JSON.stringify(deployments).length / 1e6;
  do deployments.push(...Array.from({ length: 10 }, () => deploymentOf(20)));
  while (size() < megabytes);
  for (const deployment of deployments.slice(0, 10)) {
    deployment.properties.template.resources.registry = {
      type: 'Microsoft.ContainerRegistry/registries',
      name: "[format('acr{0}', parameters('name'))]",
      sku: { name: "[coalesce(parameters('sku'), 'Premium')]" },
      properties: {
        publicNetworkAccess:
          "[if(empty(parameters('tags')), 'Disabled', 'Enabled')]",
      },
    };
  }
  return { languageVersion: '2.0', resources: { ...deployments } };
}

/** A compiled module whose resources are of no interest here. */
function deploymentOf(resources) {
  const storage = (index) => ({
    type: 'Microsoft.Storage/storageAccounts',
    name: `[format('{0}{1}', parameters('name'), '${index}')]`,
    condition: "[not(empty(coalesce(parameters('tags'), createObject())))]",
    location: "[coalesce(parameters('location'), resourceGroup().location)]",
    tags: "[union(parameters('tags'), createObject('index', 'one'))]",
    properties: {
      minimumTlsVersion: "[if(true(), 'TLS1_2', 'TLS1_0')]",
      allowBlobPublicAccess: false,
    },
  });
  const nullable = { type: 'string', nullable: true };
  return {
    type: 'Microsoft.Resources/deployments',
    name: "[format('m-{0}', uniqueString(deployment().name))]",
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters: { name: { value: 'web' } },
      template: {
        languageVersion: '2.0',
        parameters: {
          name: { type: 'string' },
          sku: nullable,
          location: nullable,
          tags: { type: 'object', nullable: true },
        },
        resources: Object.fromEntries(
          Array.from({ length: resources }, (_, index) => [
            `storage${index}`,
            storage(index),
          ]),
        ),
      },
    },
  };
}

module.exports = { largeTemplate };
