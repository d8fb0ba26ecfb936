import type { Finding } from '../../shared/rules/types';
import { exemptLines } from '../../shared/messages/exemption';
import { escapeControlCharacters } from '../../shared/messages/escape';
import { isBlocking } from '../counts';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';
import type { Renderer, RenderOptions } from './format';
import { notEvaluatedText, summarize } from './summary';

/**
 * For logs of GitHub Actions: annotations on files
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function createGithub({ hasColor, run }: RenderOptions): Renderer {
  return {
    begin: () => '',
    registry: (report) =>
      report.findings
        .filter(({ exemption }) => exemption?.state !== 'active')
        .map((finding) => annotationOf(report, finding))
        .join('') + exemptAnnotation(report),
    endDocument: () => '',
    end: (summary) =>
      summary.failures
        .map(({ file, reason }) =>
          annotation('error', { file }, `${file} ${reason}`),
        )
        .join('') +
      summary.notEvaluated.map(notEvaluatedAnnotation).join('') +
      summarize(summary, run, hasColor),
  };
}

function annotationOf(
  { resource, place }: RegistryReport,
  finding: Finding,
): string {
  const { file, line, column } = place();
  const { rule, message } = finding;
  return annotation(
    isBlocking(finding) ? 'error' : 'warning',
    { file, line, col: column, title: rule.name },
    `${message}\n${escapeControlCharacters(resource.address)}`,
  );
}

/** One notice for all that is exempt: GitHub shows ten of a kind in a step. */
function exemptAnnotation({
  resource,
  findings,
  place,
}: RegistryReport): string {
  const lines = exemptLines(resource, findings);
  if (lines.length === 0) return '';
  const { file, line, column } = place();
  return annotation(
    'notice',
    { file, line, col: column, title: 'Exempt' },
    [...lines, escapeControlCharacters(resource.address)].join('\n'),
  );
}

function notEvaluatedAnnotation(entry: NotEvaluatedReport): string {
  const { file, place, blocks } = entry;
  return annotation(
    blocks ? 'error' : 'warning',
    place === undefined
      ? { file }
      : { file, line: place.line, col: place.column },
    notEvaluatedText(entry),
  );
}

function annotation(
  command: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${command} ${list.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
