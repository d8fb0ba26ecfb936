import type { Declaration } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import { armResources, armTemplate } from '../dialects/arm';
import { childKinds } from '../model/kind';
import type { ChildKind } from '../model/kind';
import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { EvaluationContext } from './evaluation-context';
import {
  RelevantResources,
  innerKindOf,
  isInnerReplication,
  kindOf,
} from './resource-filter';
import { limits } from './limits';
import { readPart } from './lookup';
import { enterTemplate, expected, openDeployment } from './nested';
import { part, root } from './place';
import type { Place } from './place';
import { TemplateEndpoints } from './private-endpoints';
import { Replications, withReplications } from './replications';
import {
  childrenOf,
  evaluatedName,
  frameDeployed,
  nameOf,
  turnsOf,
} from './resource';
import type { Given } from './scope';
import { BoundReached } from './session';
import type { EvaluationBudget } from './session';
import { boundReached, evaluateTree, guarded, lazyTree } from './tree';
import type { LaterTemplate, TemplateOptions } from '.';
import {
  embeddedReason,
  templateElsewhere,
  unreadTemplate,
  untyped,
  withoutResources,
} from './unresolved-template';
import { hasAzureCommand, unreadCommand } from '../util/azure-commands';

/** The registry that contains a resource. */
interface Parent {
  /** False if its condition is false; its children are deployed in any case. */
  readonly isDeployed: boolean;
}

/** Reads the registries that one template and its nested deployments deploy. */
export class TemplateReader {
  readonly declarations: Declaration[] = [];
  readonly #session: EvaluationBudget;
  readonly #options: TemplateOptions;
  readonly #interest = new RelevantResources();
  readonly #replications = new Replications();
  readonly #endpoints = new TemplateEndpoints();
  /** A limit was reached and reported; it covers the rest of the template. */
  #hasEnded = false;

  constructor(session: EvaluationBudget, options: TemplateOptions) {
    this.#session = session;
    this.#options = options;
  }

  /**
   * Reads a template with a scope of its own.
   *
   * @param given its parameter values
   */
  readTemplate(template: ValueObject, given: Given, place: Place): void {
    const source = { document: template };
    const frame = enterTemplate(template, given, source, this.#session);
    this.#readTemplateResources(
      template,
      this.#withEmbedded(template, frame),
      place,
    );
  }

  #readTemplateResources(
    template: ValueObject,
    frame: EvaluationContext,
    place: Place,
  ): void {
    const resources = readPart(template, 'resources') ?? null;
    if (resources === null) {
      this.#reportLater({ place, name: 'template', reason: withoutResources });
    } else this.#readResources(resources, frame, place);
  }

  #withEmbedded(
    template: ValueObject,
    frame: EvaluationContext,
  ): EvaluationContext {
    return frame.mayEmbed === true || !this.#interest.holdsTemplate(template)
      ? frame
      : { ...frame, mayEmbed: true };
  }

  /** Reports that the value at a position can't be read, and why. */
  #reportUnread(place: Place, reason: string, name?: string): void {
    this.#push(place, {
      ...unreadTemplate(new Unknown(reason)),
      ...(name === undefined ? {} : { name }),
    });
  }

  /** @throws {BoundReached} if there are too many */
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
      ...(at === ''
        ? {}
        : { pointer: at, templateLocation: { pointer, deployments } }),
    });
  }

  /** The `resources` of a template or of a parent: an array, or an object of symbolic names. */
  #readResources(
    resources: Value | undefined,
    frame: EvaluationContext,
    place: Place,
    parent?: Parent,
  ): void {
    if (frame.mayEmbed !== true && !this.#interest.inResources(resources)) {
      return;
    }
    const at = part(place, 'resources');
    const evaluated =
      typeof resources === 'string'
        ? guarded(() => evaluateTree(resources, frame))
        : resources;
    if (isList(evaluated)) {
      for (const [index, resource] of evaluated.entries()) {
        this.#readResource(resource, frame, part(at, String(index)), parent);
      }
    } else if (isObject(evaluated)) {
      for (const [symbol, resource] of Object.entries(evaluated)) {
        const place = { ...part(at, symbol), symbol };
        this.#readResource(resource, frame, place, parent);
      }
    } else if (evaluated instanceof Unknown) {
      this.#reportUnread(at, evaluated.reason);
    } else if (evaluated !== undefined && evaluated !== null) {
      this.#reportUnread(at, expected('resources', evaluated));
    }
  }

  #readResource(
    resource: Value,
    frame: EvaluationContext,
    place: Place,
    parent?: Parent,
  ): void {
    if (this.#hasEnded) return;
    if (frame.mayEmbed !== true && !this.#interest.inResource(resource)) return;
    if (resource instanceof Unknown) {
      this.#reportUnread(place, resource.reason);
    } else if (isObject(resource)) {
      try {
        for (const turn of turnsOf(resource, frame, place)) {
          this.#readTurn(resource, turn.frame, turn.place, parent);
        }
      } catch (error) {
        this.#hasEnded = error instanceof BoundReached && error.isFinal;
        this.#reportUnread(place, boundReached(error).reason, place.symbol);
      }
    } else {
      const what = place.symbol ?? 'a resource';
      this.#reportUnread(place, expected(what, resource));
    }
  }

  #readTurn(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
    parent?: Parent,
  ): void {
    this.#session.spend(1);
    const deployed = frameDeployed(resource, frame, place);
    if (deployed !== undefined)
      this.#readDeployed(resource, deployed, place, parent);
    // Azure deploys the children of a resource whose condition is false.
    const resources = readPart(resource, 'resources');
    if ((resources ?? null) === null) return;
    const own =
      kindOf(evaluateTree(readPart(resource, 'type') ?? null, frame)) ===
      'registry'
        ? { isDeployed: deployed !== undefined }
        : undefined;
    this.#readResources(resources, frame, place, own);
  }

  #readDeployed(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
    parent?: Parent,
  ): void {
    const type = evaluateTree(readPart(resource, 'type') ?? null, frame);
    const inner = parent === undefined ? undefined : innerKindOf(type);
    const kind = inner ?? kindOf(type);
    switch (kind) {
      case 'registry':
      case 'computed':
        this.#readRegistry(resource, type, frame, place);
        break;
      case 'replication':
        this.#readReplication(resource, frame, place, inner && parent);
        break;
      case 'token':
      case 'webhook':
      case 'cacheRule':
        this.#readChild(kind, resource, frame, place);
        break;
      case 'endpoint':
        this.#endpoints.add({ resource, frame });
        break;
      case 'deployment':
        this.#readDeployment(resource, frame, place);
        break;
      case 'script':
        this.#readScript(resource, frame, place);
        break;
      case 'elsewhere':
        this.#reportResource(resource, frame, place, templateElsewhere);
        break;
      case undefined:
        if (typeof type !== 'string') {
          this.#reportResource(resource, frame, place, untyped);
        } else this.#readOther(resource, frame, place);
    }
  }

  /** A resource that deploys nothing now, but may contain a template that Azure deploys later. */
  #readOther(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
  ): void {
    const properties = readPart(resource, 'properties') ?? null;
    const embeds =
      this.#interest.embedsTemplate(resource) ||
      (frame.mayEmbed === true &&
        this.#interest.isEmbeddedIn(
          guarded(() => evaluateTree(properties, frame)),
        ));
    if (!embeds) return;
    const reason = embeddedReason(
      guarded(() => evaluateTree(properties, frame)),
    );
    this.#reportResource(resource, frame, place, reason);
  }

  #readScript(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
  ): void {
    const properties = guarded(() =>
      evaluateTree(readPart(resource, 'properties') ?? null, frame),
    );
    if (!hasAzureCommand(JSON.stringify(properties))) return;
    this.#reportResource(resource, frame, place, unreadCommand);
  }

  #reportResource(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
    reason: string,
  ): void {
    const { name = place.pointer } = nameOf(resource, frame, place);
    this.#reportLater({ place, name, reason });
  }

  #reportLater(entry: LaterTemplate): void {
    if (this.#options.notEvaluated === undefined) {
      this.#reportUnread(entry.place, entry.reason, entry.name);
    } else {
      this.#options.notEvaluated(entry);
    }
  }

  #readRegistry(
    resource: ValueObject,
    type: Value,
    frame: EvaluationContext,
    place: Place,
  ): void {
    const written = lazyTree(resource, frame);
    const name = () => evaluatedName(resource, frame);
    this.#replications.addRegistry(name);
    const properties = withReplications(written, () =>
      this.#replications.of(written, name),
    );
    this.#declare(place, {
      registry: {
        ...readRegistry(armTemplate, properties),
        hasPrivateEndpoint: () => this.#endpoints.pointAt({ resource, frame }),
        sensitive: this.#session.sensitive,
      },
      ...(type instanceof Unknown ? { uncertainType: type } : {}),
      ...nameOf(resource, frame, place),
    });
    this.#addInnerReplications(resource, written, frame);
    if (!(type instanceof Unknown)) return;
    for (const kind of childKinds) {
      this.#readChild(kind, resource, frame, place, { uncertainType: type });
    }
  }

  #readChild(
    kind: ChildKind,
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
    more: Pick<Declaration, 'uncertainType' | 'isPartOfOther'> = {},
  ): void {
    this.#declare(place, {
      registry: {
        ...readRegistry(armResources[kind], lazyTree(resource, frame)),
        sensitive: this.#session.sensitive,
      },
      ...nameOf(resource, frame, place),
      ...more,
    });
  }

  /** A replication counts for its registry, if the template deploys that. */
  #readReplication(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
    parent: Parent | undefined,
  ): void {
    if (parent?.isDeployed === true) return;
    const replication = { resource, frame };
    if (parent === undefined) this.#replications.add(replication);
    const isPartOfOther = () => this.#replications.isOfRegistry(replication);
    this.#readChild('replication', resource, frame, place, {
      ...(parent === undefined ? { isPartOfOther } : {}),
    });
  }

  /**
   * Inside a registry, the type is `replications` and the name is the last
   * segment only.
   */
  #addInnerReplications(
    resource: ValueObject,
    registry: Value,
    frame: EvaluationContext,
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

  #readDeployment(
    resource: ValueObject,
    frame: EvaluationContext,
    place: Place,
  ): void {
    const opened = openDeployment(resource, frame, place);
    if (opened === undefined) return;
    if ('unread' in opened) {
      const { name = place.pointer } = nameOf(resource, frame, place);
      this.#reportUnread(opened.place, opened.unread, name);
      return;
    }
    const properties = readPart(resource, 'properties') ?? null;
    const inner = this.#withEmbedded(opened.template, {
      ...opened.frame,
      mayEmbed:
        isObject(properties) &&
        this.#interest.isEmbeddedIn(readPart(properties, 'parameters') ?? null),
    });
    this.#readTemplateResources(opened.template, inner, opened.place);
  }
}
