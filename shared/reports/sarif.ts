import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  Invocation,
  Location,
  Notification,
  ReportingDescriptor,
  Result as SarifResult,
  Run,
} from 'sarif';
import { exemptionText } from '../messages/exemption';
import type { AppliedExemption } from '../model/exemption';
import type { Resource } from '../model/resource';
import type { Finding, Framework, Level, Rule, Severity } from '../rules/types';
import { Fingerprints } from './fingerprints';
import { arrayWriter } from './json-array';
import { rulePage } from './package-files';
import type { Place, PlaceInFile } from './place';
import type { RunInfo } from './run-info';

/** The tool, the rules and the configuration of a run. */
interface SarifRunOptions {
  /** Every rule that there is, disabled ones included. */
  readonly rules: readonly Rule[];
  readonly run: RunInfo;
  /** Some exemptions are of a baseline: results are compared with it. */
  readonly hasBaseline: boolean;
  /** Tells the runs of one log apart; left out if there is one. */
  readonly category?: string;
}

/** The findings on one registry, and where it is declared. */
interface SarifRegistry {
  /** The document that was checked, as reports name files. */
  readonly file: string;
  readonly resource: Resource;
  readonly findings: readonly Finding[];
  readonly place: () => Place;
}

/** Something that could not be read or was not evaluated. */
export interface SarifNotification {
  readonly level: 'error' | 'warning';
  readonly text: string;
  readonly place?: PlaceInFile;
}

/** The start of a log; its runs follow, separated by commas. */
export const sarifLogStart =
  '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[';

/** The end of a log. */
export const sarifLogEnd = ']}\n';

/**
 * Writes one run of a log for code scanning, piece by piece: SARIF 2.1.0
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what
 * GitHub reads of it
 * (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 */
export class SarifRun {
  readonly #options: SarifRunOptions;
  readonly #fingerprints = new Fingerprints();
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #write = arrayWriter(
    (registry: SarifRegistry, finding) =>
      `\n${JSON.stringify(this.#resultOf(registry, finding))}`,
  );

  constructor(options: SarifRunOptions) {
    this.#options = options;
    this.#indexes = new Map(
      options.rules.map(({ name }, index) => [name, index]),
    );
  }

  /** The start of the run, up to its results. */
  start(): string {
    const { rules, run, category } = this.#options;
    const levels = new Map(run.rules.map(({ name, level }) => [name, level]));
    const written: Omit<Run, 'results'> = {
      tool: {
        driver: {
          name: 'acr-policy',
          semanticVersion: run.version,
          rules: rules.map((rule) => descriptorOf(rule, levels.get(rule.name))),
        },
      },
      ...(category === undefined
        ? {}
        : { automationDetails: { id: `${category}/` } }),
      columnKind: 'utf16CodeUnits',
      properties: { ...run },
    };
    return `${JSON.stringify(written).slice(0, -1)},"results":[`;
  }

  /** The results of a registry. */
  registry(registry: SarifRegistry): string {
    return this.#write(registry);
  }

  /** The rest of the run. */
  end(
    isSuccessful: boolean,
    notifications: readonly SarifNotification[],
  ): string {
    const invocation: Invocation = {
      executionSuccessful: isSuccessful,
      toolExecutionNotifications: notifications.map(
        ({ level, text, place }): Notification => ({
          level,
          message: { text },
          ...(place === undefined ? {} : { locations: [locationOf(place)] }),
        }),
      ),
    };
    return `],"invocations":${JSON.stringify([invocation])}}`;
  }

  #resultOf(
    { file, resource, place }: SarifRegistry,
    finding: Finding,
  ): SarifResult {
    const { rule, outcome, effect, message, reasons, exemption } = finding;
    const isExempt = exemption?.state === 'active';
    const pointed = place();
    const { hash, occurrence } = this.#fingerprints.of(
      rule.name,
      file,
      resource.address,
    );
    return {
      ruleId: rule.name,
      ruleIndex: this.#indexes.get(rule.name) ?? -1,
      level: isExempt ? 'note' : effect === 'block' ? 'error' : 'warning',
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
      ...(this.#options.hasBaseline
        ? { baselineState: baselineStateOf(exemption) }
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
}

/**
 * The state of a result compared with the baseline. If one result of a run has it,
 * all must (SARIF 2.1.0, section 3.27.24).
 */
function baselineStateOf(
  exemption: AppliedExemption | null,
): NonNullable<SarifResult['baselineState']> {
  if (exemption?.isBaseline !== true) return 'new';
  return exemption.state === 'active' ? 'unchanged' : 'updated';
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

function toUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
