import type { Finding } from '../../shared/rules/types';
import { exemptionText } from '../../shared/messages/exemption';
import { isBlocking } from '../counts';
import type { NotEvaluatedReport, RegistryReport } from '../evaluate';
import type { RunInfo } from '../../shared/reports/run-info';
import type { Failure, Renderer, RenderOptions } from './format';
import { notEvaluatedText } from './summary';

/** For test reports of CI systems: a suite for each document, a case for each rule and registry. */
export function createJunit({ run }: RenderOptions): Renderer {
  let cases: Case[] = [];
  return {
    begin: () =>
      `<?xml version="1.0" encoding="UTF-8"?>\n${open('testsuites', { name: 'acr-policy' })}${suiteOfRun(run)}`,
    registry: (report) => {
      for (const finding of report.findings) {
        cases.push(caseOf(report, finding));
      }
      return '';
    },
    endDocument: () => {
      const suite = suiteOf(cases);
      cases = [];
      return suite;
    },
    end: ({ failures, notEvaluated }) =>
      `${failures.map(suiteOfFailure).join('')}${notEvaluated.map(suiteOfNotEvaluated).join('')}</testsuites>\n`,
  };
}

/** A suite without cases: the properties of a suite are where JUnit has room for what ran. */
function suiteOfRun(run: RunInfo): string {
  const properties = {
    version: run.version,
    rules: run.rules.map(({ name, level }) => `${name}=${level}`).join(' '),
    configuration: run.configurationHash,
    audit: String(run.isAudit),
  };
  return [
    open('testsuite', { name: 'acr-policy', tests: 0 }),
    '<properties>\n',
    ...Object.entries(properties).map(
      ([name, value]) => `<property${attributesText({ name, value })}/>\n`,
    ),
    '</properties>\n</testsuite>\n',
  ].join('');
}

interface Case {
  readonly file: string;
  readonly text: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
}

function suiteOf(cases: readonly Case[]): string {
  const [first] = cases;
  if (first === undefined) return '';
  const having = (wanted: Case['verdict']) =>
    cases.filter(({ verdict }) => verdict === wanted).length;
  const attributes = {
    name: first.file,
    tests: cases.length,
    failures: having('failed'),
    skipped: having('skipped'),
  };
  const texts = cases.map(({ text }) => text);
  return `${open('testsuite', attributes)}${texts.join('')}</testsuite>\n`;
}

function suiteOfFailure({ file, reason }: Failure): string {
  return [
    open('testsuite', { name: file, tests: 1, errors: 1 }),
    open('testcase', { name: 'can be read', classname: file, file }),
    element('error', { message: reason }, `${file} ${reason}`),
    '</testcase>\n</testsuite>\n',
  ].join('');
}

/** As an unknown outcome: skipped, or a failure where unknowns block. */
function suiteOfNotEvaluated(entry: NotEvaluatedReport): string {
  const { file, address, place, blocks } = entry;
  const message = notEvaluatedText(entry);
  return [
    open('testsuite', {
      name: file,
      tests: 1,
      failures: blocks ? 1 : 0,
      skipped: blocks ? 0 : 1,
    }),
    open('testcase', {
      name: address === '' ? 'is evaluated' : `is evaluated: ${address}`,
      classname: file,
      file,
      ...(place === undefined ? {} : { line: place.line }),
    }),
    blocks
      ? element('failure', { message, type: 'notEvaluated' }, message)
      : element('skipped', { message }),
    '</testcase>\n</testsuite>\n',
  ].join('');
}

function caseOf(report: RegistryReport, finding: Finding): Case {
  const { file, resource, place } = report;
  const pointed = place();
  const verdict = verdictOf(finding);
  const attributes = {
    name: `${finding.rule.name}: ${resource.address}`,
    classname: file,
    file: pointed.file,
    line: pointed.line,
  };
  const text = `${open('testcase', attributes)}${bodyOf(finding, verdict)}</testcase>\n`;
  return { file, text, verdict };
}

/** Only blocking findings are failures; the others are reported without failing a build. */
function verdictOf(finding: Finding): Case['verdict'] {
  if (isBlocking(finding)) return 'failed';
  const { outcome, exemption } = finding;
  const isDecided = outcome === 'pass' || outcome === 'fail';
  return isDecided && exemption?.state !== 'active' ? 'passed' : 'skipped';
}

function bodyOf(finding: Finding, verdict: Case['verdict']): string {
  const { message, outcome, exemption, rule } = finding;
  const [summary = ''] = message.split('\n');
  switch (verdict) {
    case 'failed':
      return element('failure', { message: summary, type: rule.name }, message);
    case 'skipped':
      return element('skipped', {
        message:
          exemption?.state === 'active'
            ? `Exempt: ${exemptionText(exemption)}`
            : summary,
      });
    case 'passed':
      return outcome === 'fail' ? element('system-out', {}, message) : '';
  }
}

type Attributes = Readonly<Record<string, string | number>>;

function open(name: string, attributes: Attributes): string {
  return `<${name}${attributesText(attributes)}>\n`;
}

function element(name: string, attributes: Attributes, text = ''): string {
  return `<${name}${attributesText(attributes)}>${escape(text)}</${name}>\n`;
}

function attributesText(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
]);

/** Leaves out what XML 1.0 has no character for. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\n]/g, (character) => entities.get(character) ?? '');
}
