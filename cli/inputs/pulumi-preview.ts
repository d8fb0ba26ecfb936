import type { Json, JsonObject, JsonPath } from '../../shared/json';
import type { DeclaredResource } from './kind';
import { asObject, objectsOf } from './parts';
import { declaredByState } from './pulumi-resource';

/** One step of an update, and where the state stands that it leads to. */
interface Step {
  readonly op: Json | undefined;
  readonly state: JsonObject;
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

/** Lists what an update will leave behind, as `pulumi preview --json` writes it. */
export function* readPreview({
  steps,
}: JsonObject): Generator<DeclaredResource> {
  yield* declaredBySteps(
    Array.from(objectsOf(steps, ['steps']), ({ json, path }) => ({
      op: json['op'],
      state: asObject(json['newState']),
      path: [...path, 'newState'],
    })),
  );
}

/**
 * As {@link readPreview}, from the engine's events one a line:
 * `pulumi up --json`, `--event-log`, streaming previews.
 */
export function* readEvents({
  events,
}: JsonObject): Generator<DeclaredResource> {
  yield* declaredBySteps(
    Array.from(objectsOf(events, ['events']), ({ json, path }) => {
      const metadata = asObject(asObject(json['resourcePreEvent'])['metadata']);
      return { op: metadata['op'], state: asObject(metadata['new']), path };
    }),
  );
}

/** A replacement has several steps for one resource: the last says what it will be. */
function* declaredBySteps(steps: readonly Step[]): Generator<DeclaredResource> {
  const last = new Map<Json | undefined, Step>();
  for (const step of steps) {
    if (passingSteps.has(step.op)) continue;
    last.set(step.state['urn'], step);
  }
  for (const { state, path } of last.values()) {
    yield* declaredByState(state, path);
  }
}
