import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './analyzer';
import { startStandInProviders } from './stand-in-provider';
import type { Created } from './stand-in-provider';

/** The version of `pulumi` on the PATH, undefined if there is none. */
export function pulumiVersion(): string | undefined {
  const { status, stdout } = spawnSync('pulumi', ['version'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

export interface Run {
  readonly status: number;
  readonly output: string;
}

/** A workspace to run the real `pulumi` in, without an account of anybody's. */
export class PulumiCli {
  /** The resources created or changed so far. */
  readonly created: Created;
  readonly #home: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #stop: () => void;

  private constructor(
    home: string,
    {
      environment,
      created,
      stop,
    }: Awaited<ReturnType<typeof startStandInProviders>>,
    more: NodeJS.ProcessEnv,
  ) {
    this.created = created;
    this.#home = home;
    this.#stop = stop;
    this.#environment = {
      ...process.env,
      ...environment,
      PULUMI_HOME: home,
      PULUMI_CONFIG_PASSPHRASE: 'the stack of a test has no secrets',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      // ts-node would check the types of the whole SDK at each run.
      PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
      NO_COLOR: '1',
      ...more,
    };
  }

  /** @param environment more variables for the processes that it starts */
  static async open(environment: NodeJS.ProcessEnv = {}): Promise<PulumiCli> {
    const home = mkdtempSync(join(tmpdir(), 'pulumi-'));
    return new PulumiCli(home, await startStandInProviders(), environment);
  }

  /**
   * Copies a program, for Pulumi writes beside it; its packages are those of
   * the repository.
   *
   * @param source the folder of the program, or its files by their names
   * @returns the folder to run it in, its stack `dev` created
   */
  async add(source: string | Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(this.#home, 'program-'));
    if (typeof source === 'string') {
      cpSync(source, folder, {
        recursive: true,
        filter: (file) => basename(file) !== 'node_modules',
      });
    } else {
      for (const [name, text] of Object.entries(source)) {
        writeFileSync(join(folder, name), text);
      }
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const { status, output } = await this.run(folder, 'stack', 'init', 'dev');
    if (status !== 0) throw new Error(output);
    return folder;
  }

  /** Runs a command in the folder of a program. */
  run(folder: string, ...args: string[]): Promise<Run> {
    return this.#run(folder, args);
  }

  /** As {@link run}, by somebody who can't decrypt the stack's secrets. */
  runWithoutPassphrase(folder: string, ...args: string[]): Promise<Run> {
    return this.#run(folder, args, { PULUMI_CONFIG_PASSPHRASE: undefined });
  }

  /** As {@link run}, with variables that differ for this command. */
  runWith(
    environment: NodeJS.ProcessEnv,
    folder: string,
    ...args: string[]
  ): Promise<Run> {
    return this.#run(folder, args, environment);
  }

  #run(
    folder: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<Run> {
    return new Promise((resolve) => {
      execFile(
        'pulumi',
        [...args, '--non-interactive', '--cwd', folder],
        {
          // The state of a stack is beside its program.
          env: {
            ...this.#environment,
            PULUMI_BACKEND_URL: `file://${folder}`,
            ...environment,
          },
          maxBuffer: 2 ** 26,
        },
        (error, stdout, stderr) => {
          resolve({
            status: error === null ? 0 : Number(error.code),
            // Some messages of the YAML host are colored whatever one asks for.
            output: stripVTControlCharacters(`${stdout}${stderr}`),
          });
        },
      );
    });
  }

  close(): void {
    this.#stop();
    rmSync(this.#home, { recursive: true });
  }
}
