import type { ExemptionNote } from '../../shared/model/exemption';
import type { Rule } from '../../shared/rules/types';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';
import type { ChildCounts, Counts } from '../counts';
import type { RunInfo } from '../../shared/reports/run-info';
import type * as AzurePipelines from './azure-pipelines';
import type * as Github from './github';
import type * as Gitlab from './gitlab';
import type * as Html from './html';
import type * as JsonFormat from './json';
import type * as Junit from './junit';
import type * as Markdown from './markdown';
import type * as Pretty from './pretty';
import type * as Sarif from './sarif';

/** Writes a report piece by piece while documents are evaluated. */
export interface Renderer {
  /** Returns the start of the report. */
  begin(): string;
  /** Returns the next piece; registries come document by document. */
  registry(report: RegistryReport): string;
  /** Returns the rest of a document's part, when all its registries have come. */
  endDocument(): string;
  /** Returns the end of the report. */
  end(summary: Summary): string;
}

/** The result of a run when all documents are evaluated. */
export interface Summary {
  /** The number of evaluated documents. */
  readonly documents: number;
  readonly registries: number;
  /** The evaluated children of registries, by kind. */
  readonly children: ChildCounts;
  readonly tally: Counts;
  readonly failures: readonly Failure[];
  /** Parts that may declare or change registries and were not evaluated. */
  readonly notEvaluated: readonly NotEvaluatedReport[];
  /** What was evaluated only as a part of something else of the run. */
  readonly parts: readonly EvaluatedPart[];
  /** The exemptions without effect, and those that end soon. */
  readonly exemptionNotes: readonly ExemptionNote[];
  /** The number of configured exemptions. */
  readonly exemptions: number;
}

/** A file or a directory that others deploy with their own values. */
export interface EvaluatedPart {
  readonly file: string;
  /** One that deploys it. */
  readonly of: string;
}

/** A file or an option that could not be read or understood, and why. */
export interface Failure {
  readonly file: string;
  readonly reason: string;
  /** It is a value for a variable or a parameter that nothing declares. */
  readonly isUndeclared?: true;
}

export interface RenderOptions {
  readonly hasColor: boolean;
  /** The columns of the terminal; left out: lines are not wrapped. */
  readonly width?: number;
  /** Print only what blocks; `pretty` only. */
  readonly isQuiet: boolean;
  readonly run: RunInfo;
  /** Some exemptions are of a baseline. */
  readonly hasBaseline: boolean;
  /** Every rule that there is, for formats that list them. */
  readonly rules: readonly Rule[];
}

/** A format of reports. */
interface Format {
  /** True if it has every outcome, not only those that need attention. */
  readonly reportsAll: boolean;
  /** True if it ends with the summary line, which is then not printed separately. */
  readonly hasSummary: boolean;
  readonly load: () => (options: RenderOptions) => Renderer;
}

/* eslint-disable @typescript-eslint/no-require-imports -- a run needs one of them */
export const formats = {
  pretty: {
    reportsAll: false,
    hasSummary: true,
    load: () => (require('./pretty') as typeof Pretty).createPretty,
  },
  json: {
    reportsAll: true,
    hasSummary: false,
    load: () => (require('./json') as typeof JsonFormat).createJson,
  },
  sarif: {
    reportsAll: false,
    hasSummary: false,
    load: () => (require('./sarif') as typeof Sarif).createSarif,
  },
  junit: {
    reportsAll: true,
    hasSummary: false,
    load: () => (require('./junit') as typeof Junit).createJunit,
  },
  github: {
    reportsAll: false,
    hasSummary: true,
    load: () => (require('./github') as typeof Github).createGithub,
  },
  'azure-pipelines': {
    reportsAll: false,
    hasSummary: true,
    load: () =>
      (require('./azure-pipelines') as typeof AzurePipelines)
        .createAzurePipelines,
  },
  gitlab: {
    reportsAll: false,
    hasSummary: false,
    load: () => (require('./gitlab') as typeof Gitlab).createGitlab,
  },
  markdown: {
    reportsAll: false,
    hasSummary: false,
    load: () => (require('./markdown') as typeof Markdown).createMarkdown,
  },
  html: {
    reportsAll: true,
    hasSummary: false,
    load: () => (require('./html') as typeof Html).createHtml,
  },
} as const satisfies Record<string, Format>;
/* eslint-enable @typescript-eslint/no-require-imports */

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

/** Returns whether a string names a format. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
