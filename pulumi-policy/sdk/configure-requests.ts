import { sep } from 'node:path';
import type * as Protocol from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import type { ConfigureAnalyzerRequest } from '@pulumi/pulumi/proto/analyzer_pb';
import { checkPolicyPackConfiguration } from '../../shared/configuration/parse';
import { errorText } from '../../shared/configuration/errors';
import type { ConfigurationError } from '../../shared/configuration/errors';
import {
  summaryPolicyName,
  unusedExemptionsPolicyName,
} from '../../shared/engine/exemptions';
import type { Level, Rule } from '../../shared/rules/types';
import { afterReading } from './strip-irrelevant-properties';
import { requireFromSdk, resolved } from './lazy-policy-sdk';

const protocol = '@pulumi/pulumi/proto/analyzer_grpc_pb';

/**
 * Validates the whole configuration when the engine sends it. If it has an error,
 * the engine stops before it analyzes any resource (`configuring policy pack …` in pulumi's pkg/engine/update.go).
 *
 * A policy can't do this: the SDK passes each policy only its own part and skips
 * disabled policies, so an unknown name is never read.
 *
 * @param rules the rules whose policies are validated; other policies of the same
 *   pack are ignored
 * @returns the levels that were configured last, by the policies' names: the SDK
 *   does not pass them to policies. Empty until the engine configures the pack.
 */
export function refuseWrongConfiguration(
  rules: readonly Rule[],
): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>();
  for (const { AnalyzerService } of protocols()) {
    const { getAnalyzerInfo, configure } = AnalyzerService;
    const { responseSerialize } = getAnalyzerInfo;
    let policyNames: readonly string[] | undefined;
    // The engine requests it before it configures the pack.
    getAnalyzerInfo.responseSerialize = (info) => {
      policyNames = info.getPoliciesList().map((policy) => policy.getName());
      return responseSerialize(info);
    };
    afterReading(configure, (request) => {
      const errors = errorsIn(request, rules, policyNames);
      levels.clear();
      for (const [name, policy] of request.getPolicyconfigMap().entries()) {
        const level = wireLevels[policy.getEnforcementlevel()];
        if (level !== undefined) levels.set(name, level);
      }
      if (errors.length > 0) refuse(request, errors);
    });
  }
  return levels;
}

/**
 * The levels as the protocol numbers them (`EnforcementLevel` in analyzer.proto
 * of pulumi/pulumi). A policy that repairs blocks what it can't repair.
 */
const wireLevels: readonly (Level | undefined)[] = [
  'advisory',
  'mandatory',
  'disabled',
  'mandatory',
];

/** The protocol module of our SDK, and of every other copy that is loaded. */
function protocols(): (typeof Protocol)[] {
  const load = requireFromSdk();
  const own = resolved(load, protocol);
  const ending = `${protocol.replaceAll('/', sep)}.js`;
  const files = new Set([
    ...(own === undefined ? [] : [own]),
    ...Object.keys(load.cache).filter((file) => file.endsWith(ending)),
  ]);
  return [...files].map((file) => load(file) as typeof Protocol);
}

function errorsIn(
  request: ConfigureAnalyzerRequest,
  rules: readonly Rule[],
  policyNames: readonly string[] | undefined,
): readonly ConfigurationError[] {
  const own = new Set([
    'all',
    unusedExemptionsPolicyName,
    summaryPolicyName,
    ...rules.map(({ name }) => name),
  ]);
  const configuration = Object.fromEntries(
    [...request.getPolicyconfigMap().entries()]
      .filter(
        ([name]) => own.has(name) || policyNames?.includes(name) === false,
      )
      .map(([name, policy]): [string, object] => [
        name,
        {
          ...policy.getProperties()?.toJavaScript(),
          // The engine has validated the level and removed it.
          enforcementLevel: 'mandatory',
        },
      ]),
  );
  return checkPolicyPackConfiguration(
    configuration,
    rules,
    'policy configuration',
  );
}

/** Makes the SDK return the errors: it sends what is thrown while it reads a request. */
function refuse(
  request: ConfigureAnalyzerRequest,
  errors: readonly ConfigurationError[],
): void {
  request.getPolicyconfigMap = () => {
    const error = new Error(errorText(errors));
    // The SDK sends it, and the CLI prints it.
    error.stack = error.message;
    throw error;
  };
}
