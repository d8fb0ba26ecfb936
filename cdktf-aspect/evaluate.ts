import { evaluate } from '../shared/engine/evaluate';
import type { RegistryFindings } from '../shared/engine/evaluate';
import type { Exemption } from '../shared/model/exemption';
import type { JsonObject } from '../shared/json/json';
import { readConfiguration } from '../shared/terraform/configuration';
import type { TerraformBlock } from '../shared/terraform/configuration';
import { ModuleSources } from '../shared/terraform/module-sources';
import { moduleType } from '../shared/terraform/modules';
import type { Finding, Rule } from '../shared/rules/types';
import type { NotEvaluated } from '../shared/model/not-evaluated';
import type { Resource } from '../shared/model/resource';
import type { Annotation } from './annotations';
import { annotationsOf, reportedFindings } from './finding-annotations';
import { exemptionsOf } from './exempt';
import { refusalOf } from './exemption-limits';
import { notEvaluatedIn } from './not-evaluated';
import type { PolicyConfiguration } from './options';
import { Owners, metadataPath } from './constructs/owners';
import type { WrittenBlock } from './constructs/owners';
import type { Unrepaired } from './repair';
import { isStack } from './constructs/construct-types';
import type { Construct, Stack } from './constructs/construct-types';

/** Is given findings: which exemptions have an effect. */
export type OnFindings = (findings: readonly Finding[]) => void;

/** What an evaluation reports about a construct: a registry, or what was not evaluated. */
export interface Evaluation {
  readonly construct: Construct;
  readonly annotations: readonly Annotation[];
  readonly registry?: RegistryFindings;
  readonly notEvaluated?: readonly NotEvaluatedText[];
}

/** Reports what was not evaluated, in a sentence. */
export interface NotEvaluatedText {
  readonly text: string;
  /** The name of a file beside the stack's; left out: the stack's. */
  readonly file?: string;
}

/** The output of a stack, and the constructs that are under the policy. */
export interface StackDocument {
  readonly configuration: PolicyConfiguration;
  readonly stack: Stack;
  /** The Terraform JSON that is written. */
  readonly document: JsonObject;
  /** The directory that it is written to, from which called modules are found. */
  readonly directory: string | undefined;
  /** Is given every finding, whatever becomes of it. */
  readonly onFindings: OnFindings;
  /** The scope by which a construct is under the policy; undefined if it is not. */
  readonly scopeOf: (construct: Construct) => Construct | undefined;
  /** Failed repairs, if repairs were tried. */
  readonly unrepaired: Unrepaired | undefined;
}

/**
 * Evaluates what a stack writes.
 *
 * @returns the annotations of every block of which there is something to report
 */
export function evaluateDocument({
  configuration,
  stack,
  document,
  directory,
  onFindings,
  scopeOf,
  unrepaired,
}: StackDocument): Evaluation[] {
  const owners = new Owners(stack);
  const notEvaluated: NotEvaluated[] = [];
  const blocks = readConfiguration(
    document,
    'cdktf',
    (entry) => {
      notEvaluated.push(entry);
    },
    {
      sources: sourcesFor(document, directory),
      modulesWithoutRegistries: configuration.modulesWithoutRegistries,
    },
  );
  const evaluations = blocks.flatMap((block) => {
    // Nearly everything complies: who wrote it, and what is exempt, is asked of the rest.
    const written = writtenBlock(block);
    const path = metadataPath(written);
    const registries = evaluate(
      configuration.knownRules,
      claimedResource(block, path ?? ''),
      block.read,
      { ...configuration, exemptions: [] },
    );
    const findings = registries.flatMap((registry) => registry.findings);
    onFindings(findings);
    if (findings.every(({ effect }) => effect === 'none')) return [];
    const construct = owners.ownerOf(written);
    const exemptions = exemptionsFor(configuration, construct);
    const isFinal = construct.node.path === path && exemptions.length === 0;
    const final = isFinal
      ? registries
      : evaluateBlock(configuration, block, construct);
    onFindings(final.flatMap((registry) => registry.findings));
    if (scopeOf(construct) === undefined) return [];
    const notes = (rule: Rule) => unrepaired?.reasonFor(block, rule);
    return final.map((each) => {
      const registry = reportedFindings(configuration, construct, each, notes);
      const annotations = annotationsOf(configuration, construct, registry);
      return { construct, registry, annotations };
    });
  });
  return [
    ...evaluations,
    ...notEvaluatedIn(
      { configuration, stack, document, scopeOf },
      owners,
      notEvaluated,
    ),
  ];
}

/** Evaluates one block, with all that is accepted of the construct that wrote it. */
export function evaluateBlock(
  configuration: PolicyConfiguration,
  block: TerraformBlock,
  construct: Construct,
): RegistryFindings[] {
  return evaluate(
    configuration.knownRules,
    resourceOf(block, construct),
    block.read,
    {
      ...configuration,
      exemptions: exemptionsFor(configuration, construct),
    },
  );
}

/** A block has its construct's name; a stack may write several blocks by overrides. */
function resourceOf(block: TerraformBlock, construct: Construct): Resource {
  const { type, name, address, declared } = block;
  const { path } = construct.node;
  if (!isStack(construct)) return claimedResource(block, path);
  const aliases = [address, declared, `${path}/${declared}`];
  return { type, name, address: `${path}/${address}`, aliases };
}

/** @param path the path of the construct that wrote the block, or the call of its module */
function claimedResource(
  { type, name, address, declared, called }: TerraformBlock,
  path: string,
): Resource {
  if (called === undefined) {
    const id = path.slice(path.lastIndexOf('/') + 1);
    const instance = address.slice(declared.length);
    return {
      type,
      name: id,
      address: `${path}${instance}`,
      aliases: instance === '' ? [address] : [address, declared, path],
    };
  }
  const start = `${moduleType}.${called.call.label}`.length;
  const within = `${path}${address.slice(start)}`;
  const aliases =
    address === declared
      ? [address]
      : [address, declared, `${path}${declared.slice(start)}`];
  return { type, name, address: within, aliases };
}

/** The block in the stack's document; for a called module, the call. */
function writtenBlock(block: TerraformBlock): WrittenBlock {
  const { called } = block;
  if (called === undefined) return block;
  const { label, json } = called.call;
  return {
    type: moduleType,
    name: label,
    declared: `${moduleType}.${label}`,
    body: json,
  };
}

/** A stack without modules needs no look at the disk. */
function sourcesFor(
  document: JsonObject,
  directory: string | undefined,
): ModuleSources | undefined {
  return directory === undefined || document[moduleType] === undefined
    ? undefined
    : new ModuleSources(directory, directory);
}

function exemptionsFor(
  configuration: PolicyConfiguration,
  construct: Construct,
): readonly Exemption[] {
  const { exemptions, inCodeExemptions } = configuration;
  return inCodeExemptions === 'forbid'
    ? exemptions
    : [
        ...exemptions,
        ...exemptionsOf(construct).filter(
          (each) => refusalOf(each, configuration) === undefined,
        ),
      ];
}
