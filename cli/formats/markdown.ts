import { exemptionText } from '../../shared/messages/exemption';
import { fixOf, observedValues } from '../../shared/messages/observed';
import type { Renderer, RenderOptions, Summary } from './format';
import { groupByReason, markOf, placeText } from './pretty-text';
import type { Mark } from './pretty-text';
import { notEvaluatedText, resultText, runText, verdictOf } from './summary';

/** GitHub refuses a job summary above 1 MiB; the others show as much. */
const maxBytes = 1 << 20;

/** Room for the tables' headings and the closing lines. */
const reservedBytes = 1 << 14;

const headings: Readonly<Record<Mark, string>> = {
  error: 'Violations',
  unknown: 'Unknown',
  warning: 'Warnings',
  exempt: 'Exemptions',
};

const icons = { failed: '❌', unknown: '⚠️', nothing: '⚠️', ok: '✅' } as const;

/** For job summaries of GitHub Actions, Azure Pipelines and GitLab. */
export function createMarkdown({ run }: RenderOptions): Renderer {
  const rows: Readonly<Record<Mark, string[]>> = {
    error: [],
    unknown: [],
    warning: [],
    exempt: [],
  };
  return {
    begin: () => '',
    registry: (report) => {
      for (const mark of Object.keys(headings) as Mark[]) {
        for (const finding of report.findings) {
          if (markOf(finding) !== mark) continue;
          const { rule, exemption } = finding;
          const last =
            mark === 'exempt'
              ? exemption === null
                ? ''
                : exemptionText(exemption)
              : (fixOf(finding) ?? '');
          rows[mark].push(
            row([
              code(report.resource.address),
              code(placeText(report)),
              `[${text(rule.name)}](${rule.url}) (${rule.severity})`,
              text(observedValues(finding)),
              text(last),
            ]),
          );
        }
      }
      return '';
    },
    endDocument: () => '',
    end: (summary) => {
      let left = maxBytes - reservedBytes;
      const take = (lines: readonly string[], separator = '\n') => {
        const taken: string[] = [];
        for (const line of lines) {
          left -= Buffer.byteLength(line) + separator.length;
          if (left < 0) break;
          taken.push(line);
        }
        const more = lines.length - taken.length;
        return `${taken.join(separator)}${more === 0 ? '' : `\n\n…and ${more} more: the summary is cut at 1 MiB, the JSON report has all.`}`;
      };
      const parts = [
        `## ${icons[verdictOf(summary)]} Container registries: ${verdictOf(summary)}`,
        text(resultText(summary)),
        failuresText(summary, take),
        table('error', take),
        table('unknown', take),
        notEvaluatedSection(summary, take),
        details(table('warning', take), rows.warning.length, 'Warnings'),
        details(table('exempt', take), rows.exempt.length, 'Exemptions'),
        `<sub>${text(runText(run, summary))}<br>Rules: ${run.rules.map(({ name, level }) => `${text(name)} (${level})`).join(', ')}<br>Configuration SHA-256: ${run.configurationHash}</sub>`,
      ];
      return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
    },
  };

  function table(mark: Mark, take: Take): string {
    if (rows[mark].length === 0) return '';
    const last = mark === 'exempt' ? 'Reason (until)' : 'Fix';
    return `### ${headings[mark]}\n\n${row(['Registry', 'Place', 'Rule', 'Found', last])}\n${row(['---', '---', '---', '---', '---'])}\n${take(rows[mark])}`;
  }
}

type Take = (lines: readonly string[]) => string;

function failuresText({ failures }: Summary, take: Take): string {
  if (failures.length === 0) return '';
  const lines = failures.map(
    ({ file, reason }) => `- ${code(file)} ${text(reason)}`,
  );
  return `### Not readable\n\n${take(lines)}`;
}

function notEvaluatedSection({ notEvaluated }: Summary, take: Take): string {
  if (notEvaluated.length === 0) return '';
  const lines = groupByReason(notEvaluated).map(
    ([entry, ...others]) => `- ${text(notEvaluatedText(entry, others.length))}`,
  );
  return `### Not evaluated\n\n${take(lines)}`;
}

function details(body: string, count: number, name: string): string {
  if (body === '') return '';
  return `<details><summary>${name}: ${count}</summary>\n\n${body}\n\n</details>`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that no renderer takes for Markdown or HTML, on one line. */
function text(value: string): string {
  return value
    .replaceAll(
      /[&<>"'|\\`*_{}[\]()#!~@$]/g,
      (character) => `&#${character.charCodeAt(0)};`,
    )
    .replaceAll(/\s+/g, ' ');
}

/** An address or a path in a fixed font; HTML, because backticks can't hold every string. */
function code(value: string): string {
  return `<code>${text(value)}</code>`;
}
