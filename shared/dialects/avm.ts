import type { Syntax } from './assignment-syntax';
import type { Dialect } from './dialect';
import { azurerm, policy, toEncryptionStatus } from './azurerm';

/**
 * The inputs of the Azure Verified Module for registries, which hands them on to
 * `azurerm_container_registry`:
 * https://github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry/blob/main/variables.containerregistry.tf
 */
const fields: Dialect['fields'] = {
  ...Object.fromEntries(
    Object.entries(azurerm.fields).filter(
      // It has no input for it.
      ([name]) => name !== 'armAudienceToken',
    ),
  ),
  trustPolicy: { path: ['enable_trust_policy'], values: policy },
  // That there is one is all that a rule asks for.
  encryption: { path: ['customer_managed_key'], convert: toEncryptionStatus },
  encryptionIdentity: { path: ['customer_managed_key'] },
};

/** The children of a registry that the module declares. */
export type AvmChild = 'cacheRule' | 'token';

/** As Terraform writes a module's inputs: objects, no blocks. */
export const avm: Dialect = {
  fields,
  syntax: 'hclObject',
  exactNames: Infinity,
};

/** As CDKTF and CDKTN do: the inputs keep their names. */
export const avmObject: Dialect = { ...avm, syntax: 'object' };

/** The same of the children that the module declares: cache rules, and tokens in scope maps. */
export const avmChildren = childrenIn('hclObject');
export const avmChildrenObject = childrenIn('object');

function childrenIn(syntax: Syntax): Readonly<Record<AvmChild, Dialect>> {
  const base = { ...avm, syntax };
  const name = { path: ['name'] };
  return {
    cacheRule: {
      ...base,
      kind: 'cacheRule',
      fields: { name, sourceRepository: { path: ['source_repository'] } },
    },
    token: {
      ...base,
      kind: 'token',
      fields: { name, tokenStatus: { path: ['enabled'], values: policy } },
    },
  };
}
