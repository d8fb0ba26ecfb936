import { tmpdir } from 'node:os';
import * as grpc from '@grpc/grpc-js';
import { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import * as proto from '@pulumi/pulumi/proto/analyzer_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import {
  toAnalysis,
  toRequest,
  toStackResource,
  wireLevels,
} from './analyzer-messages';
import type {
  Analysis,
  Diagnostic,
  Level,
  Resource,
} from './analyzer-messages';
import type { Outcome } from './neutral';
import { packExecutable, root } from './pack-files';
import type { BootOptions, StartedPack } from './pack-files';
import { withUnknown } from './renderings';
import { startPack } from './start-pack';
import { toStruct, unknownOnWire } from './wire';

export interface Repair {
  readonly policy: string;
  /** As on the wire: unknowns and secrets as `wire.ts` writes them. */
  readonly properties: unknown;
  readonly diagnostic: string;
}

/** A booted policy pack, spoken to over the protocol that the engine speaks. */
export class Analyzer {
  readonly #pack: StartedPack;
  readonly #client: AnalyzerClient;

  private constructor(pack: StartedPack) {
    this.#pack = pack;
    this.#client = new AnalyzerClient(
      `127.0.0.1:${pack.port}`,
      grpc.credentials.createInsecure(),
    );
  }

  /**
   * Boots a pack as the engine does: its directory is the working directory,
   * and it prints the port that it listens on.
   */
  static async boot(
    directory: string = root,
    options: BootOptions = {},
  ): Promise<Analyzer> {
    return new Analyzer(await startPack(directory, options));
  }

  get pid(): number {
    const { pid } = this.#pack;
    if (pid === undefined) throw new Error('the pack has no process');
    return pid;
  }

  async analyze(resource: Resource): Promise<Analysis> {
    const response = await this.#call<proto.AnalyzeResponse>((done) =>
      this.#client.analyze(toRequest(resource), done),
    );
    return toAnalysis(response);
  }

  async analyzeStack(resources: readonly Resource[]): Promise<Analysis> {
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(resources.map(toStackResource));
    const response = await this.#call<proto.AnalyzeResponse>((done) =>
      this.#client.analyzeStack(request, done),
    );
    return toAnalysis(response);
  }

  async remediate(resource: Resource): Promise<Repair[]> {
    const response = await this.#call<proto.RemediateResponse>((done) =>
      this.#client.remediate(toRequest(resource), done),
    );
    return response.getRemediationsList().map((repair) => ({
      policy: repair.getPolicyname(),
      properties: repair.getProperties()?.toJavaScript(),
      diagnostic: repair.getDiagnostic(),
    }));
  }

  /** Sets the configuration of policies, as `--policy-pack-config` does. */
  async configure(
    configuration: Readonly<
      Record<string, { level: Level; properties?: Record<string, unknown> }>
    >,
  ): Promise<void> {
    const request = new proto.ConfigureAnalyzerRequest();
    for (const [policy, { level, properties = {} }] of Object.entries(
      configuration,
    )) {
      const policyConfiguration = new proto.PolicyConfig();
      policyConfiguration.setEnforcementlevel(wireLevels[level]);
      policyConfiguration.setProperties(toStruct(properties));
      request.getPolicyconfigMap().set(policy, policyConfiguration);
    }
    await this.#call((done) => this.#client.configure(request, done));
  }

  /** Makes every policy mandatory, so that an advisory can only be an unknown. */
  async enforceAll(): Promise<void> {
    const { policiesList } = await this.info();
    await this.configure(
      Object.fromEntries(
        policiesList.map(({ name }) => [name, { level: 'mandatory' as const }]),
      ),
    );
  }

  /**
   * Evaluates a resource in the neutral terms of the parity table.
   *
   * @param type a Pulumi token
   * @param properties raw, with the mark `unknown` in the place of what is not known
   * @param policy whose outcome; it must be mandatory, see {@link enforceAll}
   */
  async analyzeRegistry(
    type: string,
    properties: Readonly<Record<string, unknown>>,
    policy = 'Azure.ACR.Firewall',
  ): Promise<{ outcome: Outcome; messages: string[] }> {
    const { diagnostics, notApplicable } = await this.analyze({
      type,
      properties: withUnknown(properties, unknownOnWire) as typeof properties,
    });
    const own = diagnostics.filter((each) => each.policy === policy);
    const reason = notApplicable.get(policy);
    const told = own.map(({ message }) => message);
    return {
      outcome: outcomeOf(own, reason !== undefined),
      messages: reason === undefined ? told : [...told, reason],
    };
  }

  async info(): Promise<proto.AnalyzerInfo.AsObject> {
    const info = await this.#call<proto.AnalyzerInfo>((done) =>
      this.#client.getAnalyzerInfo(new Empty(), done),
    );
    return info.toObject();
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.kill();
  }

  /** Ends the process, as an operator or a lack of memory would. */
  kill(): Promise<void> {
    return this.#pack.end();
  }

  #call<Response>(
    send: (
      done: (error: grpc.ServiceError | null, response: Response) => void,
    ) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
    });
  }
}

function outcomeOf(
  diagnostics: readonly Diagnostic[],
  isNotApplicable: boolean,
): Outcome {
  if (diagnostics.some(({ level }) => level === 'mandatory')) return 'fail';
  if (diagnostics.length > 0) return 'unknown';
  return isNotApplicable ? 'notApplicable' : 'pass';
}

/** The two forms of the pack, whose policies report the same. */
export const packForms = [
  { form: 'the pack', boot: () => Analyzer.boot() },
  {
    form: "the pack's executable",
    // Pulumi starts it with the program for its working directory.
    boot: () => Analyzer.boot(tmpdir(), { executable: packExecutable }),
  },
] as const;

export { packExecutable, root } from './pack-files';
export type { BootOptions } from './pack-files';
export { urnOf } from './analyzer-messages';
export type {
  Analysis,
  Diagnostic,
  Level,
  Resource,
} from './analyzer-messages';
