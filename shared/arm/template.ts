import type { Declaration } from '../declaration';
import { readRegistry } from '../dialect';
import { armTemplate } from '../dialects/arm';
import { Unknown, isList, isObject } from '../value';
import type { Value, ValueObject } from '../value';
import type { Frame } from './frame';
import { Interest, isInnerReplication, kindOf } from './interest';
import { limits } from './limits';
import { lookUp, readPart } from './lookup';
import { inDeployment, ofDeployment, part, root } from './place';
import type { Place } from './place';
import { Replications, withReplications } from './replications';
import {
  childrenOf,
  evaluatedName,
  frameDeployed,
  givenBy,
  nameOf,
  scopeOf,
  turnsOf,
} from './resource';
import { TemplateScope, frameOf } from './scope';
import type { Given } from './scope';
import { BoundReached } from './session';
import type { Session } from './session';
import { boundReached, evaluateTree, guarded, lazyTree } from './tree';
import { linkedTemplate, unreadTemplate } from './unread';

/** Reads the registries that one template deploys, down through its nested deployments. */
export class TemplateReader {
  readonly declarations: Declaration[] = [];
  readonly #session: Session;
  readonly #document: ValueObject;
  readonly #interest = new Interest();
  readonly #replications = new Replications();
  /** What follows is covered by the report of the bound that was reached. */
  #hasEnded = false;

  /** @param document the outermost template */
  constructor(session: Session, document: ValueObject) {
    this.#session = session;
    this.#document = document;
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
  #reportUnread(place: Place, reason: string, name?: string): void {
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
      this.#reportUnread(at, evaluated.reason);
    }
  }

  #readResource(resource: Value, frame: Frame, place: Place): void {
    if (this.#hasEnded || !this.#interest.inResource(resource)) return;
    if (resource instanceof Unknown) {
      this.#reportUnread(place, resource.reason);
    } else if (isObject(resource)) {
      try {
        for (const turn of turnsOf(resource, frame, place)) {
          this.#readTurn(resource, turn.frame, turn.place);
        }
      } catch (error) {
        this.#hasEnded = error instanceof BoundReached && error.isFinal;
        this.#reportUnread(place, boundReached(error).reason, place.symbol);
      }
    }
  }

  #readTurn(resource: ValueObject, frame: Frame, place: Place): void {
    this.#session.spend(1);
    const deployed = frameDeployed(resource, frame, place);
    if (deployed !== undefined) this.#readDeployed(resource, deployed, place);
    // Azure deploys the children of a resource that it leaves out.
    this.#readResources(readPart(resource, 'resources'), frame, place);
  }

  #readDeployed(resource: ValueObject, frame: Frame, place: Place): void {
    const type = evaluateTree(readPart(resource, 'type') ?? null, frame);
    switch (kindOf(type)) {
      case 'registry':
      case 'computed':
        this.#readRegistry(resource, type, frame, place);
        break;
      case 'replication':
        this.#replications.add({ resource, frame });
        break;
      case 'deployment':
        this.#readDeployment(resource, frame, place);
        break;
      case undefined:
    }
  }

  #readRegistry(
    resource: ValueObject,
    type: Value,
    frame: Frame,
    place: Place,
  ): void {
    const written = lazyTree(resource, frame);
    const properties = withReplications(written, () =>
      this.#replications.of(written, () => evaluatedName(resource, frame)),
    );
    this.#declare(place, {
      registry: readRegistry(armTemplate, properties),
      ...(type instanceof Unknown ? { doubt: type } : {}),
      ...nameOf(resource, frame, place),
    });
    this.#addInnerReplications(resource, written, frame);
  }

  /**
   * Those that stand in their registry say no more than `replications` for
   * their type, and no more than their own name.
   */
  #addInnerReplications(
    resource: ValueObject,
    registry: Value,
    frame: Frame,
  ): void {
    for (const child of childrenOf(resource)) {
      if (!isInnerReplication(child)) continue;
      for (const turn of turnsOf(child, frame, root)) {
        const deployed = frameDeployed(child, turn.frame, root);
        if (deployed === undefined) continue;
        this.#replications.add({ resource: child, frame: deployed, registry });
      }
    }
  }

  /** https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates */
  #readDeployment(resource: ValueObject, frame: Frame, place: Place): void {
    const { name = place.pointer } = nameOf(resource, frame, place);
    const written = readPart(resource, 'properties') ?? null;
    const properties = isObject(written)
      ? written
      : evaluateTree(written, frame);
    const inner = inDeployment(place, name);
    if (properties instanceof Unknown) {
      this.#reportUnread(place, properties.reason, name);
    } else if (inner.deployments.length > limits.levels) {
      const reason = `deployments are nested more than ${limits.levels} levels deep`;
      this.#reportUnread(place, reason, name);
    } else if (isObject(properties)) {
      this.#readNested(properties, frame, inner, name);
    }
  }

  /** Reads the template of a deployment's properties. */
  #readNested(
    properties: ValueObject,
    frame: Frame,
    place: Place,
    name: string,
  ): void {
    const written = readPart(properties, 'template') ?? null;
    const template = isObject(written) ? written : evaluateTree(written, frame);
    const at = part(place, 'template');
    if (template instanceof Unknown) {
      this.#reportUnread(ofDeployment(at), template.reason, name);
    } else if (!isObject(template)) {
      this.#readLinked(properties, frame, part(place, 'templateLink'), name);
    } else {
      // What a variable holds has been through the outer scope already.
      const scope = isObject(written) ? scopeOf(properties, frame) : 'inner';
      if (scope instanceof Unknown) {
        this.#reportUnread(ofDeployment(at), scope.reason, name);
      } else if (scope === 'inner') {
        this.readTemplate(template, givenBy(properties, frame), at);
      } else {
        const outer = { ...frame, isOuterScope: true };
        this.#readResources(readPart(template, 'resources'), outer, at);
      }
    }
  }

  /** A link leads outside, or to the template's own store of modules. */
  #readLinked(
    properties: ValueObject,
    frame: Frame,
    place: Place,
    name: string,
  ): void {
    const written = readPart(properties, 'templateLink') ?? null;
    if (written === null) return;
    const link = evaluateTree(written, frame);
    const id = isObject(link) ? lookUp(link, 'contentId') : undefined;
    const stored = typeof id === 'string' ? this.#contentOf(id) : undefined;
    if (typeof id !== 'string' || stored === undefined) {
      this.#reportUnread(ofDeployment(place), linkedTemplate().reason, name);
      return;
    }
    const { pointer } = part(part(part(root, 'content'), id), 'value');
    this.readTemplate(stored, givenBy(properties, frame), {
      ...place,
      pointer,
    });
  }

  /**
   * A module that Bicep has stored once for several deployments:
   * https://github.com/Azure/bicep/blob/main/src/Bicep.Core.IntegrationTests/ModuleContentDeduplicationTests.cs
   */
  #contentOf(id: string): ValueObject | undefined {
    const content = lookUp(this.#document, 'content');
    const entry = isObject(content) ? lookUp(content, id) : undefined;
    const value = isObject(entry) ? lookUp(entry, 'value') : undefined;
    return isObject(value) ? value : undefined;
  }
}
