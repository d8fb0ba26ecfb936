import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Analyzer, root } from './analyzer';
import type { Level, Resource } from './analyzer';
import { inFolder, program } from './cli';
import type { LibraryName } from './cdktf';

/** The result of a fault: an outcome in a few words, and the printed text. */
export interface Observed {
  readonly outcome: string;
  readonly said: string;
}

/** A fault, and what must come of it. */
export interface Fault {
  readonly where: string;
  readonly fault: string;
  /** As it is observed and as the documentation has it. */
  readonly outcome: string;
  /** A part of the printed text. */
  readonly says: string;
  readonly provoke: () => Promise<Observed>;
}

/** Every registry here complies: nothing but the fault can stop it. */
const complies = { sku: 'Premium', public_network_access_enabled: false };

export const document = {
  resource: { azurerm_container_registry: { web: complies } },
};

const registry: Resource = {
  type: 'azure-native:containerregistry:Registry',
  properties: { sku: { name: 'Premium' }, publicNetworkAccess: 'Disabled' },
};

/** The environment in which a process of Node's starts with a fault. */
export function environmentOf(fault: string | undefined): NodeJS.ProcessEnv {
  if (fault === undefined) return {};
  const script = join(root, 'test/support/inject-fault.js');
  return { NODE_OPTIONS: `--require ${script}`, FAULT: fault };
}

export interface PackRun {
  readonly inject?: string;
  readonly level?: Level;
  readonly properties?: Record<string, unknown>;
  /** Kill the pack before it is asked. */
  readonly isKilled?: true;
}

/** Starts the compiled pack, and asks for the firewall's verdict as the engine does. */
export async function observePack({
  inject,
  level = 'advisory',
  properties = {},
  isKilled,
}: PackRun): Promise<Observed> {
  let pack: Analyzer;
  try {
    pack = await Analyzer.boot(root, { environment: environmentOf(inject) });
  } catch (error) {
    return { outcome: 'the pack does not start', said: String(error) };
  }
  try {
    try {
      await pack.configure({ 'Azure.ACR.Firewall': { level, properties } });
    } catch (error) {
      return { outcome: 'the engine stops', said: String(error) };
    }
    if (isKilled === true) await pack.kill();
    const { diagnostics } = await pack.analyze(registry);
    const blocking = diagnostics.filter(
      ({ level: each }) => each === 'mandatory',
    );
    return {
      outcome: blocking.length > 0 ? 'mandatory violation' : 'nothing blocks',
      said: blocking.map(({ message }) => message).join('\n'),
    };
  } catch (error) {
    return { outcome: "the engine's call fails", said: String(error) };
  } finally {
    await pack.close();
  }
}

/** Synthesizes a program under the compiled aspect. */
export async function observeAspect(
  library: LibraryName,
  { inject, options = {} }: { inject?: string; options?: object },
): Promise<Observed> {
  return inFolder({}, async (folder) => {
    const { exitCode, said } = await end(
      [
        join(root, 'test/support/synthesize.js'),
        library,
        folder,
        JSON.stringify(options),
      ],
      { environment: environmentOf(inject) },
    );
    const outcome = exitCode === 0 ? 'it succeeds' : 'synth fails';
    return { outcome, said };
  });
}

export interface CommandRun {
  readonly inject?: string;
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, unknown>>;
  readonly nodeFlags?: readonly string[];
  /** The file that standard output goes to. */
  readonly stdout?: string;
  /** Whoever reads standard output stops after the first piece. */
  readonly isPipeBroken?: true;
}

/** Runs the compiled command on a registry that complies. */
export async function observeCommand({
  inject,
  args = ['cdk.tf.json'],
  files = {},
  nodeFlags = [],
  ...output
}: CommandRun): Promise<Observed> {
  return inFolder({ 'cdk.tf.json': document, ...files }, async (cwd) => {
    const { exitCode, said } = await end(
      [...nodeFlags, program, 'check', ...args],
      {
        cwd,
        environment: environmentOf(inject),
        ...output,
      },
    );
    const outcome =
      exitCode === null ? 'a signal ends it' : `exit code ${exitCode}`;
    return { outcome, said };
  });
}

/** Runs a program to its end. */
function end(
  args: readonly string[],
  {
    cwd = root,
    environment,
    stdout,
    isPipeBroken,
  }: {
    cwd?: string;
    environment: NodeJS.ProcessEnv;
  } & Pick<CommandRun, 'stdout' | 'isPipeBroken'>,
): Promise<{ exitCode: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const sink = stdout === undefined ? 'pipe' : openSync(stdout, 'w');
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', sink, 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    if (isPipeBroken === true) {
      child.stdout?.once('data', () => child.stdout?.destroy());
    }
    child.on('error', reject);
    child.on('close', (exitCode) => {
      if (typeof sink === 'number') closeSync(sink);
      resolve({ exitCode, said });
    });
  });
}
