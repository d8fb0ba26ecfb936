/** What a user has to change: a usage error, a file that can't be read. Ends a run with exit code 2. */
export class UserError extends Error {}

/** A document that is no JSON, or no JSON object. */
export class SyntaxFault extends UserError {
  /** @param mayDeclare it is empty, or speaks of what declares registries */
  constructor(
    message: string,
    readonly mayDeclare: boolean,
  ) {
    super(message);
  }
}
