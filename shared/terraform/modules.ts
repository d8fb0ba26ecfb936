import type { ReadDeclarations } from '../declaration';
import { isDeclaredBy } from '../declaration';
import { readRegistry } from '../dialect';
import { avm, avmObject } from '../dialects/avm';
import { isObject, readProperty, textOf } from '../value';
import type { Value, ValueObject } from '../value';
import type { TerraformWords } from './surfaces';

/** What a call of a module is called where a resource has its type. */
export const moduleType = 'module';

/**
 * The end of a source that is the Azure Verified Module for registries: of a
 * registry or a repository, whoever mirrors it. Its submodules (`//modules/…`)
 * declare no registry.
 */
const avmSource =
  /[/:](?:avm-res-containerregistry-registry\/azurerm|terraform-azurerm-avm-res-containerregistry-registry)(?:\.git)?\/?(?:\?(?<query>.*))?$/is;

/**
 * The reader of a module call by its source, from the inputs alone: what the
 * module declares inside is Terraform's to work out, and in the plan.
 *
 * @param properties the call: its inputs beside `source` and `version`
 * @returns undefined if the module is not known to declare a registry
 */
export function moduleReader(
  properties: ValueObject,
  words: TerraformWords,
): ReadDeclarations | undefined {
  const match = avmSource.exec(inputOf(properties, 'source') ?? '');
  if (match === null) return undefined;
  const ref = new URLSearchParams(match.groups?.['query']).get('ref');
  const version = inputOf(properties, 'version') ?? ref ?? '';
  return isDeclaredBy((inputs) =>
    readRegistry(
      words === 'cdktf' ? avmObject : avm,
      withDefaults(inputs, version),
    ),
  );
}

/**
 * The module's own defaults, where they are not Azure's: of versions 0.1.0 to
 * 0.8.0 (variables.tf).
 */
function withDefaults(inputs: Value, version: string): ValueObject {
  const given = isObject(inputs) ? inputs : {};
  return {
    sku: 'Premium',
    network_rule_bypass_option: 'None',
    ...(isBefore(4, version) ? {} : { retention_policy_in_days: 7 }),
    // An input that is null takes the place of the default: Azure's holds then.
    ...given,
    network_rule_set: ruleSetOf(given['network_rule_set']),
  };
}

/** The opposite of the provider: a rule set that doesn't say what to do with others denies. */
function ruleSetOf(ruleSet: Value | undefined): Value {
  return isObject(ruleSet)
    ? { ...ruleSet, default_action: ruleSet['default_action'] ?? 'Deny' }
    : (ruleSet ?? null);
}

/**
 * Tells whether a version constraint, or a tag, allows only versions before 0.x.
 * Of all that it allows Terraform takes the newest.
 */
function isBefore(minor: number, constraint: string): boolean {
  return constraint.split(',').some((clause) => {
    const bound =
      /^(?<operator>[<>=!~]*)\s*v?0\.(?<minor>\d+)(?:\.(?<patch>\d+))?/.exec(
        clause.trim(),
      )?.groups;
    if (bound === undefined) return false;
    const isBelow = Number(bound['minor']) < minor;
    switch (bound['operator'] ?? '') {
      case '':
      case '=':
      case '<=':
        return isBelow;
      case '<':
        return (
          isBelow ||
          (Number(bound['minor']) === minor &&
            Number(bound['patch'] ?? 0) === 0)
        );
      case '~>':
        return isBelow && bound['patch'] !== undefined;
      default:
        return false;
    }
  });
}

function inputOf(properties: Value, name: string): string | undefined {
  return textOf(readProperty(properties, [name]));
}
