import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type * as Yaml from 'yaml';
import { errorText } from '../../shared/configuration/errors';
import {
  checkPolicyPackConfiguration,
  parseConfiguration,
} from '../../shared/configuration/parse';
import type { Exemption } from '../../shared/model/exemption';
import { registryHash } from '../../shared/engine/registry-hash';
import type { Finding, Rule } from '../../shared/rules/types';
import { describeSystemError } from '../../shared/util/system-error';
import { configurationFrom } from '../configuration';
import { UserError } from '../errors';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { plural } from '../formats/summary';
import { warn } from '../terminal';
import type { Terminal } from '../terminal';
import { assertNoneEmpty } from '../options';
import { CheckRun } from './check';
import type { InputOptions } from './check';

/** The options of `acr-policy baseline`, as the argument parser names them. */
export interface BaselineOptions extends InputOptions {
  readonly reason: string;
  readonly expires?: string;
  readonly approvedBy?: string;
  readonly ticket?: string;
  readonly output?: string;
  readonly to?: 'pulumi';
}

/**
 * Writes an exemption for each violation that blocks today. It is bound to the
 * address, the rule and the state of the registry, so that a change of the
 * registry brings the violation back.
 *
 * @throws {UserError} when an option is wrong or the file can't be written
 */
export async function baseline(
  paths: readonly string[],
  options: BaselineOptions,
  terminal: Terminal,
  rules: readonly Rule[],
): Promise<ExitCode> {
  const { output, to } = options;
  assertNoneEmpty(paths, output === undefined ? [] : [output], options);
  const file = output === undefined ? undefined : resolve(terminal.cwd, output);
  if (file !== undefined && existsSync(file)) {
    throw new UserError(
      `${output ?? ''} exists already. Fix: write to another file, and copy the exemptions that are new`,
    );
  }
  assertAhead(options.expires);
  const configuration = configurationFrom(options.config, rules);
  const found: Finding[] = [];
  const run = new CheckRun(
    paths,
    { ...options, targets: [], configuration, rules },
    terminal,
  );
  const summary = await run.to({
    registry: ({ findings }) => {
      found.push(...findings);
    },
  });
  if (summary.failures.length > 0) return exitCodes.unusable;
  const violations = found.filter(
    ({ outcome, effect, isInternalError }) =>
      outcome === 'fail' && effect === 'block' && !isInternalError,
  );
  if (to === 'pulumi') assertOfPulumi(violations);
  const exemptions = violations.map((each) => exemptionOf(each, options));
  const exemptionLimits = configuration.exemptionLimits ?? {};
  const text =
    to === 'pulumi'
      ? pulumiText(violations, exemptions, exemptionLimits, rules)
      : ownText(
          { ...extended(options, terminal), exemptions },
          exemptionLimits,
          output,
          rules,
        );
  if (file === undefined) terminal.stdout.write(text);
  else write(file, output ?? '', text);
  const left = found.filter(({ effect }) => effect !== 'none').length;
  warn(
    terminal,
    `${plural(exemptions.length, 'exemption')} for what blocks in ${plural(summary.registries, 'registry', 'registries')}`,
  );
  const others = left - exemptions.length + summary.notEvaluated.length;
  if (others > 0) {
    warn(
      terminal,
      `${plural(others, 'warning or unknown', 'warnings and unknowns')} without an exemption: acr-policy check reports them`,
    );
  }
  return exitCodes.compliant;
}

/** @throws {UserError} if the exemptions would have ended before they are written */
function assertAhead(expires: string | undefined): void {
  const today = new Date().toISOString().slice(0, 10);
  // What is not a date is refused with the exemptions.
  if (expires === undefined || !/^\d{4}-\d\d-\d\d$/.test(expires)) return;
  if (expires >= today) return;
  throw new UserError(
    `--expires ${expires} has passed: the exemptions would have no effect. Fix: give a day that is ahead, --expires ${nextYear(today)}`,
  );
}

function nextYear(today: string): string {
  return `${Number(today.slice(0, 4)) + 1}-01-31`;
}

/** @throws {UserError} if a violation is not of Pulumi, whose policies know resources by their URNs */
function assertOfPulumi(violations: readonly Finding[]): void {
  const other = violations.find(
    ({ resource }) => !resource.address.startsWith('urn:pulumi:'),
  );
  if (other === undefined) return;
  throw new UserError(
    `--to pulumi needs states or previews of Pulumi, and ${other.resource.address} has no URN. Fix: leave --to out, or check the output of pulumi preview --json`,
  );
}

function exemptionOf(
  { rule, resource, registry }: Finding,
  { reason, expires, approvedBy, ticket }: BaselineOptions,
): Exemption {
  if (registry === undefined) throw new Error('A violation has no registry.');
  const { value: name } = registry.fields.name;
  const address = resource.aliases?.[0] ?? resource.address;
  return {
    resource: name.state === 'known' ? withoutPlace(address) : address,
    rules: [rule.name],
    reason,
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(expires === undefined ? {} : { expires }),
    baseline: registryHash(registry),
  };
}

/**
 * The address of a template's registry without its place, which moves: the hash
 * has the registry's name.
 */
function withoutPlace(address: string): string {
  const hash = address.indexOf('#');
  if (hash < 0) return address;
  const owner = address.slice(0, hash);
  return address.startsWith('urn:pulumi:') || !/\.\w+$/.test(owner)
    ? `${owner}#*`
    : `*${basename(owner)}#*`;
}

/** The configuration that was used holds for the baseline too. */
function extended(
  { config, output }: BaselineOptions,
  { cwd }: Terminal,
): { readonly extends?: string } {
  if (config === undefined) return {};
  const from = dirname(resolve(cwd, output ?? 'baseline.yaml'));
  const path = relative(from, resolve(cwd, config));
  return { extends: path.split(sep).join('/') };
}

function ownText(
  content: { readonly exemptions: readonly Exemption[] },
  exemptionLimits: object,
  output: string | undefined,
  rules: readonly Rule[],
): string {
  const checked = parseConfiguration(
    { exemptions: content.exemptions, exemptionLimits },
    { target: 'command', rules },
    'the baseline',
  );
  if ('errors' in checked) throw new UserError(firstLine(checked.errors));
  if (output?.endsWith('.json') === true) return jsonText(content);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs write no YAML
  const { stringify } = require('yaml') as typeof Yaml;
  return stringify(content, { lineWidth: 0 });
}

function pulumiText(
  violations: readonly Finding[],
  exemptions: readonly Exemption[],
  exemptionLimits: object,
  rules: readonly Rule[],
): string {
  const policies = Object.fromEntries(
    [...new Set(violations.map(({ rule }) => rule.name))].map((name) => [
      name,
      {
        exemptions: exemptions
          .filter((each) => each.rules?.includes(name) === true)
          .map((each) => ({ ...each, rules: undefined })),
      },
    ]),
  );
  const withLimits = Object.fromEntries(
    Object.entries(policies).map(([name, policy]) => [
      name,
      { ...policy, exemptionLimits },
    ]),
  );
  const errors = checkPolicyPackConfiguration(
    withLimits,
    rules,
    'the baseline',
  );
  if (errors.length > 0) throw new UserError(firstLine(errors));
  return jsonText(policies);
}

/** One option is wrong for every violation. */
function firstLine(errors: Parameters<typeof errorText>[0]): string {
  return errorText(errors.slice(0, 1));
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(file: string, name: string, text: string): void {
  try {
    // Never over a file that someone else wrote meanwhile.
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new UserError(`can't write ${name}: ${describeSystemError(error)}`);
  }
}
