import type { Configuration } from '../shared/configuration/parse';
import type { EvaluateOptions } from '../shared/engine/evaluate';
import { errorText } from '../shared/configuration/errors';
import type * as ConfigurationFile from '../shared/configuration/file';
import type { Rule } from '../shared/rules/types';
import { UserError } from './errors';

/** What the command makes use of, of a configuration. */
export interface CheckConfiguration extends EvaluateOptions {
  readonly modulesWithoutRegistries?: readonly string[];
}

/**
 * Reads a configuration file.
 *
 * @throws {UserError} with everything that is wrong with it
 */
export function readConfiguration(
  file: string,
  rules: readonly Rule[],
): Configuration {
  const parsed = loadReader().readConfigurationFile(file, rules);
  if (!('errors' in parsed)) return parsed.configuration;
  throw new UserError(errorText(parsed.errors));
}

/** The configuration of a file; the defaults if there is none. */
export function configurationFrom(
  file: string | undefined,
  rules: readonly Rule[],
): Partial<Configuration> {
  return file === undefined ? {} : readConfiguration(file, rules);
}

/**
 * Checks a file for Pulumi's `--policy-pack-config`.
 *
 * @throws {UserError} with everything that is wrong with it
 */
export function checkPolicyPackConfiguration(
  file: string,
  rules: readonly Rule[],
): void {
  const errors = loadReader().checkPolicyPackFile(file, rules);
  if (errors.length === 0) return;
  throw new UserError(errorText(errors));
}

/**
 * Translates a configuration file into Pulumi's format.
 *
 * @throws {UserError} with everything that is wrong or can't be translated
 */
export function convertConfiguration(
  file: string,
  rules: readonly Rule[],
): object {
  const result = loadReader().convertConfigurationFile(file, rules);
  if (!('errors' in result)) return result.converted;
  throw new UserError(errorText(result.errors));
}

function loadReader(): typeof ConfigurationFile {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs have no configuration
  return require('../shared/configuration/file') as typeof ConfigurationFile;
}
