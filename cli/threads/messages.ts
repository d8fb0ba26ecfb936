import type { ExemptionUse } from '../../shared/exemptions';
import type { FormatName, RenderOptions } from '../formats/format';
import type { Candidate } from '../inputs/find';
import type { DocumentReport, JudgeOptions } from '../judge';

/** What a thread is started with; plain data. */
export interface ThreadOptions {
  readonly judge: JudgeOptions;
  readonly format: FormatName;
  readonly render: RenderOptions;
}

/** Documents that one thread judges one after the other. */
export interface Job {
  readonly tasks: readonly Task[];
  /** How long they are together. */
  readonly bytes: number;
}

/** One document to judge, with its number in the run. */
export interface Task {
  readonly number: number;
  readonly candidate: Candidate;
}

/** One document that was judged. */
export interface JudgedDocument {
  readonly number: number;
  /** What is said of it, in the format of the run. */
  readonly text: string;
  readonly report: DocumentReport;
}

/** What a thread says when it is done with a job. */
export type ThreadMessage =
  | {
      readonly documents: readonly JudgedDocument[];
      /** What became of the exemptions in this thread so far. */
      readonly exemptionUses: readonly ExemptionUse[];
    }
  /** A fault of our own: nothing more can be trusted. */
  | { readonly fault: string };
