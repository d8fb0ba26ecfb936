import type { Declaration, RegistryReader } from '../model/declaration';
import { Unknown, isObject, readProperty } from '../model/value';
import type { Value } from '../model/value';
import { readTemplate } from '.';
import {
  linkedParameters,
  linkedTemplate,
  unreadTemplate,
} from './unresolved-template';

type Path = readonly string[];

/** Paths to the parts of a deployment in the properties of a host's resource. */
export interface DeploymentSurface {
  /** The template, as an object or a JSON string. */
  readonly template: Path;
  /** Its parameters, `{ "name": { "value": … } }`, as an object or a JSON string. */
  readonly parameters?: Path;
  /** Parameter values by name, without a `value` object. They take precedence. */
  readonly values?: Path;
  /** Links to a template in another place, each with its property's name. */
  readonly link: Path;
  /** Links to parameters in another place. */
  readonly parametersLink?: Path;
  /** Number of leading names in a path that compare case-sensitively. */
  readonly exactNames?: number;
}

/** The inputs of a deployment under `properties`, as ARM itself has them. */
const underProperties = (...properties: string[]): DeploymentSurface => ({
  template: [...properties, 'template'],
  parameters: [...properties, 'parameters'],
  link: [...properties, 'templateLink'],
  parametersLink: [...properties, 'parametersLink'],
});

/**
 * Pulumi azure-native's `resources:Deployment…`:
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/deployment/
 */
export const azureNativeDeployment = named(underProperties('properties'));

/**
 * Pulumi azure-native's `resources:DeploymentStackAt…`:
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/deploymentstackatresourcegroup/
 */
export const azureNativeDeploymentStack = named(underProperties());

/** A `Microsoft.Resources/deployments` or `deploymentStacks` in azapi's `body`. */
export const azapiDeployment: DeploymentSurface = {
  ...underProperties('body', 'properties'),
  exactNames: 1,
};

/**
 * Terraform's `azurerm_resource_group_template_deployment` and the ones for
 * subscriptions, management groups and tenants:
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/resource_group_template_deployment
 */
export const azurermDeployment: DeploymentSurface = {
  template: ['template_content'],
  parameters: ['parameters_content'],
  link: ['template_spec_version_id'],
  exactNames: Infinity,
};

/**
 * Terraform's `azurerm_template_deployment`, up to azurerm 3:
 * https://registry.terraform.io/providers/hashicorp/azurerm/3.117.0/docs/resources/template_deployment
 */
export const azurermOldDeployment: DeploymentSurface = {
  template: ['template_body'],
  parameters: ['parameters_body'],
  values: ['parameters'],
  link: ['template_spec_version_id'],
  exactNames: Infinity,
};

/** The same in camelCase: Pulumi's bridged providers. */
export function inCamelCase(surface: DeploymentSurface): DeploymentSurface {
  const paths = Object.entries(surface).filter(
    (entry): entry is [string, Path] => Array.isArray(entry[1]),
  );
  return {
    ...surface,
    ...Object.fromEntries(
      paths.map(([part, path]) => [
        part,
        path.map((name) =>
          name.replace(/_([a-z])/g, (_, letter: string) =>
            letter.toUpperCase(),
          ),
        ),
      ]),
    ),
  };
}

/** The same of a provider with a schema, which knows each property by its exact name. */
function named(surface: DeploymentSurface): DeploymentSurface {
  return { ...surface, exactNames: Infinity };
}

/** Finds the registries in the template that a deployment resource of a host deploys. */
export function isDeployedBy(surface: DeploymentSurface): RegistryReader {
  return (properties) => readDeployment(properties, surface);
}

function readDeployment(
  properties: Value,
  surface: DeploymentSurface,
): readonly Declaration[] {
  const template = readProperty(properties, surface.template, surface);
  // In a plan the content of a link is known after apply; the link is a better reason.
  if (template.state !== 'known') {
    const link = readProperty(properties, surface.link, surface);
    if (link.state !== 'absent')
      return [unreadTemplate(linkedTemplate(surface.link.at(-1)))];
    return template.state === 'unknown'
      ? [unreadTemplate(template.unknown)]
      : [];
  }
  return readTemplate(template.value, parametersIn(properties, surface));
}

function parametersIn(properties: Value, surface: DeploymentSurface): Value {
  const at = (path: Path | undefined): Value => {
    if (path === undefined) return null;
    const property = readProperty(properties, path, surface);
    if (property.state === 'unknown') return property.unknown;
    return property.state === 'known' ? property.value : null;
  };
  if (at(surface.parametersLink) !== null) return linkedParameters;
  const values = at(surface.values);
  if (!isObject(values)) {
    return values instanceof Unknown ? values : at(surface.parameters);
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value }]),
  );
}
