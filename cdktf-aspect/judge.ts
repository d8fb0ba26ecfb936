import { isDeepStrictEqual } from 'node:util';
import { evaluate } from '../shared/evaluate';
import type { Exemption } from '../shared/exemptions';
import { declaredAtMessage, exemptMessage } from '../shared/message';
import type { Finding, Resource } from '../shared/types';
import { annotationTypes } from './annotations';
import type { Annotation } from './annotations';
import type { Body } from './body';
import { declaredAt } from './declared-at';
import type { DeclaredAt } from './declared-at';
import { exemptionsOf } from './exempt';
import type { PolicyConfiguration } from './options';
import type { DeclaredBlock, StackView } from './stack-view';
import { isStack } from './tree';
import type { Construct } from './tree';

/** What was said of a block, and what it looked like then. */
export interface Judgement {
  readonly construct: Construct;
  readonly body: Body;
  readonly exemptions: readonly Exemption[];
  readonly findings: readonly Finding[];
  readonly annotations: readonly Annotation[];
  /** It rests on more than the block, which may change: a local, another resource. */
  readonly isProvisional: boolean;
}

/**
 * Judges a block.
 *
 * @param before what was said of the block of this address last time; it holds
 *   if nothing has changed that a rule looked at
 */
export function judge(
  configuration: PolicyConfiguration,
  view: StackView,
  block: DeclaredBlock,
  before: Judgement | undefined,
): Judgement {
  const { construct, body } = block;
  const inCode = exemptionsOf(construct);
  if (
    before !== undefined &&
    !before.isProvisional &&
    !view.hasChanges &&
    before.construct === construct &&
    isDeepStrictEqual(before.exemptions, inCode) &&
    before.body.isEquivalentTo(body)
  ) {
    return before;
  }
  const lookups = view.localLookups;
  const findings = evaluate(
    configuration.knownRules,
    resourceOf(block),
    block.read,
    {
      ...configuration,
      exemptions:
        configuration.inCodeExemptions === 'allow'
          ? [...configuration.exemptions, ...inCode]
          : configuration.exemptions,
    },
  );
  return {
    construct,
    body,
    exemptions: inCode,
    findings,
    annotations: annotationsOf(construct, findings),
    isProvisional: view.localLookups > lookups || view.hasChanges,
  };
}

function resourceOf({
  construct,
  type,
  name,
  address,
}: DeclaredBlock): Resource {
  const { id, path } = construct.node;
  return isStack(construct)
    ? { type, name, address: `${path}/${address}`, aliases: [address] }
    : { type, name: id, address: path, aliases: [address] };
}

function annotationsOf(
  construct: Construct,
  findings: readonly Finding[],
): Annotation[] {
  let place: DeclaredAt | undefined;
  return findings.flatMap((finding) => {
    const type = annotationType(finding);
    if (type === undefined) return [];
    place ??= declaredAt(construct);
    const text =
      finding.effect === 'none' && finding.exemption !== null
        ? exemptMessage(finding.rule, finding.resource.name, finding.exemption)
        : finding.message;
    return [
      {
        type,
        message: `${text}\n${declaredAtMessage(finding.resource.address, place?.place)}`,
        declaredAt: place,
      },
    ];
  });
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
