import { createColors } from 'picocolors';
import { BoundedMap } from '../../shared/util/bounded-map';
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

const indent = ' '.repeat(4 + columnWidth);

/** For people: by document and registry, what blocks in full, the rest on a line each. */
export function createPretty({ hasColor }: RenderOptions): Renderer {
  const colors = createColors(hasColor);
  const observed = new WeakMap<Finding['reasons'], string>();
  const further = new BoundedMap<string, string>();
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
    const texts = ['', '', '', ''];
    for (const reported of findings) {
      const mark = markOf(reported);
      texts[mark] = (texts[mark] ?? '') + findingText(reported, mark);
    }
    for (const ofMark of texts) text += ofMark;
    return text;
  }

  /** Of many registries the same was seen. */
  function findingText(reported: ReportedFinding, mark: number): string {
    const { finding, blocks } = reported;
    const { reasons, exemption } = finding;
    if (blocks || reasons.length === 0) return itemText(mark, finding.message);
    if (exemption?.state === 'active') {
      return itemText(mark, `${observedText(finding)}\n${exemption.reason}`);
    }
    let text = observed.get(reasons);
    if (text === undefined) {
      text = itemText(mark, observedText(finding));
      observed.set(reasons, text);
    }
    return text;
  }

  function itemText(mark: number, text: string): string {
    const { label: name, color } = marks[mark] ?? marks[0];
    const start = `    ${colors[color](label(name))}`;
    const end = text.indexOf('\n');
    if (end < 0) return `${start}${text}\n`;
    return `${start}${text.slice(0, end)}\n${furtherLines(text.slice(end + 1))}`;
  }

  /** What to do about it is the same of many registries too. */
  function furtherLines(lines: string): string {
    let text = further.get(lines);
    if (text === undefined) {
      text = lines
        .split('\n')
        .map((line) => `${indent}${colors.dim(line)}\n`)
        .join('');
      further.set(lines, text);
    }
    return text;
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

/** The place of its mark among {@link marks}. */
function markOf({ finding, blocks }: ReportedFinding): number {
  if (finding.exemption?.state === 'active') return 3;
  if (blocks) return 0;
  return finding.outcome === 'unknown' ? 1 : 2;
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
