import type { JsonPath } from '../json/json';

/** Something that may declare or change registries and that no reader evaluates. */
export interface NotEvaluated {
  /** Its address in the document; empty for the document as a whole. */
  readonly address: string;
  /** Why, and what to do next, as one or two sentences. */
  readonly reason: string;
  /** The names and indexes from the document down to it, if that is not the whole. */
  readonly path?: JsonPath;
  /** It is a call of a module, which a report groups with the others. */
  readonly unreadModule?: UnreadModule;
}

/** A call of a module that may declare registries and is not evaluated. */
export interface UnreadModule {
  readonly address: string;
  /** As the call writes it; undefined if that is not a string. */
  readonly source: string | undefined;
  /** Why it is not read, as what follows its source: `is not fetched`. */
  readonly why: string;
  /** `terraform get` may bring it into reach. */
  readonly isFetchable: boolean;
}

/** Takes note of what a reader does not evaluate, so that it is reported. */
export type ReportNotEvaluated = (entry: NotEvaluated) => void;
