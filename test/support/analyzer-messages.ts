import * as proto from '@pulumi/pulumi/proto/analyzer_pb';
import { toStruct } from './wire';

/* The messages of the analyzer protocol, in short. */

export interface Resource {
  readonly type: string;
  readonly name?: string;
  readonly urn?: string;
  readonly aliases?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
  /** The URNs that the values of properties depend on. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

export type Level = 'advisory' | 'mandatory' | 'disabled' | 'remediate';

export interface Diagnostic {
  readonly policy: string;
  readonly level: Level;
  readonly message: string;
}

export interface Analysis {
  readonly diagnostics: readonly Diagnostic[];
  /** The reasons of the policies that did not apply, by name. */
  readonly notApplicable: ReadonlyMap<string, string>;
}

export const wireLevels: Readonly<Record<Level, proto.EnforcementLevel>> = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  disabled: proto.EnforcementLevel.DISABLED,
  remediate: proto.EnforcementLevel.REMEDIATE,
};

function levelOf(wireLevel: proto.EnforcementLevel): Level {
  const levels = Object.keys(wireLevels) as Level[];
  const level = levels.find((each) => wireLevels[each] === wireLevel);
  if (level === undefined) throw new Error(`no level ${wireLevel}`);
  return level;
}

export function toRequest(resource: Resource): proto.AnalyzeRequest {
  return fill(new proto.AnalyzeRequest(), resource);
}

export function toStackResource(resource: Resource): proto.AnalyzerResource {
  const message = fill(new proto.AnalyzerResource(), resource);
  for (const [name, urns] of Object.entries(
    resource.propertyDependencies ?? {},
  )) {
    const dependencies = new proto.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(name, dependencies);
  }
  return message;
}

function fill<Message extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  message: Message,
  {
    type,
    name = 'web',
    urn = urnOf(type, name),
    aliases = [],
    ignoreChanges = [],
    properties,
  }: Resource,
): Message {
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  message.setProperties(toStruct(properties));
  const options = new proto.AnalyzerResourceOptions();
  options.setAliasesList([...aliases]);
  options.setIgnorechangesList([...ignoreChanges]);
  message.setOptions(options);
  return message;
}

/** The URN that Pulumi gives a resource of the stack `dev` of the project `shop`. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

export function toAnalysis(response: proto.AnalyzeResponse): Analysis {
  return {
    diagnostics: response.getDiagnosticsList().map((diagnostic) => ({
      policy: diagnostic.getPolicyname(),
      level: levelOf(diagnostic.getEnforcementlevel()),
      message: diagnostic.getMessage(),
    })),
    notApplicable: new Map(
      response
        .getNotApplicableList()
        .map((each) => [each.getPolicyName(), each.getReason()]),
    ),
  };
}
