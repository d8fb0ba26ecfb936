import type { IConstruct } from 'constructs';
import type { Toolkit } from './cdktf';

/** Ways to call a module, and what the stack is reported to call. */
export const moduleCalls: readonly {
  readonly way: string;
  readonly declare: (tools: Toolkit, scope: IConstruct) => unknown;
  readonly call: string;
}[] = [
  {
    way: 'a module of a registry',
    declare: ({ TerraformHclModule }, scope) =>
      new TerraformHclModule(scope, 'acr', {
        source: 'claranet/acr/azurerm',
        version: '8.0.0',
      }),
    call: 'module.acr: "claranet/acr/azurerm" is not fetched',
  },
  {
    way: 'a module of a git repository',
    declare: ({ TerraformHclModule }, scope) =>
      new TerraformHclModule(scope, 'acr', {
        source: 'git::https://example.com/acr.git?ref=v1',
      }),
    call: 'module.acr: "git::https://example.com/acr.git?ref=v1" is not fetched',
  },
  {
    way: 'a local module by its path',
    declare: ({ TerraformHclModule }, scope) =>
      new TerraformHclModule(scope, 'acr', {
        source: '/srv/modules/acr',
      }),
    call: 'module.acr: "/srv/modules/acr" is not fetched',
  },
  {
    way: 'generated bindings',
    declare: ({ TerraformModule }, scope) =>
      new (class Acr extends TerraformModule {})(scope, 'acr', {
        source: 'claranet/acr/azurerm',
      }),
    call: 'module.acr: "claranet/acr/azurerm" is not fetched',
  },
  {
    way: 'a source that an override writes',
    declare: ({ TerraformHclModule }, scope) => {
      new TerraformHclModule(scope, 'acr', {
        source: 'Azure/avm-res-containerregistry-registry/azurerm',
        variables: { public_network_access_enabled: false },
      }).addOverride('source', './other');
    },
    call: 'module.acr: "./other" is not there',
  },
  {
    way: 'an element that renders in a way of its own',
    declare: ({ TerraformElement }, scope) =>
      new (class Own extends TerraformElement {
        override toTerraform() {
          return { module: { own: { source: 'example.com/acr' } } };
        }
        override toHclTerraform(): unknown {
          return this.toTerraform();
        }
      })(scope, 'acr'),
    call: 'module.own: "example.com/acr" is not fetched',
  },
];
