import { evaluate } from '../shared/evaluate';
import type { Exemption } from '../shared/exemptions';
import type { JsonObject } from '../shared/json';
import {
  declaredAtMessage,
  exemptMessage,
  forbiddenExemptionMessage,
  notEvaluatedMessage,
  unreadMessage,
} from '../shared/notice';
import { readConfiguration } from '../shared/terraform/configuration';
import type { TerraformBlock } from '../shared/terraform/configuration';
import type { Finding, NotEvaluated, Resource } from '../shared/types';
import { annotationTypes } from './annotations';
import type { Annotation } from './annotations';
import { declaredAt } from './declared-at';
import { exemptionsOf } from './exempt';
import type { PolicyConfiguration } from './options';
import { Owners, claimedPath } from './owners';
import { isStack } from './tree';
import type { Construct, Stack } from './tree';

/** Takes note of findings: which exemptions have an effect. */
export type SeeFindings = (findings: readonly Finding[]) => void;

/** What is to be said of a construct. */
export interface Judgement {
  readonly construct: Construct;
  readonly annotations: readonly Annotation[];
}

/**
 * Judges what a stack writes.
 *
 * @param document the Terraform JSON that is written
 * @param see shown every finding, whatever becomes of it
 * @returns a judgement for every block of which there is something to say
 */
export function judge(
  configuration: PolicyConfiguration,
  stack: Stack,
  document: JsonObject,
  see: SeeFindings,
): Judgement[] {
  const owners = new Owners(stack);
  const notEvaluated: NotEvaluated[] = [];
  const blocks = readConfiguration(document, 'cdktf', (entry) => {
    notEvaluated.push(entry);
  });
  const judgements = blocks.flatMap((block) => {
    // Nearly everything complies: who wrote it, and what is exempt, is asked of the rest.
    const path = claimedPath(block);
    const findings = evaluate(
      configuration.knownRules,
      claimedResource(block.type, path ?? '', block.address),
      block.read,
      { ...configuration, exemptions: [] },
    );
    see(findings);
    if (findings.every(({ effect }) => effect === 'none')) return [];
    const construct = owners.ownerOf(block);
    const exemptions = exemptionsFor(configuration, construct);
    const isFinal = construct.node.path === path && exemptions.length === 0;
    const final = isFinal
      ? findings
      : judgeBlock(configuration, block, construct);
    see(final);
    return [
      {
        construct,
        annotations: annotationsOf(configuration, construct, final),
      },
    ];
  });
  return [
    ...judgements,
    {
      construct: stack,
      annotations: notEvaluated.flatMap((entry) =>
        unknownAnnotation(
          configuration,
          notEvaluatedMessage(entry, stack.node.id),
        ),
      ),
    },
  ];
}

/** Judges one block, with all that is accepted of the construct that wrote it. */
export function judgeBlock(
  configuration: PolicyConfiguration,
  block: TerraformBlock,
  construct: Construct,
): Finding[] {
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

/** What a construct writes bears its name; a stack may write several by its overrides. */
function resourceOf(
  { type, name, address }: TerraformBlock,
  construct: Construct,
): Resource {
  const { path } = construct.node;
  return isStack(construct)
    ? { type, name, address: `${path}/${address}`, aliases: [address] }
    : claimedResource(type, path, address);
}

function claimedResource(
  type: string,
  path: string,
  address: string,
): Resource {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { type, name, address: path, aliases: [address] };
}

function exemptionsFor(
  { exemptions, inCodeExemptions }: PolicyConfiguration,
  construct: Construct,
): readonly Exemption[] {
  return inCodeExemptions === 'forbid'
    ? exemptions
    : [...exemptions, ...exemptionsOf(construct)];
}

function annotationsOf(
  { inCodeExemptions }: PolicyConfiguration,
  construct: Construct,
  findings: readonly Finding[],
): Annotation[] {
  const said = findings.flatMap((finding) => {
    const type = annotationType(finding);
    return type === undefined ? [] : [{ type, finding }];
  });
  if (said.length === 0) return [];
  const place = declaredAt(construct);
  const isForbidden =
    inCodeExemptions === 'forbid' && exemptionsOf(construct).length > 0;
  return said.map(({ type, finding }) => {
    const { rule, resource, exemption, message } = finding;
    const text =
      type === annotationTypes.info && exemption !== null
        ? exemptMessage(rule, resource.name, exemption)
        : message;
    return {
      type,
      message: [
        text,
        ...(isForbidden ? [forbiddenExemptionMessage] : []),
        declaredAtMessage(resource.address, place?.place),
      ].join('\n'),
      declaredAt: place,
    };
  });
}

/** What is to be said of a file that is a part of a stack and can't be read. */
export function unreadAnnotations(
  configuration: PolicyConfiguration,
  { node }: Stack,
  file: string,
): Annotation[] {
  return unknownAnnotation(
    configuration,
    unreadMessage(file, node.id, configuration.settled),
  );
}

/** What is not evaluated counts as an unknown outcome does. */
function unknownAnnotation(
  { unknown }: PolicyConfiguration,
  message: string,
): Annotation[] {
  if (unknown === 'ignore') return [];
  const type = annotationTypes[unknown === 'error' ? 'error' : 'warning'];
  return [{ type, message, declaredAt: undefined }];
}

function annotationType({
  effect,
  exemption,
}: Finding): Annotation['type'] | undefined {
  switch (effect) {
    case 'block':
      return annotationTypes.error;
    case 'tell':
      return annotationTypes.warning;
    case 'none':
      return exemption === null ? undefined : annotationTypes.info;
  }
}
