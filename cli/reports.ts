import type { RegistryReport } from './evaluate';
import { isReported } from './counts';
import { formats } from './formats/format';
import type { Renderer, RenderOptions, Summary } from './formats/format';
import { summarize } from './formats/summary';
import { ReportWriter } from './output';
import type { ReportTarget } from './report-targets';
import { columnsOf, hasColor } from './terminal';
import type { Terminal } from './terminal';

/** Options that all reports of a run share. */
type ReportOptions = Omit<RenderOptions, 'hasColor' | 'width'>;

interface Report {
  readonly target: ReportTarget;
  readonly renderer: Renderer;
  readonly writer: ReportWriter;
}

/** The reports of one run: each is written while documents are evaluated. */
export class Reports {
  readonly #terminal: Terminal;
  readonly #options: ReportOptions;
  readonly #reports: Report[] = [];

  private constructor(terminal: Terminal, options: ReportOptions) {
    this.#terminal = terminal;
    this.#options = options;
  }

  /** @throws {UserError} when a file can't be written */
  static async open(
    terminal: Terminal,
    targets: readonly ReportTarget[],
    options: ReportOptions,
  ): Promise<Reports> {
    const reports = new Reports(terminal, options);
    try {
      for (const target of targets) await reports.#add(target);
    } catch (error) {
      await reports.abort();
      throw error;
    }
    return reports;
  }

  async #add(target: ReportTarget): Promise<void> {
    const isPrinted = target.file === undefined;
    const width = isPrinted ? columnsOf(this.#terminal) : undefined;
    const renderer = formats[target.format].load()({
      hasColor: isPrinted && hasColor(this.#terminal),
      ...(width === undefined ? {} : { width }),
      ...this.#options,
    });
    const writer = await ReportWriter.open(this.#terminal, target.file);
    this.#reports.push({ target, renderer, writer });
    await writer.write(renderer.begin());
  }

  async registry(report: RegistryReport): Promise<void> {
    let reported: RegistryReport | undefined;
    for (const { target, renderer, writer } of this.#reports) {
      if (formats[target.format].reportsAll) {
        await writer.write(renderer.registry(report));
        continue;
      }
      reported ??= {
        ...report,
        findings: report.findings.filter(isReported),
      };
      if (reported.findings.length > 0) {
        await writer.write(renderer.registry(reported));
      }
    }
  }

  async endDocument(): Promise<void> {
    for (const { renderer, writer } of this.#reports) {
      await writer.write(renderer.endDocument());
    }
  }

  /** Ends each report, and prints the summary unless a printed report ends with it. */
  async end(summary: Summary): Promise<void> {
    for (const { renderer, writer } of this.#reports) {
      await writer.write(renderer.end(summary));
      await writer.close();
    }
    const printed = this.#reports.filter(
      ({ target }) => target.file === undefined,
    );
    if (printed.some(({ target }) => formats[target.format].hasSummary)) return;
    const { stdout, stderr } = this.#terminal;
    const stream = printed.length === 0 ? stdout : stderr;
    const colored = stream === stdout && hasColor(this.#terminal);
    stream.write(summarize(summary, this.#options.run, colored));
  }

  /** Closes the files of reports that do not come to their end. */
  async abort(): Promise<void> {
    for (const { writer } of this.#reports) await writer.abort();
  }
}
