import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import { UserError } from '../errors';
import {
  expectArray,
  expectObject,
  optionalArray,
  optionalObject,
  optionalString,
} from './expect';
import type { DeclaredResource } from './document-type';
import { declaredByState, endpointsAmong } from './pulumi-resource';

/** One step of an update, with the path of its resulting state. */
interface Step {
  readonly op: Json | undefined;
  /** Left out where nothing is left behind. */
  readonly state: JsonObject | undefined;
  readonly path: JsonPath;
}

/**
 * Steps that leave no resource of this stack behind, or only read one
 * (pulumi: sdk/go/common/display/types.go).
 */
const passingSteps = new Set<unknown>([
  'delete',
  'delete-replaced',
  'discard',
  'discard-replaced',
  'read',
  'read-discard',
  'read-replacement',
  'remove-pending-replace',
]);

/**
 * Lists what an update will leave behind, as `pulumi preview --json` writes it.
 *
 * @throws {UserError} if the preview failed or is damaged
 */
export function* readPreview(
  document: JsonObject,
): Generator<DeclaredResource> {
  const { steps, diagnostics, maybeCorrupt } = document;
  const summary = optionalObject(document['changeSummary'], ['changeSummary']);
  const at = ['diagnostics'];
  for (const [index, entry] of (
    optionalArray(diagnostics, at) ?? []
  ).entries()) {
    assertNoError(expectObject(entry, [...at, index]), 'preview');
  }
  if (maybeCorrupt === true)
    throw failed('preview', 'its state may be corrupt');
  const changes = optionalArray(steps, ['steps']) ?? [];
  const isChanged = Object.entries(summary ?? {}).some(
    ([op, count]) => op !== 'same' && count !== 0,
  );
  if (changes.length === 0 && isChanged) {
    throw failed('preview', 'changeSummary counts changes, and steps has none');
  }
  yield* declaredBySteps(
    changes.map((step, index) => {
      const path = ['steps', index];
      const { op, oldState, newState } = expectObject(step, path);
      return isRetained(op, oldState)
        ? stepOf('retain', oldState, [...path, 'oldState'])
        : stepOf(op, newState, [...path, 'newState']);
    }),
  );
}

/** Returns whether a deleted resource stays in Azure, by its option `retainOnDelete`. */
function isRetained(op: Json | undefined, old: Json | undefined): boolean {
  return op === 'delete' && isJsonObject(old) && old['retainOnDelete'] === true;
}

/**
 * As {@link readPreview}, from the engine's events one a line:
 * `pulumi up --json`, `--event-log`, streaming previews.
 *
 * @throws {UserError} if the update failed, or the log ends too early
 */
export function* readEvents({
  events,
}: JsonObject): Generator<DeclaredResource> {
  const steps: Step[] = [];
  let isComplete = false;
  for (const [index, entry] of expectArray(events, ['events']).entries()) {
    const path = ['events', index];
    const event = expectObject(entry, path);
    const at = (name: string) => optionalObject(event[name], [...path, name]);
    assertNoError(at('diagnosticEvent') ?? {}, 'update');
    if (
      at('resOpFailedEvent') !== undefined ||
      at('errorEvent') !== undefined
    ) {
      throw failed('update', 'an operation failed');
    }
    // The engine's last but one (pulumi: sdk/go/common/apitype/events.go).
    isComplete ||= at('summaryEvent') !== undefined;
    const step = at('resourcePreEvent');
    if (step === undefined) continue;
    const own = [...path, 'resourcePreEvent', 'metadata'];
    const metadata = expectObject(step['metadata'], own);
    const isKept = isRetained(metadata['op'], metadata['old']);
    const { state, op } = isKept
      ? stepOf('retain', metadata['old'], [...own, 'old'])
      : stepOf(metadata['op'], metadata['new'], [...own, 'new']);
    steps.push({ state, op, path });
  }
  if (!isComplete) {
    throw failed('update', 'the log ends before its summaryEvent');
  }
  yield* declaredBySteps(steps);
}

/** A step's state; one that leaves nothing behind, or finds nothing, may have none. */
function stepOf(
  op: Json | undefined,
  state: Json | undefined,
  path: JsonPath,
): Step {
  const name = optionalString(op, [...path.slice(0, -1), 'op']) ?? '';
  const mayBeGone = passingSteps.has(name) || name === 'refresh';
  const json = mayBeGone
    ? optionalObject(state, path)
    : expectObject(state, path);
  return { op, state: json, path };
}

/** Neither a failed preview nor a failed update has come to all that the program declares. */
function assertNoError({ severity, message }: JsonObject, what: string): void {
  if (severity !== 'error') return;
  const [line = ''] = (typeof message === 'string' ? message : '')
    .replace(/<\{%[^%]*%\}>/g, '')
    .replace(/^error: /, '')
    .split('\n');
  throw failed(what, line.trim());
}

function failed(what: string, why: string): UserError {
  return new UserError(
    `is of a${what === 'update' ? 'n' : ''} ${what} that failed or was interrupted, so that resources are missing: ${why}. Run it again`,
  );
}

/** A replacement has several steps for one resource: the last one has the result. */
function* declaredBySteps(steps: readonly Step[]): Generator<DeclaredResource> {
  const last = new Map<Json | undefined, Step>();
  for (const step of steps) {
    if (step.state === undefined || passingSteps.has(step.op)) continue;
    last.set(step.state['urn'], step);
  }
  const endpoints = endpointsAmong(() =>
    [...last.values()].flatMap(({ state }) =>
      state === undefined ? [] : [state],
    ),
  );
  for (const { state, path } of last.values()) {
    if (state === undefined) continue;
    yield* declaredByState(state, path, endpoints);
  }
}
