import { createColors } from 'picocolors';
import { unusedMessage } from '../../shared/messages/finding';
import type { Finding } from '../../shared/rules/types';
import { escapeControlCharacters } from '../../shared/messages/escape';
import type {
  NotEvaluatedReport,
  RegistryReport,
  ReportedFinding,
} from '../evaluate';
import type { Renderer, RenderOptions } from './format';
import { columnWidth, label, notEvaluatedText, summarize } from './summary';

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
      let heading = (file: string) =>
        `${colors.underline(escapeControlCharacters(file))}\n`;
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
        ...byReason(summary.notEvaluated).map(notEvaluatedLine),
        ...summary.unusedExemptions.map(
          (unused) =>
            `${colors.yellow(label('note'))}${unusedMessage(unused)}\n`,
        ),
        summarize(summary, hasColor),
      ].join(''),
  };

  function notEvaluatedLine([entry, ...others]: NotEvaluatedGroup): string {
    const { blocks } = entry;
    const mark = blocks
      ? colors.red(label('error'))
      : colors.cyan(label('unknown'));
    return `${mark}${notEvaluatedText(entry, others.length)}\n`;
  }

  function registryText(report: RegistryReport): string {
    const { resource, findings } = report;
    let text = `  ${colors.bold(escapeControlCharacters(resource.address))}  ${colors.dim(placeText(report))}\n`;
    for (const mark of marks) {
      for (const reported of findings) {
        if (markOf(reported) === mark) text += findingText(reported, mark);
      }
    }
    return text;
  }

  function findingText(
    { finding, blocks }: ReportedFinding,
    mark: Mark,
  ): string {
    const { reasons, exemption } = finding;
    if (blocks || reasons.length === 0) return itemText(mark, finding.message);
    if (exemption?.state === 'active') {
      return itemText(mark, `${observedText(finding)}\n${exemption.reason}`);
    }
    return itemText(mark, observedText(finding));
  }

  function itemText(mark: Mark, text: string): string {
    const [first = '', ...further] = text.split('\n');
    return [
      `    ${colors[mark.color](label(mark.label))}${first}\n`,
      ...further.map((line) => `${indent}${colors.dim(line)}\n`),
    ].join('');
  }
}

type NotEvaluatedGroup = readonly [NotEvaluatedReport, ...NotEvaluatedReport[]];

/** A directory may hold hundreds of files that are not evaluated for the same reason. */
function byReason(
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

function markOf({ finding, blocks }: ReportedFinding): Mark {
  if (finding.exemption?.state === 'active') return marks[3];
  if (blocks) return marks[0];
  return finding.outcome === 'unknown' ? marks[1] : marks[2];
}

/** What was seen, in a line. */
function observedText({ rule, reasons }: Finding): string {
  const seen = reasons.map(({ path, actual }) => `${path} is ${actual}`);
  return escapeControlCharacters(`${rule.name}: ${seen.join(', ')}`);
}

function placeText({ file, place }: RegistryReport): string {
  const { file: pointed, line, column } = place();
  const position = `${line}:${column}`;
  return pointed === file
    ? position
    : `${escapeControlCharacters(pointed)}:${position}`;
}
