import { resolve } from 'node:path';
import { shortened } from '../../shared/messages/unread-modules';
import { hasBaseline } from '../../shared/model/exemption';
import type { Rule, Severity, UnknownHandling } from '../../shared/rules/types';
import { deployedByOthers, isBicepFile } from '../bicep/files';
import { assertNoneEmpty, filesIn, isSource } from '../options';
import type * as Bicep from '../bicep/compile';
import { CalledDirectories } from '../called-directories';
import { LinkedTemplates } from '../linked-templates';
import { readConfiguration } from '../configuration';
import type { CheckConfiguration } from '../configuration';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { formats } from '../formats/format';
import type { Failure, FormatName, Summary } from '../formats/format';
import { Finder } from '../documents/find';
import type { Candidate } from '../documents/find';
import { standardInput } from '../documents/read';
import type { Document } from '../documents/read';
import { unsupportedReason } from '../documents/unsupported-files';
import { DocumentEvaluator } from '../evaluate';
import type {
  DocumentReport,
  NotEvaluatedReport,
  RegistryReport,
} from '../evaluate';
import { readParameters, unknownParameters } from '../parameters';
import { Progress } from '../progress';
import { reportName } from '../../shared/reports/place';
import { assertNotInput, reportTargets } from '../report-targets';
import type { ReportTarget } from '../report-targets';
import { Reports } from '../reports';
import { runInfo } from '../../shared/reports/run-info';
import {
  addChildren,
  addTally,
  emptyTally,
  isUnknownBlocking,
} from '../counts';
import type { ChildCounts } from '../counts';
import { RootVariables } from '../terraform-variables';
import type { VariableSource } from '../terraform-variables';
import { warn } from '../terminal';
import type { Terminal } from '../terminal';

/** The options that say how documents are evaluated. */
export interface InputOptions {
  readonly config?: string;
  readonly parameters?: readonly string[];
  /** The values of Terraform variables, in the order of their options. */
  readonly variableSources?: readonly VariableSource[];
  readonly useDefaults?: true;
  /** False if --no-bicep is given. */
  readonly bicep?: boolean;
}

/** The options of `acr-policy check`, as the argument parser names them. */
export interface CheckOptions extends InputOptions {
  readonly format?: readonly FormatName[];
  readonly output?: readonly string[];
  readonly unknown?: UnknownHandling;
  readonly failOn?: Severity;
  readonly requireInput?: true;
  readonly audit?: true;
  readonly quiet?: true;
}

/**
 * Checks every registry in files, directories and standard input, and writes the
 * report.
 *
 * @param paths files, folders and `-`
 * @throws {UserError} when the configuration is wrong or the report can't be written
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  rules: readonly Rule[],
): Promise<ExitCode> {
  const { format = [], output = [] } = options;
  assertNoneEmpty(paths, output, options);
  const targets = reportTargets(format, output, terminal.cwd);
  const configuration = configurationOf(options, rules);
  const run = new CheckRun(
    paths,
    { ...options, targets, configuration, rules },
    terminal,
  );
  assertNotInput(
    targets,
    [...run.sources(), ...filesIn(options)],
    terminal.cwd,
  );
  const reports = await Reports.open(terminal, targets, {
    isQuiet: options.quiet === true,
    run: runInfo(
      rules,
      { ...configuration, ...ofOtherHosts },
      options.audit === true,
    ),
    hasBaseline: hasBaseline(configuration.exemptions),
    rules,
  });
  const { failures, documents, tally, notEvaluated } = await run.to(reports);
  if (failures.length > 0) return exitCodes.unusable;
  if (documents === 0) {
    warn(terminal, `found nothing to check in ${paths.join(', ')}`);
    if (options.requireInput === true) return exitCodes.unusable;
  }
  if (options.audit === true) return exitCodes.compliant;
  return tally.blocking > 0 || notEvaluated.some(({ blocks }) => blocks)
    ? exitCodes.violations
    : exitCodes.compliant;
}

/** Parts of a configuration that do not decide what the command reports. */
const ofOtherHosts = {
  exemptionLimits: undefined,
  remediation: undefined,
  remediate: undefined,
  inCodeExemptions: undefined,
  report: undefined,
};

/** Options of a run, with what was made of them. */
interface RunOptions extends InputOptions {
  readonly targets: readonly ReportTarget[];
  readonly configuration: CheckConfiguration;
  readonly rules: readonly Rule[];
}

/** Takes what a run finds: the reports, or a baseline. */
export interface RegistrySink {
  registry(report: RegistryReport): Promise<void> | void;
  endDocument?(): Promise<void>;
  end?(summary: Summary): Promise<void>;
  abort?(): Promise<void>;
}

/** One run of the check: what is left to do, and what was found so far. */
export class CheckRun {
  readonly #terminal: Terminal;
  readonly #parameters: readonly string[];
  readonly #finder: Finder;
  readonly #queue: Candidate[] = [];
  readonly #selected = new Set<string>();
  readonly #judge: DocumentEvaluator;
  readonly #progress: Progress;
  readonly #notEvaluated: NotEvaluatedReport[] = [];
  readonly #called: CalledDirectories;
  readonly #linked: LinkedTemplates;
  /** Bicep files that are evaluated only as a part of others, and one of those. */
  readonly #parts = new Map<string, string>();
  readonly #failures: Failure[] = [];
  readonly #tally = emptyTally();
  readonly #paths: readonly string[];
  readonly #options: InputOptions;
  readonly #variables: RootVariables;
  readonly #outputs: ReadonlySet<string>;
  #bicep: Bicep.BicepCompiler | undefined;
  #documents = 0;
  #registries = 0;
  readonly #children: ChildCounts = {};

  constructor(
    paths: readonly string[],
    options: RunOptions,
    terminal: Terminal,
  ) {
    const { cwd } = terminal;
    const { targets, configuration, parameters = [] } = options;
    this.#terminal = terminal;
    this.#paths = paths;
    this.#options = options;
    this.#parameters = parameters;
    this.#outputs = new Set(
      targets.flatMap(({ file }) =>
        file === undefined ? [] : [resolve(cwd, file)],
      ),
    );
    this.#variables = new RootVariables({
      sources: options.variableSources ?? [],
      usesDefaults: options.useDefaults === true,
      cwd,
      env: terminal.env,
    });
    this.#progress = new Progress(terminal);
    const blocks = isUnknownBlocking(configuration);
    this.#finder = new Finder(cwd, {
      failed: (path, reason) => {
        this.#fail({ file: path, reason: `can't be read: ${reason}` });
      },
      skipped: (file) => {
        const name = reportName(cwd, resolve(cwd, file));
        this.#notEvaluated.push(sourceNotEvaluated(name, blocks));
      },
    });
    this.#called = new CalledDirectories(cwd, paths);
    this.#linked = new LinkedTemplates(cwd);
    this.#enqueue(paths);
    this.#judge = new DocumentEvaluator({
      cwd,
      selected: this.#selected,
      configuration,
      rules: options.rules,
      reportsAll: targets.some(({ format }) => formats[format].reportsAll),
      variables: this.#variables,
      onCall: (module, root) => {
        this.#called.add(module, root);
      },
      onLink: (file, by) => {
        // Parameters of the command line may be for it.
        if (parameters.length === 0) this.#linked.add(file, by);
      },
      compileBicep: (file) => this.#compile(file),
      ...(parameters.length === 0
        ? {}
        : { parameters: readParameters(parameters) }),
    });
  }

  /** The files to check that were named, and all source. */
  sources(): string[] {
    return this.#queue
      .filter(({ file, isNamed }) => isNamed || isSource(file))
      .map(({ file }) => file);
  }

  #compile(file: string): Document {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs have no Bicep
    const { BicepCompiler } = require('../bicep/compile') as typeof Bicep;
    const { cwd } = this.#terminal;
    this.#bicep ??= new BicepCompiler({
      terminal: this.#terminal,
      trees: this.#paths.map((path) => resolve(cwd, path)),
      isEnabled: this.#options.bicep !== false,
    });
    return this.#bicep.compile(file);
  }

  /**
   * Evaluates document by document, and writes the reports on the way.
   *
   * @throws {UserError} when a report can't be written
   */
  async to(reports: RegistrySink): Promise<Summary> {
    try {
      // Documents that others lead to are added on the way.
      for (const [index, candidate] of this.#queue.entries()) {
        this.#progress.show(index, this.#queue.length);
        if (this.#called.isPart(candidate)) continue;
        if (this.#linked.isPart(candidate)) continue;
        const registries = await this.#evaluate(candidate);
        let step = registries.next();
        for (; step.done !== true; step = registries.next()) {
          await reports.registry(step.value);
        }
        await reports.endDocument?.();
        this.#finish(step.value);
      }
      this.#progress.clear();
      for (const [file, by] of this.#linked.parts) {
        this.#warn(`${file} is evaluated as a part of ${by}`);
      }
      const called = [...this.#called.parts.keys()];
      if (called.length > 0) {
        this.#warn(
          `evaluated only as modules that others call: ${shortened(called)}`,
        );
      }
      const undeclared = [
        ...unknownParameters(this.#parameters, this.#judge.templateParameters),
        ...this.#variables.undeclared(),
      ];
      for (const failure of undeclared) this.#fail(failure);
      const summary = this.#summary();
      await reports.end?.(summary);
      return summary;
    } catch (error) {
      await reports.abort?.();
      throw error;
    }
  }

  #summary(): Summary {
    return {
      documents: this.#documents,
      registries: this.#registries,
      children: this.#children,
      tally: this.#tally,
      failures: this.#failures,
      notEvaluated: this.#notEvaluated,
      parts: [this.#parts, this.#linked.parts, this.#called.parts].flatMap(
        (parts) => [...parts].map(([file, of]) => ({ file, of })),
      ),
      exemptionNotes: this.#judge.exemptions.notes(),
      exemptions: this.#judge.exemptions.size,
    };
  }

  #enqueue(paths: readonly string[]): void {
    const found = [...this.#finder.find(paths)];
    const parts = this.#partsOfOthers(found);
    for (const candidate of this.#called.sorted(found)) {
      const path = resolve(this.#terminal.cwd, candidate.file);
      if (parts.has(path)) continue;
      if (this.#isReport(candidate, path)) continue;
      this.#selected.add(path);
      this.#queue.push(candidate);
    }
  }

  /** A search may find the report of an earlier run, which this run replaces. */
  #isReport({ file, isNamed }: Candidate, path: string): boolean {
    return !isNamed && !isSource(file) && this.#outputs.has(path);
  }

  /** The Bicep files that a search came by and that others deploy with their own parameters. */
  #partsOfOthers(found: readonly Candidate[]): ReadonlySet<string> {
    const bicep = new Map(
      found
        .filter(({ file }) => isBicepFile(file))
        .map(({ file, isNamed }) => [
          resolve(this.#terminal.cwd, file),
          isNamed,
        ]),
    );
    if (bicep.size < 2) return new Set();
    const parts = [...deployedByOthers([...bicep.keys()])].filter(
      ([path]) => bicep.get(path) === false,
    );
    for (const [path, by] of parts) {
      const [name, other] = [path, by].map((one) =>
        reportName(this.#terminal.cwd, one),
      );
      this.#parts.set(name ?? '', other ?? '');
      this.#warn(`${name} is evaluated as a part of ${other}`);
    }
    return new Set(parts.map(([path]) => path));
  }

  #evaluate(candidate: Candidate) {
    return candidate.file === standardInput
      ? this.#judge.evaluateStream(this.#terminal.stdin)
      : this.#judge.evaluateFile(candidate);
  }

  #finish(report: DocumentReport): void {
    const { file, evaluated, failure, notices, follows, notEvaluated } = report;
    if (failure !== undefined) this.#fail({ file, reason: failure });
    for (const notice of notices) this.#warn(`${inWords(file)}: ${notice}`);
    this.#notEvaluated.push(...notEvaluated);
    this.#enqueue(follows);
    if (evaluated === undefined) return;
    this.#documents++;
    this.#registries += evaluated.registries;
    addChildren(this.#children, evaluated.children);
    addTally(this.#tally, evaluated.tally);
  }

  #fail(failure: Failure): void {
    this.#failures.push(failure);
    this.#warn(`${inWords(failure.file)} ${failure.reason}`);
  }

  #warn(message: string): void {
    this.#progress.clear();
    warn(this.#terminal, message);
  }
}

function inWords(file: string): string {
  return file === standardInput ? 'standard input' : file;
}

/** Options of the command line override the configuration. */
function configurationOf(
  { config, unknown, failOn }: CheckOptions,
  rules: readonly Rule[],
): CheckConfiguration {
  return {
    ...(config === undefined ? {} : readConfiguration(config, rules)),
    ...(unknown === undefined ? {} : { unknown }),
    ...(failOn === undefined ? {} : { failOn }),
  };
}

/** A file of Terragrunt, Terraform Stacks or Pulumi found by a search, which is reported as not evaluated. */
function sourceNotEvaluated(file: string, blocks: boolean): NotEvaluatedReport {
  return {
    file,
    address: '',
    // The name says what it is.
    reason: `it ${unsupportedReason(file, file) ?? ''}`,
    blocks,
  };
}
