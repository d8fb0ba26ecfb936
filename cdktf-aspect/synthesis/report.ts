import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasBaseline } from '../../shared/model/exemption';
import { reportName } from '../../shared/reports/place';
import { runInfo } from '../../shared/reports/run-info';
import type { RunInfo } from '../../shared/reports/run-info';
import {
  SarifRun,
  sarifLogEnd,
  sarifLogStart,
} from '../../shared/reports/sarif';
import type { SarifNotification } from '../../shared/reports/sarif';
import { declaredAt } from '../constructs/declared-at';
import type { Construct } from '../constructs/construct-types';
import type { Evaluation } from '../evaluate';
import type { PolicyConfiguration } from '../options';
import type { Violation } from './synthesis-error';

/** The name of the report, in the directory of the manifest. */
const reportFile = 'acr-policy.sarif';

/** The part of the report for one configuration. */
interface ConfiguredRun {
  readonly sarif: SarifRun;
  readonly notifications: SarifNotification[];
  results: string;
}

/**
 * The SARIF report of one synthesis, for policies with the option `report`. Several
 * aspects may have options of their own, so each configuration is a run of the log.
 */
export class SynthesisReport {
  readonly #outdir: string;
  readonly #runs = new Map<PolicyConfiguration, ConfiguredRun>();

  /** @param configurations the configurations of all policies */
  constructor(outdir: string, configurations: readonly PolicyConfiguration[]) {
    this.#outdir = outdir;
    const reported = [
      ...new Set(configurations.filter(({ report }) => report)),
    ];
    for (const [index, configuration] of reported.entries()) {
      const sarif = new SarifRun({
        rules: configuration.knownRules,
        run: runOf(configuration),
        hasBaseline: hasBaseline(configuration.exemptions),
        // GitHub takes several runs of a tool only if their categories differ.
        ...(reported.length > 1 ? { category: `acr-policy-${index + 1}` } : {}),
      });
      this.#runs.set(configuration, { sarif, notifications: [], results: '' });
    }
  }

  /**
   * Adds the evaluations of a stack.
   *
   * @param file the file that is written for the stack
   */
  add(
    configuration: PolicyConfiguration,
    file: string,
    evaluations: readonly Evaluation[],
  ): void {
    const run = this.#runs.get(configuration);
    if (run === undefined) return;
    const name = reportName(process.cwd(), file);
    const level = configuration.unknown === 'error' ? 'error' : 'warning';
    for (const { construct, registry, notEvaluated = [] } of evaluations) {
      if (registry !== undefined) {
        run.results += run.sarif.registry({
          ...registry,
          file: name,
          place: () => placeOf(construct) ?? { file: name, line: 1, column: 1 },
        });
      }
      for (const { text, file: other } of notEvaluated) {
        const unread = other === undefined ? file : join(dirname(file), other);
        const place = { file: reportName(process.cwd(), unread) };
        run.notifications.push({ level, text, place });
      }
    }
  }

  /**
   * Writes the report, unless no policy asks for one.
   *
   * @param failures errors of others, by which stacks may not be evaluated
   */
  write(failures: readonly Violation[]): void {
    if (this.#runs.size === 0) return;
    const errors = failures.map(({ path, message }) => ({
      level: 'error' as const,
      text: `[${path}] ${message}`,
    }));
    const runs = [...this.#runs.values()].map(
      ({ sarif, results, notifications }) =>
        sarif.start() +
        results +
        sarif.end(errors.length === 0, [...errors, ...notifications]),
    );
    mkdirSync(this.#outdir, { recursive: true });
    writeFileSync(
      join(this.#outdir, reportFile),
      sarifLogStart + runs.join(',') + sarifLogEnd,
    );
  }
}

/** Where the program declares a construct, if that is recorded. */
function placeOf(construct: Construct) {
  const declared = declaredAt(construct);
  if (declared === undefined) return undefined;
  const { file, line } = declared;
  return { file: reportName(process.cwd(), file), line, column: 1 };
}

/** Hashes what decides the findings, so that the command has the same hash for the same options. */
function runOf({
  knownRules,
  levels,
  ruleOptions,
  exemptions,
  unknown,
  modulesWithoutRegistries,
  remediate,
  remediation,
  inCodeExemptions,
  exemptionLimits,
}: PolicyConfiguration): RunInfo {
  const own = {
    ...(remediate ? { remediate, remediation } : {}),
    ...(inCodeExemptions === 'allow'
      ? { inCodeExemptions, exemptionLimits }
      : {}),
  };
  const settings = {
    ...{ levels, ruleOptions, exemptions, unknown, modulesWithoutRegistries },
    ...own,
  };
  return runInfo(knownRules, settings, false);
}
