import { quoteName } from '../../shared/messages/finding';
import { subjectOf } from '../../shared/messages/subject';
import type { Finding } from '../../shared/rules/types';
import { isBlocking } from '../counts';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';

/** The label of a finding in text. */
export type Mark = 'error' | 'unknown' | 'warning' | 'exempt';

export function markOf(finding: Finding): Mark {
  if (finding.exemption?.state === 'active') return 'exempt';
  if (isBlocking(finding)) return 'error';
  return finding.outcome === 'unknown' ? 'unknown' : 'warning';
}

/** A message with its rule and severity, as lines; the first starts with the registry. */
export interface FullText {
  /** `Container registry "web"`; empty if the message does not start with it. */
  readonly subject: string;
  /** The rest of the first line, and the other lines. */
  readonly lines: readonly string[];
}

/** The message of a finding, with its severity; the last line names the rule. */
export function fullText({
  rule,
  found,
  message,
  resource,
}: Finding): FullText {
  const named = `${subjectOf(resource, quoteName(resource))} `;
  const subject = found.startsWith(named) ? named : '';
  const others = message.slice(found.length + 1);
  return {
    subject: subject.trimEnd(),
    lines: [
      `${found.slice(subject.length)} (severity: ${rule.severity})`,
      ...(others === '' ? [] : others.split('\n')),
    ],
  };
}

/** `file:line:column` of a registry, as terminals and editors link it. */
export function placeText({ place }: RegistryReport): string {
  const { file, line, column } = place();
  return `${file}:${line}:${column}`;
}

/** An address as lists print it: of a Pulumi URN the stack, the project and the name. */
export function shortAddress(address: string): string {
  if (!address.startsWith('urn:pulumi:')) return address;
  const [stack = '', project = '', , ...name] = address
    .slice('urn:pulumi:'.length)
    .split('::');
  return name.length === 0 ? address : `${stack}/${project}/${name.join('::')}`;
}

export type NotEvaluatedGroup = readonly [
  NotEvaluatedReport,
  ...NotEvaluatedReport[],
];

/** Entries by reason: a directory may hold hundreds of files with the same one. */
export function groupByReason(
  entries: readonly NotEvaluatedReport[],
): readonly NotEvaluatedGroup[] {
  const groups = new Map<
    string,
    [NotEvaluatedReport, ...NotEvaluatedReport[]]
  >();
  for (const entry of entries) {
    const group = groups.get(entry.reason);
    if (group === undefined) groups.set(entry.reason, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
