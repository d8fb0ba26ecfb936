import type { RegistryReader } from '../model/declaration';
import { azapiPulumiResources } from '../dialects/arm';
import type { DialectByKind } from '../dialects/arm';
import {
  readAzapiAction,
  readAzapiResource,
  readAzapiUpdate,
} from '../terraform/azapi';
import { isObject } from '../model/value';
import type { Value } from '../model/value';

/** Names that differ between Pulumi's dynamic bridge and Terraform. */
const terraformNames: Readonly<Record<string, string>> = {
  sensitiveBody: 'sensitive_body',
  resourceId: 'resource_id',
};

/** Terraform's azapi provider through Pulumi's any-terraform-provider. */
function inTerraformNames(
  reader: (dialects: DialectByKind) => RegistryReader,
): RegistryReader {
  const read = reader(azapiPulumiResources);
  return (properties) => read(renamed(properties));
}

function renamed(properties: Value): Value {
  if (!isObject(properties)) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      terraformNames[name] ?? name,
      value,
    ]),
  );
}

export const azapiResource = inTerraformNames(readAzapiResource);
export const azapiUpdate = inTerraformNames(readAzapiUpdate);
export const azapiAction = inTerraformNames(readAzapiAction);
