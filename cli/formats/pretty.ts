import { namesOfKind } from '../../shared/model/kind';
import type { Kind } from '../../shared/model/kind';
import { addTo } from '../../shared/util/multi-map';
import type { Finding } from '../../shared/rules/types';
import { createColors } from 'picocolors';
import { exemptionNotes, exemptionText } from '../../shared/messages/exemption';
import { adviceText, observedText } from '../../shared/messages/observed';
import type { RegistryReport } from '../evaluate';
import { escapeForLog } from '../terminal';
import type { Renderer, RenderOptions, Summary } from './format';
import {
  fullText,
  groupByReason,
  markOf,
  placeText,
  shortAddress,
} from './pretty-text';
import type { Mark } from './pretty-text';
import {
  columnWidth,
  label,
  notEvaluatedText,
  plural,
  summarize,
} from './summary';
import { wrap } from './wrap';

/** The most urgent first. */
const colorOf = {
  error: 'red',
  unknown: 'cyan',
  warning: 'yellow',
  exempt: 'dim',
  note: 'yellow',
  blocks: 'red',
} as const;

/** Registries with the same findings, which are printed once. */
interface Group {
  /** The findings, as lines that go with several registries. */
  readonly lines: readonly string[];
  /** The findings, as lines that name the first registry. */
  readonly named: readonly string[];
  readonly registries: (Counted & { readonly place: string })[];
}

/** The closing list counts more than these: they are printed above it. */
const maxListed = 10;

/**
 * For people: what blocks in full, then what is unknown, then warnings and
 * exemptions on a line for each registry, a closing list of what blocks, and
 * the summary.
 */
export function createPretty({
  hasColor,
  width,
  isQuiet,
  run,
}: RenderOptions): Renderer {
  const colors = createColors(hasColor);
  const indent = ' '.repeat(columnWidth);
  const room =
    width === undefined ? undefined : Math.max(width - columnWidth, 20);
  const groups: Readonly<Record<Mark, Map<string, Group>>> = {
    error: new Map(),
    unknown: new Map(),
    warning: new Map(),
    exempt: new Map(),
  };
  /** The addresses that block, by rule. */
  const blocking = new Map<string, Counted[]>();

  return {
    begin: () => '',
    registry: (report) => {
      for (const mark of ['error', 'unknown', 'warning', 'exempt'] as const) {
        if (isQuiet && mark !== 'error') continue;
        const findings = report.findings.filter(
          (each) => markOf(each) === mark,
        );
        if (findings.length > 0) add(mark, report, findings);
      }
      return '';
    },
    endDocument: () => '',
    end: (summary) => {
      const list = (mark: Mark, texts: readonly string[]) =>
        texts.map((text) => item(mark, [text])).join('');
      const sections = [
        ...[...groups.error.values()].map(errorText),
        list('error', notEvaluatedLines(summary, true)),
        shortGroups('unknown') +
          list('unknown', notEvaluatedLines(summary, false)),
        shortGroups('warning'),
        shortGroups('exempt') + notes(summary),
        closingList(summary),
        summarize(summary, run, hasColor),
      ];
      return sections.filter((section) => section !== '').join('\n');
    },
  };

  function add(
    mark: Mark,
    report: RegistryReport,
    findings: readonly Finding[],
  ): void {
    const { address, kind = 'registry' } = report.resource;
    let lines: readonly string[];
    let named = (lines = [shortText(mark, findings)]);
    if (mark === 'error') {
      const texts = findings.map(fullText);
      lines = texts.flatMap(({ subject, lines: [first = '', ...others] }) => [
        subject === '' ? first : `Each ${first}`,
        ...others,
      ]);
      named = texts.flatMap(({ subject, lines: [first = '', ...others] }) => [
        `${subject} ${first}`.trimStart(),
        ...others,
      ]);
      for (const finding of findings) {
        addTo(blocking, finding.rule.name, { address, kind });
      }
    }
    const place = placeText(report);
    const registry: Counted & { place: string } = { address, kind, place };
    const key = lines.join('\n');
    const group = groups[mark].get(key);
    if (group === undefined) {
      groups[mark].set(key, { lines, named, registries: [registry] });
    } else group.registries.push(registry);
  }

  /** The registries of a group on a line each, then their findings in full. */
  function errorText({ registries, lines, named }: Group): string {
    const subjects = registries.map(({ address, place }) => [address, place]);
    const texts = registries.length === 1 ? named : lines;
    return subjects
      .map(([address = '', place = ''], index) => {
        const isLong =
          room !== undefined && address.length + 2 + place.length > room;
        const start = index === 0 ? colors.red(label('error')) : indent;
        const gap = isLong ? `\n${indent}` : '  ';
        return `${start}${colors.bold(escapeForLog(address))}${gap}${colors.dim(escapeForLog(place))}\n`;
      })
      .concat(
        texts.map((text, index) => paragraph(shortReference(text), index > 0)),
      )
      .join('');
  }

  /** Of the line that says where to read more, the command alone if both do not fit. */
  function shortReference(text: string): string {
    const isLong = room !== undefined && text.length > room;
    return isLong
      ? text.replace(/^(More: acr-policy .*), or \S+$/, '$1')
      : text;
  }

  /** The groups of a mark, on a line for one registry. */
  function shortGroups(mark: Mark): string {
    return [...groups[mark].values()]
      .map(({ lines: [text = ''], registries }) => {
        const [first] = registries;
        if (registries.length === 1 && first !== undefined) {
          return item(mark, [`${first.address}  ${first.place}  ${text}`]);
        }
        const names = registries.map(({ address }) => shortAddress(address));
        return item(mark, [
          `${countOf(registries)}: ${text}`,
          names.join(', '),
        ]);
      })
      .join('');
  }

  function shortText(mark: Mark, findings: readonly Finding[]): string {
    if (mark !== 'exempt') return adviceText(findings);
    const reasons = findings.flatMap(({ exemption }) =>
      exemption === null ? [] : [exemptionText(exemption)],
    );
    return `${observedText(findings)}. ${[...new Set(reasons)].join('; ')}`;
  }

  function notEvaluatedLines(
    { notEvaluated }: Summary,
    isBlocking: boolean,
  ): readonly string[] {
    if (isQuiet && !isBlocking) return [];
    return groupByReason(
      notEvaluated.filter(({ blocks }) => blocks === isBlocking),
    ).map(([entry, ...others]) => notEvaluatedText(entry, others.length));
  }

  function notes({ exemptionNotes: all, exemptions }: Summary): string {
    if (isQuiet) return '';
    return exemptionNotes(all, exemptions)
      .map((note) => item('note', [note]))
      .join('');
  }

  /** The blocking registries by rule; a single one is printed above already. */
  function closingList({ notEvaluated }: Summary): string {
    const places = notEvaluated
      .filter(({ blocks }) => blocks)
      .map(({ address, file }) => (address === '' ? file : address));
    const registries = new Set(
      [...blocking.values()].flat().map(({ address }) => address),
    );
    if (registries.size + places.length < 2) return '';
    const lines = [...blocking].map(
      ([rule, all]) =>
        `${rule}: ${countOf(all)}: ${listed(all.map(({ address }) => shortAddress(address)))}`,
    );
    if (places.length > 0) {
      lines.push(
        `not evaluated: ${plural(places.length, 'place')}: ${listed(places)}`,
      );
    }
    return item('blocks', lines, true);
  }

  function item(
    mark: keyof typeof colorOf,
    [first = '', ...others]: readonly string[],
    isPlain = false,
  ): string {
    return `${colors[colorOf[mark]](label(mark))}${[
      paragraph(first, false).slice(columnWidth),
      ...others.map((text) => paragraph(text, !isPlain)),
    ].join('')}`;
  }

  /** A text in the column beside the labels, in as many lines as it takes. */
  function paragraph(text: string, isDim: boolean): string {
    return wrap(escapeForLog(text), room)
      .map((line) => `${indent}${isDim ? colors.dim(line) : line}\n`)
      .join('');
  }
}

/** A registry or a child of one. */
interface Counted {
  readonly address: string;
  readonly kind: Kind;
}

/** `2 registries`, `1 webhook`; of several kinds `3 resources`. */
function countOf(all: readonly Counted[]): string {
  const [kind, ...others] = new Set(all.map((each) => each.kind));
  if (kind === undefined || others.length > 0) {
    return plural(all.length, 'resource');
  }
  if (kind === 'registry') return plural(all.length, 'registry', 'registries');
  const { singular, plural: several } = namesOfKind(kind);
  return plural(all.length, singular, several);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, maxListed).join(', ');
  const more = names.length - maxListed;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
