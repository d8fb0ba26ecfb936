import type { UnusedExemption } from '../../shared/engine/exemptions';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';
import type { Counts } from '../counts';
import type * as Github from './github';
import type * as JsonFormat from './json';
import type * as Junit from './junit';
import type * as Pretty from './pretty';
import type * as Sarif from './sarif';

/**
 * Writes a report piece by piece while documents are judged, so that a long one
 * never lies in memory as a whole.
 */
export interface Renderer {
  /** What the report starts with. */
  begin(): string;
  /** What stands between the parts of two documents. */
  readonly separator: string;
  /** Begins the part of one document; one of which there is nothing to say is left out. */
  document(): DocumentRenderer;
  /**
   * What the report ends with.
   *
   * @param isEmpty whether there was nothing to say of any document
   */
  end(summary: Summary, isEmpty: boolean): string;
}

/** Writes the part of one document. */
export interface DocumentRenderer {
  registry(report: RegistryReport): string;
  /** What ends the part. */
  end(): string;
}

/** What is known of a run when all documents are judged. */
export interface Summary {
  /** How many documents were judged. */
  readonly documents: number;
  readonly registries: number;
  readonly tally: Counts;
  readonly failures: readonly Failure[];
  /** What may declare or change registries and was not evaluated. */
  readonly notEvaluated: readonly NotEvaluatedReport[];
  readonly unusedExemptions: readonly UnusedExemption[];
}

/** A file that could not be read or understood, and why. */
export interface Failure {
  readonly file: string;
  readonly reason: string;
}

export interface RenderOptions {
  readonly hasColor: boolean;
}

/** One way to say what was found. */
interface Format {
  /** Whether it has every outcome, not only what is a matter for a reader. */
  readonly reportsAll: boolean;
  readonly load: () => (options: RenderOptions) => Renderer;
}

/* eslint-disable @typescript-eslint/no-require-imports -- a run needs one of them */
export const formats = {
  pretty: {
    reportsAll: false,
    load: () => (require('./pretty') as typeof Pretty).createPretty,
  },
  json: {
    reportsAll: true,
    load: () => (require('./json') as typeof JsonFormat).createJson,
  },
  sarif: {
    reportsAll: false,
    load: () => (require('./sarif') as typeof Sarif).createSarif,
  },
  junit: {
    reportsAll: true,
    load: () => (require('./junit') as typeof Junit).createJunit,
  },
  github: {
    reportsAll: false,
    load: () => (require('./github') as typeof Github).createGithub,
  },
} as const satisfies Record<string, Format>;
/* eslint-enable @typescript-eslint/no-require-imports */

export type FormatName = keyof typeof formats;
