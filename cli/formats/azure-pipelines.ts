import type { Finding } from '../../shared/rules/types';
import { exemptLines } from '../../shared/messages/exemption';
import { escapeControlCharacters } from '../../shared/messages/escape';
import { isBlocking } from '../counts';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';
import type { Renderer, RenderOptions } from './format';
import { notEvaluatedText, summarize } from './summary';

/**
 * For logs of Azure Pipelines: issues on files
 * (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#logissue-log-an-error-or-warning).
 */
export function createAzurePipelines({
  hasColor,
  run,
}: RenderOptions): Renderer {
  return {
    begin: () => '',
    registry: (report) =>
      report.findings
        .filter(({ exemption }) => exemption?.state !== 'active')
        .map((finding) => issueOf(report, finding))
        .join('') + exemptLine(report),
    endDocument: () => '',
    end: (summary) =>
      summary.failures
        .map(({ file, reason }) =>
          issue({ type: 'error', sourcepath: file }, `${file} ${reason}`),
        )
        .join('') +
      summary.notEvaluated.map(notEvaluatedIssue).join('') +
      summarize(summary, run, hasColor),
  };
}

function issueOf(
  { resource, place }: RegistryReport,
  finding: Finding,
): string {
  const { rule, message } = finding;
  const address = escapeControlCharacters(resource.address);
  const { file, line, column } = place();
  return issue(
    {
      type: isBlocking(finding) ? 'error' : 'warning',
      sourcepath: file,
      linenumber: line,
      columnnumber: column,
      code: rule.name,
    },
    `${message}\n${address}`,
  );
}

/** The log has no third type: what is exempt is a line of it. */
function exemptLine({ resource, findings }: RegistryReport): string {
  const lines = exemptLines(resource, findings);
  if (lines.length === 0) return '';
  const address = escapeControlCharacters(resource.address);
  return `Exempt: ${escapeData(`${address}: ${lines.join(' ')}`)}\n`;
}

function notEvaluatedIssue(entry: NotEvaluatedReport): string {
  const { file, place, blocks } = entry;
  return issue(
    {
      type: blocks ? 'error' : 'warning',
      sourcepath: file,
      ...(place === undefined
        ? {}
        : { linenumber: place.line, columnnumber: place.column }),
      code: 'notEvaluated',
    },
    notEvaluatedText(entry),
  );
}

function issue(
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))};`,
  );
  return `##vso[task.logissue ${list.join('')}]${escapeData(message)}\n`;
}

/** As `azure-pipelines-task-lib` escapes messages (node/taskcommand.ts). */
function escapeData(text: string): string {
  return text
    .replaceAll('%', '%AZP25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(/##(?=\w*\[)/g, '## ');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}
