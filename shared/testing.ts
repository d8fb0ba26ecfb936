import { evaluate } from './engine/evaluate';
import { armResources, armTemplate } from './dialects/arm';
import { readRegistry } from './dialects/dialect';
import type { OptionValues } from './json-schema/types';
import { singleRegistryReader } from './model/declaration';
import { childKindOf } from './model/kind';
import type { RegistryReader } from './model/declaration';
import type { Value } from './model/value';
import { readerOf } from './pulumi/resource-types';
import type { Finding, Rule } from './rules/types';
import { terraformResourceType } from './terraform/resource-types';

/** A resource that a rule is evaluated on. */
export interface TestedResource {
  /**
   * The type in ARM, Terraform or Pulumi: `Microsoft.ContainerRegistry/registries`,
   * `azurerm_container_registry`, `azure-native:containerregistry:Registry`.
   */
  readonly type: string;
  /**
   * The resource as it is written there, with an `Unknown` for each value that is
   * not known.
   */
  readonly properties: Value;
  /** The options of the rule. */
  readonly options?: OptionValues;
}

/**
 * Evaluates a rule on one registry, or on one child of a registry, as a mandatory rule, for tests of your own rules.
 *
 * @returns the finding: `outcome` is `pass`, `fail`, `unknown` or `notApplicable`,
 *   `message` is what is reported
 * @throws {Error} if no resource of the type declares exactly one registry
 *
 * @example
 * const { outcome } = evaluateRule(privateOnly, {
 *   type: 'azurerm_container_registry',
 *   properties: { sku: 'Premium', public_network_access_enabled: false },
 * });
 */
export function evaluateRule(
  rule: Rule,
  { type, properties, options = {} }: TestedResource,
): Finding {
  const read = readerFor(type);
  const groups =
    read === undefined
      ? []
      : [
          ...evaluate(
            [rule],
            { type, address: 'test', name: 'test' },
            () => read(properties),
            {
              levels: { [rule.name]: 'mandatory' },
              ruleOptions: { [rule.name]: options },
            },
          ),
        ];
  const [finding, second] = groups.flatMap(({ findings }) => findings);
  if (finding === undefined || second !== undefined) {
    throw new Error(
      `evaluateRule: expected a resource that declares one registry, but ${type} is ${finding === undefined ? 'none' : 'several'}. Fix: use azurerm_container_registry, Microsoft.ContainerRegistry/registries or azure-native:containerregistry:Registry`,
    );
  }
  return finding;
}

function readerFor(type: string): RegistryReader | undefined {
  const [, isArm, segment] =
    /^Microsoft\.ContainerRegistry\/(registries)(?:\/([^/@]+))?(?:@|$)/i.exec(
      type,
    ) ?? [];
  if (isArm === undefined) {
    return terraformResourceType(type, 'terraform') ?? readerOf(type);
  }
  const kind = segment === undefined ? undefined : childKindOf(segment);
  if (kind === undefined) return segment === undefined ? readArm : undefined;
  return singleRegistryReader((properties) =>
    readRegistry(armResources[kind], properties),
  );
}

const readArm = singleRegistryReader((properties) =>
  readRegistry(armTemplate, properties),
);
