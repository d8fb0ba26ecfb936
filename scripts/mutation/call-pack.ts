import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Server } from '@grpc/grpc-js';
import * as grpc from '@grpc/grpc-js';
import type * as Pack from '../../pulumi-policy/pack';
import { packExecutable, root } from '../../test/support/pack-files';
import type { BootOptions, StartedPack } from '../../test/support/pack-files';
import { NotInProcess } from './not-in-process';

/** Takes the place of starting the pack: serves it in this process, where a mutant is active. */
export async function startPack(
  directory: string,
  { environment, executable }: BootOptions,
): Promise<StartedPack> {
  const isOwn = executable === packExecutable || directory === root;
  const isPack = isOwn || existsSync(join(directory, 'index.js'));
  if (!isPack || environment !== undefined) throw new NotInProcess();
  const home = process.cwd();
  const bind = jest.spyOn(grpc.Server.prototype, 'bindAsync');
  const printed = jest.spyOn(console, 'log').mockReturnValue(undefined);
  try {
    forgetPack();
    /* eslint-disable @typescript-eslint/no-require-imports -- anew each time */
    if (isOwn) {
      (require('../../pulumi-policy/pack') as typeof Pack).servePack();
    } else {
      process.chdir(directory);
      require(directory);
    }
    /* eslint-enable @typescript-eslint/no-require-imports */
    const [server] = bind.mock.contexts as Server[];
    if (server === undefined) throw new Error('the pack started no server');
    while (printed.mock.calls.length === 0) await new Promise(setImmediate);
    return {
      port: Number(printed.mock.calls[0]?.[0]),
      pid: undefined,
      end() {
        server.forceShutdown();
        return Promise.resolve();
      },
    };
  } finally {
    process.chdir(home);
    bind.mockRestore();
    printed.mockRestore();
  }
}

/** The SDK serves one pack for each process, and the pack changes its protocol: a new process has new ones. */
function forgetPack(): void {
  const own = ['pulumi-policy', 'shared', 'test/fixtures'].map(
    (folder) => root + sep + folder,
  );
  for (const file of Object.keys(require.cache)) {
    if (
      own.some((folder) => file.startsWith(folder + sep)) ||
      file.includes(`${sep}@pulumi${sep}policy${sep}`) ||
      file.includes('analyzer_grpc_pb')
    ) {
      Reflect.deleteProperty(require.cache, file);
    }
  }
}
