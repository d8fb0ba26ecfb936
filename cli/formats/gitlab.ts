import { isBlocking } from '../counts';
import type { Finding } from '../../shared/rules/types';
import type { Severity } from '../../shared/rules/types';
import type { RegistryReport } from '../evaluate';
import { exemptionText } from '../../shared/messages/exemption';
import { Fingerprints, hashOf } from '../../shared/reports/fingerprints';
import type { Renderer, RenderOptions, Summary } from './format';
import { arrayWriter } from '../../shared/reports/json-array';
import { notEvaluatedText } from './summary';

/** An entry of a Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: {
    readonly path: string;
    readonly lines: { readonly begin: number };
  };
}

/**
 * For merge requests of GitLab. The format has a place for issues only, not for
 * what ran: each names the version, and the summary in the log has the rest.
 */
export function createGitlab({ run }: RenderOptions): Renderer {
  const fingerprints = new Fingerprints();
  const engine = `acr-policy ${run.version}, configuration ${run.configurationHash}`;
  const write = (issue: Issue) =>
    `\n  ${JSON.stringify({ ...issue, engine_name: engine })}`;
  let hasFindings = false;
  const findings = arrayWriter(
    ({ file, resource, place }: RegistryReport, finding) => {
      const { rule, message, exemption } = finding;
      const pointed = place();
      return write({
        description:
          exemption?.state === 'active'
            ? `Exempt: ${exemptionText(exemption)} [${resource.address}]`
            : `${message.split('\n').slice(0, 2).join(' ')} [${resource.address}]`,
        check_name: rule.name,
        fingerprint: fingerprintOf(rule.name, file, resource.address),
        severity: severityOf(finding),
        location: { path: pointed.file, lines: { begin: pointed.line } },
      });
    },
  );
  return {
    begin: () => '[',
    registry: (report) => {
      hasFindings = true;
      return findings(report);
    },
    endDocument: () => '',
    end: (summary) => {
      const entries = entriesOf(summary).map(write);
      const separator = hasFindings && entries.length > 0 ? ',' : '';
      return `${separator}${entries.join(',')}\n]\n`;
    },
  };

  function fingerprintOf(...parts: Parameters<Fingerprints['of']>): string {
    const { hash, occurrence } = fingerprints.of(...parts);
    return occurrence === 1 ? hash : hashOf(hash, String(occurrence));
  }

  function entriesOf({ failures, notEvaluated }: Summary): Issue[] {
    return [
      ...failures.map(({ file, reason }) => ({
        description: `${file} ${reason}`,
        check_name: 'unreadable',
        fingerprint: fingerprintOf('unreadable', file, ''),
        severity: 'blocker' as const,
        location: { path: file, lines: { begin: 1 } },
      })),
      ...notEvaluated.map((entry) => {
        const { file, address, place, blocks } = entry;
        return {
          description: notEvaluatedText(entry),
          check_name: 'notEvaluated',
          fingerprint: fingerprintOf('notEvaluated', file, address),
          severity: blocks ? ('critical' as const) : ('minor' as const),
          location: { path: file, lines: { begin: place?.line ?? 1 } },
        };
      }),
    ];
  }
}

/** A blocking finding is never less severe than others. */
const blockingSeverities: Readonly<Record<Severity, Issue['severity']>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'major',
};

function severityOf(finding: Finding): Issue['severity'] {
  if (finding.exemption?.state === 'active') return 'info';
  return isBlocking(finding)
    ? blockingSeverities[finding.rule.severity]
    : 'minor';
}
