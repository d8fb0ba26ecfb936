'use strict';
// The real Pulumi, run without an account: state in a folder of its own, its
// providers stood in for.
const { execFile, spawnSync } = require('node:child_process');
const {
  cpSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');
const { stripVTControlCharacters } = require('node:util');
const { startStandInProviders } = require('./stand-in-provider');

const root = join(__dirname, '../..');

/** The version of `pulumi` on the PATH, undefined if there is none. */
function pulumiVersion() {
  const { status, stdout } = spawnSync('pulumi', ['version'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Opens a workspace to run `pulumi` in.
 *
 * @returns `run` of a command on the stack `dev` of a program; `created`, the
 *   names of what was created; `close`
 */
async function openPulumi() {
  const home = mkdtempSync(join(tmpdir(), 'pulumi-'));
  const providers = await startStandInProviders();
  const environment = {
    ...process.env,
    ...providers.environment,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${home}`,
    PULUMI_CONFIG_PASSPHRASE: 'the stack of a test has no secrets',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    // ts-node would check the types of the whole SDK at each run.
    PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
    NO_COLOR: '1',
  };
  const run = (folder, ...args) =>
    new Promise((resolve) => {
      execFile(
        'pulumi',
        [...args, '--non-interactive', '--cwd', folder],
        { env: environment, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          resolve({
            status: error === null ? 0 : error.code,
            // Some messages of the YAML host are coloured whatever one asks for.
            output: stripVTControlCharacters(`${stdout}${stderr}`),
          });
        },
      );
    });
  return {
    created: providers.created,

    /**
     * Copies a program, for Pulumi writes beside it; its packages are those of
     * the repository.
     *
     * @param source the folder of the program, or its files by their names
     * @returns the folder to run it in, its stack created
     */
    async add(source) {
      const folder = mkdtempSync(join(home, 'program-'));
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
      const { status, output } = await run(folder, 'stack', 'init', 'dev');
      if (status !== 0) throw new Error(output);
      return folder;
    },
    run,
    close() {
      providers.stop();
      rmSync(home, { recursive: true });
    },
  };
}

module.exports = { openPulumi, pulumiVersion };
