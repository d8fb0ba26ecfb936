import type { Declaration } from '../declaration';
import { readRegistry } from '../dialect';
import { armTemplate } from '../dialects/arm';
import { Unknown, isList, isObject } from '../value';
import type { Value, ValueObject } from '../value';
import type { Frame } from './frame';
import { givenIn } from './given';
import { Interest, isDeploymentType, isRegistryType } from './interest';
import { limits } from './limits';
import { lookUp, readPart } from './lookup';
import { inDeployment, inTurn, part } from './place';
import type { Place } from './place';
import { TemplateScope, frameOf } from './scope';
import type { Given } from './scope';
import { BoundReached } from './session';
import type { Session } from './session';
import {
  boundReached,
  evaluateIndexes,
  evaluateTree,
  guarded,
  inLoop,
  lazyTree,
} from './tree';
import { linkedParameters, linkedTemplate, unreadTemplate } from './unread';

/** Reads the registries that one template deploys, down through its nested deployments. */
export class TemplateReader {
  readonly declarations: Declaration[] = [];
  readonly #session: Session;
  readonly #interest = new Interest();
  /** What follows is covered by the report of the bound that was reached. */
  #hasEnded = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Reads a template with a scope of its own.
   *
   * @param given the values of its parameters
   */
  readTemplate(template: ValueObject, given: Given, place: Place): void {
    const scope = new TemplateScope(template, given, this.#session);
    const frame = frameOf(scope, this.#session);
    this.#readResources(readPart(template, 'resources'), frame, place);
  }

  /** Reports that what stands at a place can't be read, and why. */
  reportUnread(place: Place, reason: string, name?: string): void {
    this.#push(place, {
      ...unreadTemplate(new Unknown(reason)),
      ...(name === undefined ? {} : { name }),
    });
  }

  /** @throws {BoundReached} when there are too many */
  #declare(place: Place, declaration: Declaration): void {
    if (this.declarations.length === limits.registries) {
      throw new BoundReached(
        `the template declares more than ${limits.registries} registries`,
        true,
      );
    }
    this.#push(place, declaration);
  }

  #push(place: Place, declaration: Declaration): void {
    const { at, pointer, deployments } = place;
    this.declarations.push({
      ...declaration,
      ...(at === '' ? {} : { at, place: { pointer, deployments } }),
    });
  }

  /** The `resources` of a template or of a parent: a list, or an object of symbolic names. */
  #readResources(
    resources: Value | undefined,
    frame: Frame,
    place: Place,
  ): void {
    if (!this.#interest.inResources(resources)) return;
    const at = part(place, 'resources');
    const evaluated =
      typeof resources === 'string'
        ? guarded(() => evaluateTree(resources, frame))
        : resources;
    if (isList(evaluated)) {
      for (const [index, resource] of evaluated.entries()) {
        this.#readResource(resource, frame, part(at, String(index)));
      }
    } else if (isObject(evaluated)) {
      for (const [symbol, resource] of Object.entries(evaluated)) {
        this.#readResource(resource, frame, { ...part(at, symbol), symbol });
      }
    } else if (evaluated instanceof Unknown) {
      this.reportUnread(at, evaluated.reason);
    }
  }

  #readResource(resource: Value, frame: Frame, place: Place): void {
    if (this.#hasEnded || !this.#interest.inResource(resource)) return;
    if (resource instanceof Unknown) {
      this.reportUnread(place, resource.reason);
    } else if (isObject(resource)) {
      try {
        for (const turn of this.#turnsOf(resource, frame, place)) {
          this.#readTurn(resource, turn.frame, turn.place);
        }
      } catch (error) {
        this.#hasEnded = error instanceof BoundReached && error.isFinal;
        this.reportUnread(place, boundReached(error).reason, place.symbol);
      }
    }
  }

  /** One turn without a copy loop, else one for every copy; one of an unknown index where their number is unknown. */
  #turnsOf(
    resource: ValueObject,
    frame: Frame,
    place: Place,
  ): { readonly frame: Frame; readonly place: Place }[] {
    const copy = readPart(resource, 'copy');
    if (copy === undefined || copy === null) return [{ frame, place }];
    const count = isObject(copy) ? lookUp(copy, 'count') : copy;
    const name = isObject(copy) ? lookUp(copy, 'name') : '';
    const loop = typeof name === 'string' ? name : '';
    const indexes = evaluateIndexes(count ?? null, frame);
    if (indexes instanceof Unknown) {
      return [{ frame: inLoop(frame, loop, indexes, true), place }];
    }
    return indexes.map((index) => ({
      frame: inLoop(frame, loop, index, true),
      place: inTurn(place, index),
    }));
  }

  #readTurn(resource: ValueObject, frame: Frame, place: Place): void {
    this.#session.spend(1);
    const type = evaluateTree(readPart(resource, 'type') ?? null, frame);
    if (type instanceof Unknown || isRegistryType(type)) {
      this.#readRegistry(resource, type, frame, place);
    } else if (isDeploymentType(type)) {
      this.#readDeployment(resource, frame, place);
    }
    this.#readResources(readPart(resource, 'resources'), frame, place);
  }

  #readRegistry(
    resource: ValueObject,
    type: Value,
    frame: Frame,
    place: Place,
  ): void {
    if (!isDeployed(resource, frame)) return;
    const properties = lazyTree(resource, frame);
    this.#declare(place, {
      registry: readRegistry(armTemplate, properties),
      ...(type instanceof Unknown ? { doubt: type } : {}),
      ...nameOf(resource, frame, place),
    });
  }

  /** https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates */
  #readDeployment(resource: ValueObject, frame: Frame, place: Place): void {
    if (!isDeployed(resource, frame)) return;
    const { name = place.pointer } = nameOf(resource, frame, place);
    const written = readPart(resource, 'properties') ?? null;
    const properties = isObject(written)
      ? written
      : evaluateTree(written, frame);
    if (properties instanceof Unknown) {
      this.reportUnread(place, properties.reason, name);
      return;
    }
    if (!isObject(properties)) return;
    const inner = inDeployment(place, name);
    if (inner.deployments.length > limits.levels) {
      this.reportUnread(
        place,
        `deployments are nested more than ${limits.levels} levels deep`,
        name,
      );
      return;
    }
    this.readDeployed(properties, frame, inner, name);
  }

  /**
   * Reads the template of a deployment's properties.
   *
   * @param frame where the deployment stands, and its parameters are evaluated
   * @param place the deployment's properties
   */
  readDeployed(
    properties: ValueObject,
    frame: Frame,
    place: Place,
    name: string,
  ): void {
    const written = readPart(properties, 'template') ?? null;
    const template = isObject(written) ? written : evaluateTree(written, frame);
    const at = part(place, 'template');
    if (template instanceof Unknown) {
      this.reportUnread(at, template.reason, name);
    } else if (!isObject(template)) {
      const link = readPart(properties, 'templateLink') ?? null;
      if (link === null) return;
      const { reason } = linkedTemplate();
      this.reportUnread(part(place, 'templateLink'), reason, name);
    } else if (isObject(written) && isOuterScope(properties, frame)) {
      this.#readResources(
        readPart(template, 'resources'),
        { ...frame, isOuterScope: true },
        at,
      );
    } else {
      this.readTemplate(template, givenBy(properties, frame), at);
    }
  }
}

/** A condition that is not known is taken to hold. */
function isDeployed(resource: ValueObject, frame: Frame): boolean {
  if (readPart(resource, 'existing') === true) return false;
  const condition = readPart(resource, 'condition') ?? true;
  return guarded(() => evaluateTree(condition, frame)) !== false;
}

/** Its evaluated name, else its symbolic name. */
function nameOf(
  resource: ValueObject,
  frame: Frame,
  { symbol }: Place,
): { readonly name?: string } {
  const written = lookUp(resource, 'name') ?? null;
  const name = guarded(() => evaluateTree(written, frame));
  if (typeof name === 'string') return { name };
  return symbol === undefined ? {} : { name: symbol };
}

/** Outer scope is what Azure takes where nothing is said. */
function isOuterScope(properties: ValueObject, frame: Frame): boolean {
  const options = readPart(properties, 'expressionEvaluationOptions') ?? null;
  const evaluated = evaluateTree(options, frame);
  const scope = isObject(evaluated) ? lookUp(evaluated, 'scope') : undefined;
  return !(typeof scope === 'string' && scope.toLowerCase() === 'inner');
}

function givenBy(properties: ValueObject, frame: Frame): Given {
  const link = readPart(properties, 'parametersLink') ?? null;
  if (link !== null) return () => linkedParameters;
  return givenIn(readPart(properties, 'parameters'), (value) =>
    evaluateTree(value, frame),
  );
}
