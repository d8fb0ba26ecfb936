import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import type { JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';

/**
 * The engine's encoding of an unknown value of any type
 * (`UnknownStringValue` of the Go SDK's resource/plugin/rpc.go).
 */
export const unknownOnWire = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The engine's encoding of a secret, known or not (`MarshalPropertyValue`, the same file). */
export function secretOnWire(value: unknown): Record<string, unknown> {
  return {
    '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
    value,
  };
}

/** Any properties as the protocol carries them. */
export function toStruct(
  properties: Readonly<Record<string, unknown>>,
): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}
