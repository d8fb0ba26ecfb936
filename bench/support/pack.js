'use strict';
// A policy pack in a process of its own, booted as the Pulumi engine boots it
// and spoken to as the engine speaks to it.
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const grpc = require('@grpc/grpc-js');
const { Empty } = require('google-protobuf/google/protobuf/empty_pb');
const { Struct } = require('google-protobuf/google/protobuf/struct_pb');
const { AnalyzerClient } = require('@pulumi/pulumi/proto/analyzer_grpc_pb');
const proto = require('@pulumi/pulumi/proto/analyzer_pb');

const usage = join(__dirname, 'usage.js');
const runPolicyPack = require.resolve('@pulumi/pulumi/cmd/run-policy-pack');
/** A pack connects back to the engine only to write its log. */
const engine = '127.0.0.1:9';

class Pack {
  #child;
  #usage;

  /**
   * Boots a pack.
   *
   * @param {{ directory: string, executable?: string, environment?: object }} form
   *   a directory, which the language host runs, or an executable to start in it
   * @returns {Promise<Pack>} when it has printed its port
   */
  static async boot({ directory, executable, environment = {} }) {
    const [command, args] =
      executable === undefined
        ? [process.execPath, [runPolicyPack, engine, directory]]
        : [executable, [engine]];
    const start = process.hrtime.bigint();
    const child = spawn(command, args, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      env: {
        ...process.env,
        ...environment,
        NODE_OPTIONS: `--require ${usage}`,
      },
    });
    const [port] = await Promise.race([
      once(child.stdout),
      new Promise((_, reject) =>
        child.once('exit', () =>
          reject(new Error(`${directory} did not boot`)),
        ),
      ),
    ]);
    return new Pack(child, port, Number(process.hrtime.bigint() - start) / 1e6);
  }

  constructor(child, port, milliseconds) {
    this.#child = child;
    this.#usage = createInterface(child.stdio[3])[Symbol.asyncIterator]();
    /** From the spawn to the port. */
    this.bootTime = milliseconds;
    this.client = new AnalyzerClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
  }

  /** What the process has used until now. */
  async usage(signal = 'SIGUSR2') {
    this.#child.kill(signal);
    return JSON.parse((await this.#usage.next()).value);
  }

  /** Ends the process. Returns what it has used. */
  stop() {
    this.client.close();
    return this.usage('SIGTERM');
  }

  /** Sends a request of the analyzer protocol. */
  call(method, request) {
    return new Promise((resolve, reject) =>
      this.client[method](request, (error, response) =>
        error ? reject(error) : resolve(response),
      ),
    );
  }

  /** Switches all policies off, but as many as are given. */
  async keepOnly(count) {
    const info = await this.call('getAnalyzerInfo', new Empty());
    const request = new proto.ConfigureAnalyzerRequest();
    for (const [index, policy] of info.getPoliciesList().entries()) {
      const configuration = new proto.PolicyConfig();
      configuration.setEnforcementlevel(
        index < count
          ? proto.EnforcementLevel.MANDATORY
          : proto.EnforcementLevel.DISABLED,
      );
      configuration.setProperties(new Struct());
      request.getPolicyconfigMap().set(policy.getName(), configuration);
    }
    await this.call('configure', request);
  }
}

function once(stream) {
  return new Promise((resolve) =>
    stream.once('data', (chunk) => resolve(chunk.toString().split('\n'))),
  );
}

module.exports = { Pack };
