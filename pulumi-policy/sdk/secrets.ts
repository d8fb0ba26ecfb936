import type { AnalyzeRequest } from '@pulumi/pulumi/proto/analyzer_pb';
import { SensitiveStrings } from '../../shared/model/sensitive';
import { isList, isObject } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';

/** Marks an object that encodes a value of another type (pulumi: sdk/go/common/resource/sig/sig.go). */
const signatureKey = '4dabf18193072939515e22adb298388d';
const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** The secrets of resources that may declare registries, by URN; most have none. */
const secrets = new Map<string, SensitiveStrings>();

/**
 * Remembers the secrets among the properties of a resource: the SDK hands them to
 * a policy as plain values, so only the request shows which values are secrets.
 */
export function rememberSecretsOf(request: AnalyzeRequest): void {
  const found = new SensitiveStrings();
  collect(request.getProperties()?.toJavaScript() ?? null, found);
  if (found.isEmpty) secrets.delete(request.getUrn());
  else secrets.set(request.getUrn(), found);
}

/** The secrets among the properties of a resource. */
export function secretsOf(urn: string): SensitiveStrings {
  return secrets.get(urn) ?? new SensitiveStrings();
}

function collect(value: Value, found: SensitiveStrings): void {
  if (isList(value)) {
    for (const member of value) collect(member, found);
  } else if (isObject(value)) {
    if (value[signatureKey] === secretSignature) found.add(value['value']);
    else for (const member of Object.values(value)) collect(member, found);
  }
}
