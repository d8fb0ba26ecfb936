import { Analyzer, urnOf } from './analyzer';
import { judgeWithCli } from './cli';
import { unknownOnWire } from './wire';
import { judgeWithAspect } from './cdktf';
import type { LibraryName } from './cdktf';
import { withUnknown } from './renderings';
import type { NeutralRegistry, Outcome } from './neutral';
import { hclBlock } from './hcl';
import type { Properties, Rendering } from './renderings';

/** An entry point, with a function that evaluates many registries. */
export interface WayIn {
  readonly name: string;
  /** Whose surfaces it reads. */
  readonly hosts: readonly Rendering['host'][];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Converts an outcome: an aspect does not report a pass. */
  readonly says: (outcome: Outcome) => string;
  /** The outcomes of `Azure.ACR.Firewall`, in the order of the registries. */
  readonly judge: (
    rendering: Rendering,
    registries: readonly NeutralRegistry[],
  ) => Promise<readonly string[]>;
}

let pack: Analyzer;

/** Every way in that the parity table goes through. */
export const waysIn: readonly WayIn[] = [
  {
    name: 'the Pulumi pack',
    hosts: ['pulumi'],
    says: (outcome) => outcome,
    start: async () => {
      pack = await Analyzer.boot();
      await pack.enforceAll();
    },
    stop: () => pack.close(),
    judge: ({ type, render }, registries) =>
      Promise.all(
        registries.map(async (registry) => {
          const { outcome } = await pack.analyzeRegistry(
            type,
            render(registry),
          );
          return outcome;
        }),
      ),
  },
  aspectOn('cdktf'),
  aspectOn('cdktn'),
  {
    name: 'the command',
    hosts: ['pulumi', 'terraform', 'hcl'],
    says: (outcome) => outcome,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    judge: judgeWithCommand,
  },
];

/** Checks a Terraform configuration or a stack's state in one start of the command. */
async function judgeWithCommand(
  { host, type, render }: Rendering,
  registries: readonly NeutralRegistry[],
): Promise<string[]> {
  const named = registries.map(
    (registry, index) => [`registry${index}`, render(registry)] as const,
  );
  const addressOf = (name: string) =>
    host === 'pulumi' ? urnOf(type, name) : `${type}.${name}`;
  const files = {
    pulumi: () => ({ 'a.json': stateOf(type, named) }),
    terraform: () => ({ 'a.json': configurationOf(type, named) }),
    hcl: () => ({ 'main.tf': hclOf(type, named) }),
  };
  const outcomes = Object.entries(await judgeWithCli(files[host]()));
  return named.map(([name]) => {
    // A registry inside a template has the place in it behind the address.
    const [found, ...more] = outcomes.filter(
      ([address]) => address.split('#')[0] === addressOf(name),
    );
    if (found === undefined || more.length > 0) {
      throw new Error(`${addressOf(name)} was not evaluated once`);
    }
    return found[1];
  });
}

type Named = readonly (readonly [name: string, properties: object])[];

function configurationOf(type: string, named: Named): unknown {
  const byName = withUnknown(Object.fromEntries(named), '${var.not_known}');
  return type === 'module'
    ? { module: byName }
    : { resource: { [type]: byName } };
}

function hclOf(type: string, named: Named): string {
  return named
    .map(([name, properties]) =>
      hclBlock(
        ['resource', type, name],
        withUnknown(properties, '${var.not_known}') as Properties,
      ),
    )
    .join('\n');
}

function stateOf(type: string, named: Named): unknown {
  return {
    version: 3,
    deployment: {
      manifest: { time: '2026-01-01T00:00:00Z', magic: '', version: '' },
      resources: named.map(([name, properties]) => ({
        urn: urnOf(type, name),
        custom: true,
        type,
        inputs: withUnknown(properties, unknownOnWire),
        outputs: {},
      })),
    },
  };
}

function aspectOn(library: LibraryName): WayIn {
  return {
    name: `the aspect on ${library}`,
    hosts: ['terraform'],
    says: (outcome) =>
      outcome === 'pass' || outcome === 'notApplicable' ? 'silent' : outcome,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    judge: ({ type, render }, registries) =>
      Promise.resolve(
        judgeWithAspect(
          library,
          registries.map((registry) => ({
            type,
            attributes: withUnknown(
              render(registry),
              '${var.not_known}',
            ) as Record<string, unknown>,
          })),
        ),
      ),
  };
}
