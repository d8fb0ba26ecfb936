import type { RegistryFindings } from '../shared/engine/evaluate';
import {
  declaredAtMessage,
  exemptLines,
  forbiddenExemptionMessage,
  unrepairedMessage,
} from '../shared/messages/exemption';
import { quoteName, withNote } from '../shared/messages/finding';
import { subjectOf } from '../shared/messages/subject';
import {
  nameWithSeverity,
  adviceText,
  rulesByText,
} from '../shared/messages/observed';
import type { Finding, Rule } from '../shared/rules/types';
import { annotationTypes } from './annotations';
import type { Annotation } from './annotations';
import { declaredAt } from './constructs/declared-at';
import type { Construct } from './constructs/construct-types';
import { exemptionsOf } from './exempt';
import { ineffectiveExemption } from './exemption-limits';
import type { PolicyConfiguration } from './options';

/**
 * Leaves the findings on a registry that are reported, each with why it was not
 * repaired and why an exemption in code has no effect.
 *
 * @param unrepairedReason why a repair was not possible, if one was tried
 */
export function reportedFindings(
  configuration: PolicyConfiguration,
  construct: Construct,
  { findings, ...registry }: RegistryFindings,
  unrepairedReason: (rule: Rule) => string | undefined,
): RegistryFindings {
  const reported = findings
    .filter(
      ({ effect, exemption }) =>
        effect !== 'none' || exemption?.state === 'active',
    )
    .map((finding) => {
      const { rule, effect } = finding;
      const unrepaired = unrepairedReason(rule);
      const notes = [
        unrepaired === undefined ? undefined : unrepairedMessage(unrepaired),
        effect === 'block'
          ? ineffectiveExemption(configuration, construct, rule)
          : undefined,
      ].filter((note) => note !== undefined);
      return notes.length === 0
        ? finding
        : { ...finding, ...withNote(finding, notes.join(' ')) };
    });
  return { ...registry, findings: reported };
}

/**
 * Writes the annotations of one registry: an error for each violation, one warning
 * for all that only warns, and one info for all that is exempt.
 *
 * @param registry with its {@link reportedFindings}
 */
export function annotationsOf(
  configuration: PolicyConfiguration,
  construct: Construct,
  { resource, findings }: RegistryFindings,
): Annotation[] {
  if (findings.length === 0) return [];
  const place = declaredAt(construct);
  const declared = declaredAtMessage(resource.address, place?.place);
  const annotations: Annotation[] = findings
    .filter(({ effect }) => effect === 'block')
    .map(({ found, nextStep, message }) => {
      const head = nextStep === null ? found : `${found}\n${nextStep}`;
      const last = `${declared} ${message.slice(head.length).trim()}`;
      return {
        type: annotationTypes.error,
        message: `${head}\n${last.trimEnd()}`,
        declaredAt: place,
      };
    });
  const exempt = exemptLines(resource, findings);
  if (exempt.length > 0) {
    annotations.push({
      type: annotationTypes.info,
      message: [...exempt, declared].join('\n'),
      declaredAt: place,
    });
  }
  const warnings = findings.filter(({ effect }) => effect === 'warn');
  if (warnings.length === 0) return annotations;
  const subject = subjectOf(resource, quoteName(resource));
  const hasSubject = warnings.every(({ found }) => found.startsWith(subject));
  const forbidden =
    configuration.inCodeExemptions === 'forbid' &&
    exemptionsOf(construct).length > 0
      ? [forbiddenExemptionMessage]
      : [];
  annotations.push({
    type: annotationTypes.warning,
    message: [
      ...(hasSubject ? [`${subject}:`] : []),
      ...linesOf(warnings, hasSubject ? subject : ''),
      ...forbidden,
      declared,
    ].join('\n'),
    short: `${adviceText(warnings)}. ${declared}`,
    declaredAt: place,
  });
  return annotations;
}

/** A line for each warning, with the rules that it holds for. */
function linesOf(warnings: readonly Finding[], subject: string): string[] {
  const textOf = ({ found, nextStep }: Finding) =>
    [found.slice(subject.length).trimStart(), nextStep ?? '']
      .join(' ')
      .trimEnd();
  return [...rulesByText(warnings, textOf)].map(
    ([text, rules]) => `${rules.map(nameWithSeverity).join(', ')}: ${text}`,
  );
}
