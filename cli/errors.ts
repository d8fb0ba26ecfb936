/** What a user has to change: a usage error, a file that can't be read. Ends a run with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

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

/** Says what went wrong with a file system call, without the path and the call's name. */
export function describeSystemError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return systemErrors.get(code ?? '') ?? code ?? message;
}

const systemErrors: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'its symbolic links form a loop'],
  ['ENOSPC', 'no space is left on the device'],
  ['EROFS', 'the file system is read-only'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EMFILE', 'too many files are open'],
]);
