import { toHostConfiguration } from '../shared/configuration/options';
import type {
  HostConfiguration,
  PolicyOptions,
} from '../shared/configuration/options';

/** The policy's options, all optional. */
export interface AcrPolicyOptions extends PolicyOptions {
  /**
   * A configuration file, relative to the working directory. What blocks under it
   * blocks under these options too.
   */
  readonly extends?: string;
  /** Sources of modules that declare no registry, as globs: such modules are not reported. */
  readonly modulesWithoutRegistries?: readonly string[];
  /** `allow` or `forbid` (the default) exemptions by `exemptFromAcrPolicy`. */
  readonly inCodeExemptions?: 'allow' | 'forbid';
  /** Repairs a violation instead of reporting it; never on by default. */
  readonly remediate?: boolean;
  /** Writes the SARIF report `acr-policy.sarif` beside the manifest; never on by default. */
  readonly report?: boolean;
}

/** The options, checked and complete. */
export interface PolicyConfiguration extends HostConfiguration {
  readonly resolutionHint: string;
}

/**
 * Checks the options.
 *
 * @param source what errors call them: the function that they were given to
 * @throws {Error} that names every option that is not known or wrong
 */
export function toConfiguration(
  options: AcrPolicyOptions,
  source: string,
): PolicyConfiguration {
  return {
    ...toHostConfiguration(options, 'cdktf', source),
    resolutionHint:
      'Check the plan: terraform plan -out tfplan && terraform show -json tfplan > plan.json && acr-policy check plan.json',
  };
}
