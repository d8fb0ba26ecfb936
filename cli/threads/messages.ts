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

/** Documents that one thread judges one after the other, with their numbers in the run. */
export type Job = readonly Task[];

/** One document to judge. */
export interface Task {
  readonly number: number;
  readonly candidate: Candidate;
}

/** What a thread says. */
export type ThreadMessage =
  | { readonly number: number; readonly piece: string }
  | {
      readonly number: number;
      readonly report: DocumentReport;
      /** What became of the exemptions in this thread so far. */
      readonly exemptionUses: readonly ExemptionUse[];
    }
  /** A fault of our own: nothing more can be trusted. */
  | { readonly fault: string }
  | 'ready';
