/** What a user has to change: a usage error, a file that can't be read. Ends a run with exit code 2. */
export class UserError extends Error {}

/** What a document that can't be understood means for a search that came by it. */
export type InSearch = 'error' | 'notEvaluated' | 'ignored';

/** A document that is no JSON, no JSON object, or of no kind that can be read. */
export class SyntaxFault extends UserError {
  /** @param inSearch ignored only if it certainly declares no registry */
  constructor(
    message: string,
    readonly inSearch: InSearch,
  ) {
    super(message);
  }
}
