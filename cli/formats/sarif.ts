import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  Invocation,
  Location,
  ReportingDescriptor,
  Result as SarifResult,
  Run,
} from 'sarif';
import { rules } from '../../shared/rules';
import type { Resource, Rule, Severity } from '../../shared/rules/types';
import type { RegistryReport, ReportedFinding } from '../evaluate';
import { packageVersion, rulePage } from '../package-files';
import type { Place } from '../place';
import type { Renderer, Summary } from './format';
import { listOf } from './json-array';
import { notEvaluatedText } from './summary';

/**
 * For code scanning: SARIF 2.1.0
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what
 * GitHub reads of it
 * (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 */
export function createSarif(): Renderer {
  return {
    begin: start,
    separator: ',',
    document: () =>
      listOf(
        (report, reported) => `\n${JSON.stringify(resultOf(report, reported))}`,
      ),
    end: (summary) =>
      `],"invocations":${JSON.stringify([invocationOf(summary)])}}]}\n`,
  };
}

/** What a report starts with; its results follow, separated by commas. */
function start(): string {
  const run: Pick<Run, 'tool' | 'columnKind'> = {
    tool: {
      driver: {
        name: 'acr-policy',
        semanticVersion: packageVersion(),
        rules: rules.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
  };
  return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${JSON.stringify(run).slice(0, -1)},"results":[`;
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

function descriptorOf(rule: Rule): ReportingDescriptor {
  const isSecurity = rule.pillar === 'Security';
  return {
    id: rule.name,
    name: rule.name.replaceAll('.', ''),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    helpUri: rule.url,
    help: { text: rule.recommendation, markdown: rulePage(rule.name) },
    defaultConfiguration: {
      enabled: rule.level !== 'disabled',
      level: rule.level === 'mandatory' ? 'error' : 'warning',
    },
    properties: {
      ref: rule.ref,
      precision: 'very-high',
      tags: [
        ...(isSecurity ? ['security'] : []),
        'azure',
        'container-registry',
        rule.pillar,
      ],
      ...(isSecurity
        ? { 'security-severity': scores[rule.severity] }
        : { 'problem.severity': 'warning' }),
    },
  };
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
  { finding, blocks }: ReportedFinding,
): SarifResult {
  const { rule, outcome, message, reasons, exemption } = finding;
  const isExempt = exemption?.state === 'active';
  const pointed = place();
  return {
    ruleId: rule.name,
    ruleIndex: rules.indexOf(rule),
    level: isExempt ? 'note' : blocks ? 'error' : 'warning',
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
              message: { text: 'The document that was judged.' },
            },
          ],
        }),
    partialFingerprints: fingerprintsOf(file, rule, resource),
    suppressions: isExempt
      ? [
          {
            kind: 'external',
            status: 'accepted',
            justification: exemption.reason,
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

/**
 * What makes a result the same in the next run: rule, document and address, and
 * no line. GitHub would take a hash of the line, which is one for all results
 * of a plan: it is written in a single line.
 */
function fingerprintsOf(file: string, rule: Rule, { address }: Resource) {
  const hash = createHash('sha256')
    .update([rule.name, file, address].join('\0'))
    .digest('hex')
    .slice(0, 32);
  return { primaryLocationLineHash: `${hash}:1`, 'acrPolicy/v1': hash };
}
