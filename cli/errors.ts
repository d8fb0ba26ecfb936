/** An error that the user can fix: wrong usage, an unreadable file. Exit code 2. */
export class UserError extends Error {}

/** The consequence for a search that finds an unreadable document. */
export type InSearch = 'error' | 'notEvaluated' | 'ignored';

/** A document that is not JSON, not a JSON object, or of no known type. */
export class SyntaxFault extends UserError {
  /** @param inSearch ignored only if it certainly declares no registry */
  constructor(
    message: string,
    readonly inSearch: InSearch,
  ) {
    super(message);
  }
}
