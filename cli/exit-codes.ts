/** The exit codes, which CI relies on. */
export const exitCodes = {
  /** Nothing that blocks was found. */
  compliant: 0,
  /** At least one finding blocks. */
  violations: 1,
  /** Wrong usage, or input that can't be read or understood. */
  unusable: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
