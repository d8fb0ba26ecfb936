import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import type { SensitiveStrings } from '../../shared/model/sensitive';
import { Unknown } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';

/**
 * The engine's placeholders for unknown values, one for
 * each type (pulumi: sdk/go/common/resource/plugin/rpc.go).
 */
const unknownSentinels = new Set([
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  '030794c1-ac77-496b-92df-f27374a8bd58',
  'e48ece36-62e2-4504-bad9-02848725956a',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
]);

/** A preview's placeholder for a secret. */
const hiddenSecret = '[secret]';

/** Marks an object that encodes a value of another type (pulumi: sdk/go/common/resource/sig/sig.go). */
const signatureKey = '4dabf18193072939515e22adb298388d';
const signatures = {
  secret: '1b47061264138c4ac30d75fd1eb44270',
  output: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
} as const;

const notThereYet = new Unknown('it waits for another resource');
const unreadable = new Unknown("it is a secret that can't be read");
const foreign = new Unknown('it is an asset or a reference');

/**
 * Turns properties as Pulumi writes them to JSON into a {@link Value}. A secret
 * that was exported with `--show-secrets` is known.
 *
 * @param sensitive takes the strings of such secrets
 * @returns the value; never throws
 */
export function toPulumiValue(json: Json, sensitive: SensitiveStrings): Value {
  const own = (member: Json) => toPulumiValue(member, sensitive);
  if (typeof json === 'string') {
    if (unknownSentinels.has(json)) return notThereYet;
    return json === hiddenSecret ? unreadable : json;
  }
  if (Array.isArray(json)) return (json as readonly Json[]).map(own);
  if (!isJsonObject(json)) return json;
  return Object.hasOwn(json, signatureKey)
    ? signedValue(json, sensitive)
    : Object.fromEntries(
        Object.entries(json).map(([name, member]) => [name, own(member)]),
      );
}

function signedValue(json: JsonObject, sensitive: SensitiveStrings): Value {
  const { [signatureKey]: signature, plaintext, value } = json;
  if (signature === signatures.secret) {
    const secret = secretValue(plaintext, sensitive);
    sensitive.add(secret);
    return secret;
  }
  if (signature !== signatures.output) return foreign;
  return value === undefined ? notThereYet : toPulumiValue(value, sensitive);
}

/** @param plaintext the value as JSON; left out where it is encrypted */
function secretValue(
  plaintext: Json | undefined,
  sensitive: SensitiveStrings,
): Value {
  if (typeof plaintext !== 'string') return unreadable;
  try {
    return toPulumiValue(JSON.parse(plaintext) as Json, sensitive);
  } catch {
    return unreadable;
  }
}
