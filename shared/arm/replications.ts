import { Unknown, isObject, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { EvaluationContext } from './evaluation-context';
import { emptyObject, readPart } from './lookup';
import { evaluateTree, guarded } from './tree';

/** A replication that a template deploys as a separate resource. */
export interface Replication {
  readonly resource: ValueObject;
  readonly frame: EvaluationContext;
  /** The registry that contains it, if one does. */
  readonly registry?: Value;
}

/**
 * The replications of a template and its nested deployments. They are evaluated
 * and assigned to registries only when a rule asks for them.
 */
export class Replications {
  readonly #all: Replication[] = [];
  /** Evaluate the names of the registries that the template deploys. */
  readonly #registryNames: (() => Value)[] = [];

  addRegistry(name: () => Value): void {
    this.#registryNames.push(name);
  }

  /** Returns whether a replication is certainly of a registry that the template deploys. */
  isOfRegistry(replication: Replication): boolean {
    const own = guarded(() => registryNameOf(replication));
    return this.#registryNames.some(
      (name) => isNamedUnder(own, guarded(name)) === true,
    );
  }

  add(replication: Replication): void {
    this.#all.push(replication);
  }

  /**
   * The replications of one registry.
   *
   * @param registry the registry, as recorded with the replications inside it
   * @param name the registry's name
   * @returns objects with a `location`; unknown if it is unknown which are the
   *   registry's
   */
  of(registry: Value, name: () => Value): Value {
    const own: Value[] = [];
    for (const replication of this.#all) {
      replication.frame.session.spend(1);
      const isOwn =
        replication.registry === undefined
          ? isNamedUnder(registryNameOf(replication), guarded(name))
          : replication.registry === registry;
      if (isOwn === false) continue;
      const doubt =
        isOwn instanceof Unknown ? isOwn : replication.frame.uncertainty;
      if (doubt !== undefined) return new Unknown(doubt.reason);
      own.push({ location: evaluated(replication, 'location') });
    }
    return own;
  }
}

function evaluated({ resource, frame }: Replication, part: string): Value {
  const written = readPart(resource, part) ?? null;
  return guarded(() => evaluateTree(written, frame));
}

/** The first part of `registry/replication`. */
function registryNameOf(replication: Replication): Value {
  const name = evaluated(replication, 'name');
  return typeof name === 'string' ? (name.split('/')[0] ?? '') : name;
}

function isNamedUnder(own: Value, registry: Value): boolean | Unknown {
  const unknown = [own, registry].find((name) => name instanceof Unknown);
  if (unknown !== undefined) return unknown;
  return (
    typeof own === 'string' &&
    typeof registry === 'string' &&
    isSameText(own, registry)
  );
}

/**
 * The properties of a registry together with its replications, which are
 * separate resources in ARM.
 */
export function withReplications(
  properties: Value,
  replications: () => Value,
): Value {
  if (!isObject(properties)) return properties;
  const name = 'replications';
  const joined = emptyObject();
  for (const key of Object.keys(properties)) {
    if (isSameText(key, name)) continue;
    Object.defineProperty(joined, key, {
      enumerable: true,
      get: () => properties[key],
    });
  }
  return Object.defineProperty(joined, name, {
    enumerable: true,
    get: () => guarded(replications),
  });
}
