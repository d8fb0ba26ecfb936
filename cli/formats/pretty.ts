import { createColors } from 'picocolors';
import { unusedMessage } from '../../shared/message';
import type { Finding } from '../../shared/types';
import { visible } from '../../shared/visible';
import type { RegistryReport, ReportedFinding } from '../judge';
import type { Renderer, RenderOptions } from './format';
import { columnWidth, label, summarize } from './words';

type Colors = ReturnType<typeof createColors>;

/** How a finding is marked, the most urgent first. */
const marks = [
  { label: 'error', color: 'red' },
  { label: 'unknown', color: 'cyan' },
  { label: 'warning', color: 'yellow' },
  { label: 'exempt', color: 'dim' },
] as const satisfies readonly { label: string; color: keyof Colors }[];

type Mark = (typeof marks)[number];

const indent = ' '.repeat(4 + columnWidth);

/** For people: by document and registry, what blocks in full, the rest on a line each. */
export function createPretty({ hasColor }: RenderOptions): Renderer {
  const colors = createColors(hasColor);
  return {
    begin: () => '',
    separator: '\n',
    document: () => {
      let heading = (file: string) => `${colors.underline(visible(file))}\n`;
      return {
        registry: (report) => {
          const start = heading(report.file);
          heading = () => '';
          return start + registryText(report);
        },
        end: () => '',
      };
    },
    end: (summary, isEmpty) =>
      [
        isEmpty ? '' : '\n',
        ...summary.unusedExemptions.map(
          (unused) =>
            `${colors.yellow(label('note'))}${unusedMessage(unused)}\n`,
        ),
        summarize(summary, hasColor),
      ].join(''),
  };

  function registryText(report: RegistryReport): string {
    const { resource, findings } = report;
    let text = `  ${colors.bold(visible(resource.address))}  ${colors.dim(placeText(report))}\n`;
    for (const mark of marks) {
      for (const reported of findings) {
        if (markOf(reported) === mark) text += findingText(reported, mark);
      }
    }
    return text;
  }

  function findingText({ finding, blocks }: ReportedFinding, mark: Mark) {
    const lines = textOf(finding, blocks);
    const first = colors[mark.color](label(mark.label));
    let text = `    ${first}${lines[0] ?? ''}\n`;
    for (let index = 1; index < lines.length; index++) {
      text += `${indent}${colors.dim(lines[index] ?? '')}\n`;
    }
    return text;
  }
}

function markOf({ finding, blocks }: ReportedFinding): Mark {
  if (finding.exemption?.state === 'active') return marks[3];
  if (blocks) return marks[0];
  return finding.outcome === 'unknown' ? marks[1] : marks[2];
}

/** What blocks is said in full; for the rest it is enough what was seen. */
function textOf(finding: Finding, blocks: boolean): string[] {
  const { rule, exemption, reasons } = finding;
  if (blocks || reasons.length === 0) return finding.message.split('\n');
  const seen = reasons.map(({ path, actual }) => `${path} is ${actual}`);
  return [
    visible(`${rule.name}: ${seen.join(', ')}`),
    ...(exemption?.state === 'active' ? [exemption.reason] : []),
  ];
}

function placeText({ file, place }: RegistryReport): string {
  const { file: pointed, line, column } = place();
  const position = `${line}:${column}`;
  return pointed === file ? position : `${visible(pointed)}:${position}`;
}
