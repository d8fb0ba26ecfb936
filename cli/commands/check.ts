import { resolve } from 'node:path';
import type { EvaluateOptions } from '../../shared/evaluate';
import type { Severity, UnknownHandling } from '../../shared/types';
import { readConfiguration } from '../configuration';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { formats } from '../formats/format';
import type { FormatName, Renderer, Summary } from '../formats/format';
import { Finder } from '../inputs/find';
import type { Candidate } from '../inputs/find';
import { standardInput } from '../inputs/read';
import { refusalOf } from '../inputs/refusal';
import { Judge } from '../judge';
import type { DocumentReport } from '../judge';
import { write } from '../output';
import { readParameters } from '../parameters';
import { piecesOf } from '../pieces';
import { Progress } from '../progress';
import { addTally, emptyTally } from '../tally';
import { hasColor, warn } from '../terminal';
import type { Terminal } from '../terminal';
import type { Task, ThreadOptions } from '../threads/messages';
import { shareOut } from '../threads/sharing';
import { Threads } from '../threads/threads';
import { judgeWhole } from '../threads/whole';

/** The options of `acr-policy check`, as the argument parser names them. */
export interface CheckOptions {
  readonly format: FormatName;
  readonly output?: string;
  readonly config?: string;
  readonly unknown?: UnknownHandling;
  readonly failOn?: Severity;
  readonly requireInput?: true;
  readonly parameters?: readonly string[];
}

/**
 * Judges every registry in files, folders and standard input, and writes the
 * report.
 *
 * @param paths files, folders and `-`
 * @throws {UserError} when the configuration is wrong or the report can't be written
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const run = new Run(paths, options, terminal);
  await write(terminal, run.report(), options.output);
  const { failures, documents, tally } = run.summary();
  if (failures.length > 0) return exitCodes.unusable;
  if (documents === 0) {
    warn(terminal, `found nothing to check in ${paths.join(', ')}`);
    if (options.requireInput === true) return exitCodes.unusable;
  }
  return tally.blocking > 0 ? exitCodes.violations : exitCodes.compliant;
}

/** One run of the check: what is left to do, and what was found so far. */
class Run {
  readonly #terminal: Terminal;
  readonly #thread: ThreadOptions;
  readonly #renderer: Renderer;
  readonly #finder: Finder;
  readonly #queue: Task[] = [];
  readonly #judge: Judge;
  readonly #progress: Progress;
  readonly #sources: string[] = [];
  readonly #failures: Summary['failures'][number][] = [];
  readonly #tally = emptyTally();
  #threads: Threads | undefined;
  #documents = 0;
  #registries = 0;

  constructor(
    paths: readonly string[],
    options: CheckOptions,
    terminal: Terminal,
  ) {
    const { cwd } = terminal;
    const { output, failOn, parameters } = options;
    const format = formats[options.format];
    this.#terminal = terminal;
    this.#progress = new Progress(terminal);
    this.#finder = new Finder(cwd, {
      failed: (path, reason) => {
        this.#fail(path, `can't be read: ${reason}`);
      },
      skipped: (file) => {
        this.#sources.push(file);
      },
    });
    const found = [...this.#finder.find(paths)];
    this.#thread = {
      judge: {
        cwd,
        selected: new Set(found.map(({ file }) => resolve(cwd, file))),
        configuration: configurationOf(options),
        reportsAll: format.reportsAll,
        ...(failOn === undefined ? {} : { failOn }),
        ...(parameters === undefined
          ? {}
          : { parameters: readParameters(parameters) }),
      },
      format: options.format,
      render: { hasColor: output === undefined && hasColor(terminal) },
    };
    this.#renderer = format.load()(this.#thread.render);
    this.#judge = new Judge(this.#thread.judge);
    this.#add(found);
  }

  /** Judges document by document, and gives the report in pieces. */
  async *report(): AsyncGenerator<string> {
    const renderer = this.#renderer;
    let isEmpty = true;
    yield renderer.begin();
    try {
      for (const task of this.#queue) {
        this.#progress.show(task.number, this.#queue.length);
        const pieces = this.#judgeOne(task);
        let before = isEmpty ? '' : renderer.separator;
        let step = await pieces.next();
        for (; step.done !== true; step = await pieces.next()) {
          yield before + step.value;
          before = '';
          isEmpty = false;
        }
        this.#finish(step.value);
      }
    } finally {
      await this.#threads?.close();
    }
    this.#progress.clear();
    warnOfSources(this.#sources, this.#terminal);
    yield renderer.end(this.summary(), isEmpty);
  }

  summary(): Summary {
    return {
      documents: this.#documents,
      registries: this.#registries,
      tally: this.#tally,
      failures: this.#failures,
      unusedExemptions: this.#judge.exemptions.unused(),
    };
  }

  /** Adds documents to what is gone through, and shares them out where that pays. */
  #add(candidates: Iterable<Candidate>): void {
    const added: Task[] = [];
    for (const candidate of candidates) {
      added.push({ number: this.#queue.length + added.length, candidate });
    }
    this.#queue.push(...added);
    const { threads, jobs } = shareOut(this.#terminal.cwd, added);
    if (threads > 1) {
      this.#threads ??= new Threads(
        this.#thread,
        threads - 1,
        (task) => judgeWhole(task, this.#judge, this.#renderer),
        this.#judge.exemptions,
      );
    }
    for (const job of jobs) this.#threads?.add(job);
  }

  /** Says in pieces what is to be said of a document. */
  async *#judgeOne(task: Task): AsyncGenerator<string, DocumentReport> {
    const judged = await this.#threads?.judge(task);
    if (judged !== undefined) {
      if (judged.text !== '') yield judged.text;
      return judged.report;
    }
    const { candidate } = task;
    const reports =
      candidate.file === standardInput
        ? await this.#judge.judgeStream(this.#terminal.stdin)
        : this.#judge.judgeFile(candidate);
    return yield* piecesOf(reports, this.#renderer.document());
  }

  #finish({ file, judged, failure, notices, follows }: DocumentReport): void {
    if (failure !== undefined) this.#fail(file, failure);
    for (const notice of notices) this.#warn(`${file}: ${notice}`);
    this.#add(this.#finder.find(follows));
    if (judged === undefined) return;
    this.#documents++;
    this.#registries += judged.registries;
    addTally(this.#tally, judged.tally);
  }

  #fail(file: string, reason: string): void {
    this.#failures.push({ file, reason });
    this.#warn(`${file} ${reason}`);
  }

  #warn(message: string): void {
    this.#progress.clear();
    warn(this.#terminal, message);
  }
}

/** What the command line says goes before what the configuration says. */
function configurationOf({ config, unknown }: CheckOptions): EvaluateOptions {
  return {
    ...(config === undefined ? {} : readConfiguration(config)),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** A folder's `.tf` and `.bicep` files were not checked: nobody should think they were. */
function warnOfSources(sources: readonly string[], terminal: Terminal): void {
  const byRefusal = new Map<string, string[]>();
  for (const file of sources) {
    const refusal = refusalOf('', file) ?? '';
    byRefusal.set(refusal, [...(byRefusal.get(refusal) ?? []), file]);
  }
  for (const [refusal, [first = '', ...others]] of byRefusal) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    warn(terminal, `not checked: ${first}${more} ${refusal}`);
  }
}
