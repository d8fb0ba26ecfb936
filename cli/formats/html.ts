import { namesOfKind } from '../../shared/model/kind';
import type { ChildKind } from '../../shared/model/kind';
import type { ExemptionNote } from '../../shared/model/exemption';
import type { Finding, Framework } from '../../shared/rules/types';
import { escapeControlCharacters } from '../../shared/messages/escape';
import { fixOf, observedValues } from '../../shared/messages/observed';
import { isBlocking } from '../counts';
import type { RegistryReport } from '../evaluate';
import type { Renderer, RenderOptions, Summary } from './format';
import { contentSecurityPolicy, script, style } from './html-assets';
import { markOf, placeText } from './pretty-text';
import { notEvaluatedText, resultText, verdictOf } from './summary';

/** A registry's worst outcome, as its row shows it. */
type State = 'fail' | 'unknown' | 'warning' | 'exempt' | 'pass' | 'none';

const states: Readonly<Record<State, string>> = {
  fail: 'violation',
  unknown: 'unknown',
  warning: 'warning',
  exempt: 'exempt',
  pass: 'compliant',
  none: 'not applicable',
};

/** For auditors: one self-contained page with every registry. */
export function createHtml({ run }: RenderOptions): Renderer {
  const files = new Map<string, string[]>();
  const violations: string[] = [];
  const warnings: string[] = [];
  const unknowns: string[] = [];
  const exemptions: string[] = [];
  return {
    begin: () => '',
    registry: (report) => {
      const rows = files.get(report.file) ?? [];
      files.set(report.file, rows);
      rows.push(registryRow(report));
      for (const finding of report.findings) {
        const isExempt = finding.exemption?.state === 'active';
        if (finding.exemption !== null) {
          exemptions.push(exemptionRow(report, finding));
        }
        if (isExempt) continue;
        if (finding.outcome === 'fail') {
          const rows = isBlocking(finding) ? violations : warnings;
          rows.push(findingRow(report, finding));
        } else if (finding.outcome === 'unknown') {
          unknowns.push(findingRow(report, finding));
        }
      }
      return '';
    },
    endDocument: () => '',
    end: (summary) =>
      [
        head(),
        `<h1>Container registries: <span class="${verdictOf(summary)}">${verdictOf(summary)}</span></h1>\n<p>${text(resultText(summary))}</p>\n`,
        totals(summary),
        ranSection(),
        filterBar,
        list(
          'Not readable',
          ['File', 'Reason'],
          summary.failures.map(({ file, reason }) =>
            row('unknown', [code(file), text(reason)]),
          ),
        ),
        list('Violations', findingHeadings, violations),
        list('Unknown', findingHeadings, unknowns),
        list(
          'Not evaluated',
          ['File', 'Address', 'Reason'],
          summary.notEvaluated.map((entry) =>
            row('unknown', [
              code(entry.file),
              code(entry.address),
              text(notEvaluatedText(entry)),
            ]),
          ),
        ),
        list('Warnings', findingHeadings, warnings),
        list(
          'Exemptions',
          [
            'Registry',
            'Rule',
            'Exemption',
            'Reason',
            'Kind',
            'Approved by',
            'Ticket',
            'End',
          ],
          exemptions,
        ),
        list(
          'Exemptions to review',
          ['Exemption', 'Reason', 'Why'],
          summary.exemptionNotes.map(({ exemption, why }) =>
            row('exempt', [
              code(exemption.resource),
              text(exemption.reason),
              whyText[why],
            ]),
          ),
        ),
        '<h2>Registries</h2>\n',
        files.size === 0 ? '<p>None.</p>\n' : '',
        ...[...files].map(
          ([file, rows]) =>
            `<section class="file">\n<h3>${text(file)}</h3>\n${table(['Registry', 'State', 'Findings', 'Complies with', 'Place'], rows)}</section>\n`,
        ),
        `<script>${script}</script>\n</body>\n</html>\n`,
      ].join(''),
  };

  function ranSection(): string {
    const rules = run.rules.map(({ name, level, frameworks }) =>
      row('', [text(name), level, frameworks.map(controlsOf).join('<br>')]),
    );
    return [
      '<h2>What ran</h2>\n',
      `<p>acr-policy ${text(run.version)}${run.isAudit ? ', as an audit: violations do not fail the run' : ''}, at ${new Date().toISOString()}.<br>`,
      `SHA-256 of the configuration: <code>${run.configurationHash}</code></p>\n`,
      `<details><summary>${run.rules.length} rules</summary>\n${table(['Rule', 'Level', 'Controls'], rules)}</details>\n`,
    ].join('');
  }
}

function head(): string {
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="referrer" content="no-referrer">\n',
    `<title>Container registries</title>\n<style>${style}</style>\n</head>\n<body>\n`,
  ].join('');
}

function totals({
  registries,
  children,
  tally,
  notEvaluated,
}: Summary): string {
  const entries: readonly (readonly [string, number, string])[] = [
    ['registries', registries, ''],
    ...Object.entries(children).map(
      ([kind, count]) =>
        [namesOfKind(kind as ChildKind).plural, count, ''] as const,
    ),
    ['violations', tally.violations, 'fail'],
    ['unknown', tally.undecided, 'unknown'],
    ['not evaluated', notEvaluated.length, 'unknown'],
    ['warnings', tally.warnings, 'warning'],
    ['exempt', tally.exempt, 'exempt'],
  ];
  const items = entries.map(
    ([name, count, style]) =>
      `<li><b class="${count === 0 ? '' : style}">${count}</b>${name}</li>`,
  );
  return `<ul class="totals">${items.join('')}</ul>\n`;
}

const filterBar = `<div class="filter"><input id="text" type="search" placeholder="Filter by registry, file, rule" aria-label="Filter by text"><select id="outcome" aria-label="Filter by outcome"><option value="">all outcomes</option>${Object.entries(
  states,
)
  .map(([value, name]) => `<option value="${value}">${name}</option>`)
  .join('')}</select><span id="count" class="soft"></span></div>\n`;

const findingHeadings = ['Registry', 'Rule', 'Found and fix', 'Place'];

function findingRow(report: RegistryReport, finding: Finding): string {
  const { rule } = finding;
  const fix = fixOf(finding);
  return row(
    finding.outcome === 'unknown'
      ? 'unknown'
      : isBlocking(finding)
        ? 'fail'
        : 'warning',
    [
      code(report.resource.address),
      `<a href="${attribute(rule.url)}" rel="noreferrer">${text(rule.name)}</a><br><span class="soft">${rule.severity}, ${isBlocking(finding) ? 'blocks' : 'warns'}</span>`,
      `${text(observedValues(finding))}${fix === null ? '' : `<span class="fix">Fix: ${text(fix)}</span>`}`,
      code(placeText(report)),
    ],
  );
}

function controlsOf({ name, version, controls, url }: Framework): string {
  return `<a href="${attribute(url)}" rel="noreferrer">${text(`${name} ${version}`)}</a>: ${text(controls.join(', '))}`;
}

function exemptionRow(
  report: RegistryReport,
  { rule, exemption }: Finding,
): string {
  const { resource = '', reason = '', expires, state } = exemption ?? {};
  const { category, approvedBy, ticket, isBaseline } = exemption ?? {};
  const kinds = [isBaseline === true ? 'baseline' : '', category ?? ''];
  return row('exempt', [
    code(report.resource.address),
    text(rule.name),
    code(resource),
    text(reason),
    text(kinds.filter((kind) => kind !== '').join(', ')),
    text(approvedBy ?? ''),
    text(ticket ?? ''),
    `${text(expires ?? 'no end')}${state === undefined || state === 'active' ? '' : ` <b class="fail">${state}</b>`}`,
  ]);
}

function registryRow(report: RegistryReport): string {
  const { findings, resource } = report;
  const reported = findings.filter(
    ({ outcome }) => outcome === 'fail' || outcome === 'unknown',
  );
  const passed = findings.flatMap((finding) =>
    finding.outcome === 'pass' ? [finding.rule.name] : [],
  );
  const found = reported.map(stateOf);
  const worst =
    (Object.keys(states) as State[]).find((state) => found.includes(state)) ??
    (passed.length > 0 ? 'pass' : 'none');
  return row([...new Set([worst, ...found])].join(' '), [
    `${code(resource.address)}<br><span class="soft">${text(resource.type)}</span>`,
    `<span class="outcome ${worst}">${states[worst]}</span>`,
    reported
      .map(
        (each) =>
          `<span class="${stateOf(each)}">${text(each.rule.name)}</span>: ${text(observedValues(each))}`,
      )
      .join('<br>'),
    text(passed.join(', ')),
    code(placeText(report)),
  ]);
}

function stateOf(finding: Finding): State {
  switch (markOf(finding)) {
    case 'exempt':
      return 'exempt';
    case 'unknown':
      return 'unknown';
    case 'error':
      return finding.outcome === 'unknown' ? 'unknown' : 'fail';
    case 'warning':
      return 'warning';
  }
}

function list(
  title: string,
  headings: readonly string[],
  rows: readonly string[],
): string {
  if (rows.length === 0) return '';
  return `<h2>${title} (${rows.length})</h2>\n${table(headings, rows)}`;
}

function table(headings: readonly string[], rows: readonly string[]): string {
  const cells = headings.map((name) => `<th scope="col">${name}</th>`);
  return `<table>\n<thead><tr>${cells.join('')}</tr></thead>\n<tbody>\n${rows.join('')}</tbody>\n</table>\n`;
}

/** @param outcome the words that the filter finds it by; empty: it is not filtered */
function row(outcome: string, cells: readonly string[]): string {
  const data = outcome === '' ? '' : ` data-outcome="${outcome}"`;
  return `<tr${data}>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;
}

function code(value: string): string {
  return value === '' ? '' : `<code>${text(value)}</code>`;
}

function text(value: string): string {
  return escapeControlCharacters(value).replaceAll(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

/** A link that only leads to a web page. */
function attribute(url: string): string {
  return /^https?:\/\//.test(url) ? text(url) : '';
}

/** Why an exemption is to be reviewed. */
const whyText: Readonly<Record<ExemptionNote['why'], string>> = {
  matchesNothing: 'matches nothing',
  notNeeded: 'what it matches complies',
  endsSoon: 'ends within 30 days',
};
