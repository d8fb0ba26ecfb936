import { join } from 'node:path';

export const root = join(__dirname, '../..');

/** The executable form of the pack, which Pulumi starts directly. */
export const packExecutable = join(root, 'dist/pulumi-policy/executable.js');

export interface BootOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** The executable form of a pack, started directly. */
  readonly executable?: string;
}

/** A pack that listens. */
export interface StartedPack {
  readonly port: number;
  readonly pid: number | undefined;
  /** Ends its process, as an operator or a lack of memory would. */
  end(): Promise<void>;
}
