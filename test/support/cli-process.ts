import { join } from 'node:path';

const root = join(__dirname, '../..');

/** The compiled command line, as `bin` names it. */
export const program = join(root, 'dist/cli/main.js');

/** The directory of the tests' documents. */
export const fixtures = join(root, 'test/fixtures/cli');

/** The result of a process. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** The repository's fixtures if left out. */
  readonly cwd?: string;
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** The user ID, for files that only root may read. */
  readonly uid?: number;
  /** Flags of Node's. */
  readonly nodeFlags?: readonly string[];
}
