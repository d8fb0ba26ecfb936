import { join } from 'node:path';

const root = join(__dirname, '../..');

/** The compiled command line, as `bin` names it. */
export const program = join(root, 'dist/cli/main.js');

/** Where the documents of the tests are. */
export const fixtures = join(root, 'test/fixtures/cli');

/** What a process left behind. */
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
  /** Who runs it, for files that root may read and others may not. */
  readonly uid?: number;
  /** Flags of Node's. */
  readonly nodeFlags?: readonly string[];
}
