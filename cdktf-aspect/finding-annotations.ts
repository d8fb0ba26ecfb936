import type { RegistryFindings } from '../shared/engine/evaluate';
import {
  declaredAtMessage,
  exemptMessage,
  forbiddenExemptionMessage,
  unrepairedMessage,
} from '../shared/messages/exemption';
import { quoteName, withNote } from '../shared/messages/finding';
import {
  nameWithSeverity,
  observedText,
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
 * Writes the annotations of one registry: an error for each violation, one warning
 * for all that only warns, and an info for each exemption.
 *
 * @param unrepairedReason why a repair was not possible, if one was tried
 */
export function annotationsOf(
  configuration: PolicyConfiguration,
  construct: Construct,
  { resource, findings }: RegistryFindings,
  unrepairedReason: (rule: Rule) => string | undefined,
): Annotation[] {
  const reported = findings.filter(
    ({ effect, exemption }) =>
      effect !== 'none' || exemption?.state === 'active',
  );
  if (reported.length === 0) return [];
  const place = declaredAt(construct);
  const declared = declaredAtMessage(resource.address, place?.place);
  const { inCodeExemptions } = configuration;
  const forbidden =
    inCodeExemptions === 'forbid' && exemptionsOf(construct).length > 0
      ? [forbiddenExemptionMessage]
      : [];
  const noted = (finding: Finding) => {
    const reason = unrepairedReason(finding.rule);
    return reason === undefined
      ? finding
      : { ...finding, ...withNote(finding, unrepairedMessage(reason)) };
  };
  const annotations = reported.flatMap((each): Annotation[] => {
    if (each.effect === 'block') {
      const finding = noted(each);
      const note = ineffectiveExemption(configuration, construct, each.rule);
      const { found, nextStep, message } =
        note === undefined ? finding : withNote(finding, note);
      const head = nextStep === null ? found : `${found}\n${nextStep}`;
      const last = `${declared} ${message.slice(head.length).trim()}`;
      return [
        {
          type: annotationTypes.error,
          message: `${head}\n${last.trimEnd()}`,
          declaredAt: place,
        },
      ];
    }
    const { rule, exemption } = each;
    if (each.effect !== 'none' || exemption === null) return [];
    const text = exemptMessage(rule, resource.name, exemption);
    return [
      {
        type: annotationTypes.info,
        message: `${text}\n${declared}`,
        declaredAt: place,
      },
    ];
  });
  const warnings = reported.filter(({ effect }) => effect === 'warn');
  if (warnings.length === 0) return annotations;
  const subject = `Container registry ${quoteName(resource)}`;
  const hasSubject = warnings.every(({ found }) => found.startsWith(subject));
  annotations.push({
    type: annotationTypes.warning,
    message: [
      ...(hasSubject ? [`${subject}:`] : []),
      ...linesOf(warnings.map(noted), hasSubject ? subject : ''),
      ...forbidden,
      declared,
    ].join('\n'),
    short: `${observedText(warnings)}. ${declared}`,
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
