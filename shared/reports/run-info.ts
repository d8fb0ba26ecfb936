import { createHash } from 'node:crypto';
import type { Framework, Level, Rule } from '../rules/types';
import type { EvaluateOptions } from '../engine/evaluate';
import { packageVersion } from './package-files';

/** Proof of what ran, for reports. */
export interface RunInfo {
  /** The version of this package. */
  readonly version: string;
  /** The rules that ran, by name. */
  readonly rules: readonly RuleLevel[];
  /** SHA-256 of the configuration, as hexadecimal digits. */
  readonly configurationHash: string;
  /** Violations and unknowns are reported and do not fail the run. */
  readonly isAudit: boolean;
}

/** A rule that ran, with the level that was configured. */
interface RuleLevel {
  readonly name: string;
  readonly level: Exclude<Level, 'disabled'>;
  /** The controls that it covers. */
  readonly frameworks: readonly Framework[];
}

/** The settings that decide what a host reports. */
interface RunSettings extends EvaluateOptions {
  readonly modulesWithoutRegistries?: readonly string[];
}

/**
 * Describes everything except the documents that decides the outcome of a run.
 *
 * @param settings all of them are hashed; undefined ones are left out
 */
export function runInfo(
  rules: readonly Rule[],
  settings: RunSettings,
  isAudit: boolean,
): RunInfo {
  const running = rules.flatMap(({ name, level, frameworks }): RuleLevel[] => {
    const configured = settings.levels?.[name] ?? level;
    return configured === 'disabled'
      ? []
      : [{ name, level: configured, frameworks }];
  });
  const { modulesWithoutRegistries: modules = [] } = settings;
  return {
    version: packageVersion(),
    rules: running,
    configurationHash: hashOf({
      ...settings,
      // What is left out holds its default: it is the same configuration.
      levels: Object.fromEntries(
        running.map((each) => [each.name, each.level]),
      ),
      ruleOptions: Object.fromEntries(
        Object.entries(settings.ruleOptions ?? {}).filter(
          ([, options]) => Object.keys(options).length > 0,
        ),
      ),
      exemptions: settings.exemptions ?? [],
      modulesWithoutRegistries: modules.length > 0 ? modules : undefined,
      unknown: settings.unknown ?? 'warn',
    }),
    isAudit,
  };
}

/** The hash as text formats print it. */
export function shortHash({ configurationHash }: RunInfo): string {
  return configurationHash.slice(0, 12);
}

function hashOf(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
  return createHash('sha256').update(text).digest('hex');
}
