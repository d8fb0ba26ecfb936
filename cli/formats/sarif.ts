import type { Finding } from '../../shared/rules/types';
import { exemptionText } from '../../shared/messages/exemption';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  Invocation,
  Location,
  ReportingDescriptor,
  Result as SarifResult,
  Run,
} from 'sarif';
import type {
  Framework,
  Level,
  Rule,
  Severity,
} from '../../shared/rules/types';
import { isBlocking } from '../counts';
import type { RegistryReport } from '../evaluate';
import { rulePage } from '../package-files';
import type { Place } from '../place';
import type { RunInfo } from '../run-info';
import { Fingerprints } from './fingerprints';
import type { Renderer, RenderOptions, Summary } from './format';
import { arrayWriter } from './json-array';
import { notEvaluatedText } from './summary';

/**
 * For code scanning: SARIF 2.1.0
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what
 * GitHub reads of it
 * (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 */
export function createSarif({ rules, run }: RenderOptions): Renderer {
  const fingerprints = new Fingerprints();
  const indexes = new Map(rules.map(({ name }, index) => [name, index]));
  return {
    begin: () => start(rules, run),
    registry: arrayWriter(
      (report, finding) =>
        `\n${JSON.stringify(resultOf(report, finding, indexes, fingerprints))}`,
    ),
    endDocument: () => '',
    end: (summary) =>
      `],"invocations":${JSON.stringify([invocationOf(summary)])}}]}\n`,
  };
}

/** The start of a report; its results follow, separated by commas. */
function start(rules: readonly Rule[], run: RunInfo): string {
  const levels = new Map(run.rules.map(({ name, level }) => [name, level]));
  const written: Pick<Run, 'tool' | 'columnKind' | 'properties'> = {
    tool: {
      driver: {
        name: 'acr-policy',
        semanticVersion: run.version,
        rules: rules.map((rule) => descriptorOf(rule, levels.get(rule.name))),
      },
    },
    columnKind: 'utf16CodeUnits',
    properties: { ...run },
  };
  return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${JSON.stringify(written).slice(0, -1)},"results":[`;
}

function invocationOf({ failures, notEvaluated }: Summary): Invocation {
  return {
    executionSuccessful: failures.length === 0,
    toolExecutionNotifications: [
      ...failures.map(({ file, reason }) => ({
        level: 'error' as const,
        message: { text: `${file} ${reason}` },
        locations: [locationOf({ file })],
      })),
      ...notEvaluated.map((entry) => ({
        level: entry.blocks ? ('error' as const) : ('warning' as const),
        message: { text: notEvaluatedText(entry) },
        locations: [locationOf(entry.place ?? { file: entry.file })],
      })),
    ],
  };
}

/**
 * Describes a rule. GitHub fails a pull request by `security-severity` whatever
 * the level of a result is, so only rules that block have one.
 *
 * @param level left out: the rule is disabled
 */
function descriptorOf(
  rule: Rule,
  level: Level = 'disabled',
): ReportingDescriptor {
  const isSecurity = rule.pillar === 'Security' && level === 'mandatory';
  return {
    id: rule.name,
    name: rule.name.replaceAll('.', ''),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    helpUri: rule.url,
    help: { text: rule.recommendation, markdown: rulePage(rule) },
    defaultConfiguration: {
      enabled: level !== 'disabled',
      level: level === 'mandatory' ? 'error' : 'warning',
    },
    properties: {
      ref: rule.ref,
      precision: 'very-high',
      tags: [
        ...(isSecurity ? ['security'] : []),
        'azure',
        'container-registry',
        rule.pillar,
        ...rule.frameworks.flatMap(controlTags),
      ].slice(0, mostTags),
      ...(isSecurity
        ? { 'security-severity': scores[rule.severity] }
        : { 'problem.severity': 'warning' }),
    },
  };
}

/** GitHub refuses a file with a rule of more tags, and shows ten. */
const mostTags = 20;

/** The controls of a framework in the form of CodeQL's `external/cwe/cwe-079`. */
function controlTags({ id, controls }: Framework): string[] {
  return controls.map(
    (control) => `external/${id}/${control.replaceAll(' ', '-')}`,
  );
}

/** GitHub's bands: critical from 9.0, high from 7.0, medium from 4.0. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

function resultOf(
  { file, resource, place }: RegistryReport,
  finding: Finding,
  indexes: ReadonlyMap<string, number>,
  fingerprints: Fingerprints,
): SarifResult {
  const { rule, outcome, message, reasons, exemption } = finding;
  const isExempt = exemption?.state === 'active';
  const pointed = place();
  const { hash, occurrence } = fingerprints.of(
    rule.name,
    file,
    resource.address,
  );
  return {
    ruleId: rule.name,
    ruleIndex: indexes.get(rule.name) ?? -1,
    level: isExempt ? 'note' : isBlocking(finding) ? 'error' : 'warning',
    message: { text: message },
    locations: [
      {
        ...locationOf(pointed),
        logicalLocations: [
          {
            fullyQualifiedName: resource.address,
            name: resource.name,
            kind: 'resource',
          },
        ],
      },
    ],
    ...(pointed.file === file
      ? {}
      : {
          relatedLocations: [
            {
              id: 1,
              ...locationOf({ file }),
              message: { text: 'The document that was checked.' },
            },
          ],
        }),
    // GitHub would take a hash of the line, which is one for all results of a
    // plan: it is written in a single line.
    partialFingerprints: {
      primaryLocationLineHash: `${hash}:${occurrence}`,
      'acrPolicy/v1': hash,
    },
    ...(exemption?.isBaseline === true
      ? { baselineState: isExempt ? 'unchanged' : 'updated' }
      : {}),
    suppressions: isExempt
      ? [
          {
            kind: 'external',
            status: 'accepted',
            justification: exemptionText(exemption),
          },
        ]
      : [],
    properties: { outcome, resourceType: resource.type, reasons },
  };
}

function locationOf({ file, line, column }: PlaceInFile): Location {
  return {
    physicalLocation: {
      artifactLocation: isAbsolute(file)
        ? { uri: pathToFileURL(file).href }
        : { uri: toUri(file), uriBaseId: '%SRCROOT%' },
      ...(line === undefined
        ? {}
        : { region: { startLine: line, startColumn: column ?? 1 } }),
    },
  };
}

/** A place, or the whole of a file. */
type PlaceInFile = Pick<Place, 'file'> & Partial<Place>;

function toUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
