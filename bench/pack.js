'use strict';
const { once } = require('node:events');
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const grpc = require('@grpc/grpc-js');
const { AnalyzerClient } = require('@pulumi/pulumi/proto/analyzer_grpc_pb');
const { usage } = require('./measure');

const emptyPack = join(__dirname, 'packs/empty');
const runner = require.resolve('@pulumi/pulumi/cmd/run-policy-pack');
/** A pack connects back to the engine only to write its log. */
const engine = '127.0.0.1:9';

/** A policy pack in its own process, started and called as Pulumi's engine does. */
class Pack {
  #child;
  #usage;
  #client;

  /**
   * @param {string} directory which the language host runs
   * @param {string} [executable] started instead
   * @returns {Promise<Pack>} when the pack has printed its port
   */
  static async boot(directory, executable) {
    const [command, ...args] = executable
      ? [executable, engine]
      : [process.execPath, runner, engine, directory];
    const start = performance.now();
    const child = spawn(command, args, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: `--require ${usage}` },
    });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    const [port] = await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => {
        throw new Error(`${directory} did not start`);
      }),
    ]);
    return new Pack(child, parseInt(port), performance.now() - start);
  }

  constructor(child, port, startTime) {
    this.#child = child;
    this.#usage = createInterface(child.stdio[3])[Symbol.asyncIterator]();
    this.#client = new AnalyzerClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
    /** From the spawn to the port, in milliseconds. */
    this.startTime = startTime;
  }

  /** What the process has used until now. */
  async used(signal = 'SIGUSR2') {
    this.#child.kill(signal);
    return JSON.parse((await this.#usage.next()).value);
  }

  /** Ends the process and returns what it has used. */
  stop() {
    this.#client.close();
    return this.used('SIGTERM');
  }

  /** Sends a request of the analyzer protocol. */
  call(method, request) {
    return new Promise((resolve, reject) =>
      this.#client[method](request, (error, response) =>
        error ? reject(error) : resolve(response),
      ),
    );
  }
}

module.exports = { Pack, emptyPack };
