import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { EvaluationContext, TemplateSource } from './evaluation-context';
import { limits } from './limits';
import { lookUp, readPart } from './lookup';
import { inDeployment, ofDeployment, part, root } from './place';
import type { Place } from './place';
import { givenBy, nameOf, scopeOf } from './resource';
import { TemplateScope, frameOf } from './scope';
import type { Given } from './scope';
import type { EvaluationBudget } from './session';
import { SiblingDeployments } from './siblings';
import { evaluateTree } from './tree';
import { linkedTemplate } from './unresolved-template';

/** A template that a deployment deploys, ready to be read. */
export interface OpenedTemplate {
  readonly template: ValueObject;
  /** The context in which the template's resources and outputs are evaluated. */
  readonly frame: EvaluationContext;
  readonly place: Place;
}

/** A template that can't be read. */
export interface UnreadTemplate {
  readonly unread: string;
  readonly place: Place;
}

/** The evaluation context of a template with a scope of its own. */
export function enterTemplate(
  template: ValueObject,
  given: Given,
  source: TemplateSource,
  session: EvaluationBudget,
): EvaluationContext {
  const frame: EvaluationContext = {
    ...frameOf(new TemplateScope(template, given, session), session),
    isLanguage2: isLanguage2(template),
    source,
    deployments: new SiblingDeployments(template, () => frame),
  };
  return frame;
}

/**
 * Returns whether a template is written in language version 2 or a preview of it,
 * which symbolic names require:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration#use-symbolic-name
 */
function isLanguage2(template: ValueObject): boolean {
  const version = readPart(template, 'languageVersion') ?? null;
  return version === null
    ? isObject(readPart(template, 'resources'))
    : typeof version !== 'string' || !/^1\.0\b/.test(version);
}

/**
 * Opens the template of a deployment or of a deployment stack.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
 *
 * @returns undefined if it deploys none
 */
export function openDeployment(
  resource: ValueObject,
  frame: EvaluationContext,
  place: Place,
): OpenedTemplate | UnreadTemplate | undefined {
  const { name = place.pointer } = nameOf(resource, frame, place);
  const written = readPart(resource, 'properties') ?? null;
  const properties = isObject(written) ? written : evaluateTree(written, frame);
  const inner = inDeployment(place, name);
  if (properties instanceof Unknown) {
    return { unread: properties.reason, place };
  }
  if (inner.deployments.length > limits.levels) {
    const unread = `deployments are nested more than ${limits.levels} levels deep`;
    return { unread, place };
  }
  if (properties === null) return undefined;
  if (!isObject(properties)) {
    return { unread: expected('properties', properties), place };
  }
  return openNested(properties, frame, inner);
}

function openNested(
  properties: ValueObject,
  frame: EvaluationContext,
  place: Place,
): OpenedTemplate | UnreadTemplate | undefined {
  const written = readPart(properties, 'template') ?? null;
  const template = isObject(written) ? written : evaluateTree(written, frame);
  const at = part(place, 'template');
  if (template instanceof Unknown) {
    return { unread: template.reason, place: ofDeployment(at) };
  }
  if (template === null) {
    return openLinked(properties, frame, part(place, 'templateLink'));
  }
  if (!isObject(template)) {
    return { unread: expected('template', template), place: ofDeployment(at) };
  }
  // The outer scope has evaluated the value of a variable already.
  const scope = isObject(written) ? scopeOf(properties, frame) : 'inner';
  if (scope instanceof Unknown) {
    return { unread: scope.reason, place: ofDeployment(at) };
  }
  return {
    template,
    place: at,
    frame:
      scope === 'inner'
        ? enter(template, properties, frame, frame.source)
        : { ...frame, isOuterScope: true, isLanguage2: isLanguage2(template) },
  };
}

function enter(
  template: ValueObject,
  properties: ValueObject,
  frame: EvaluationContext,
  source: TemplateSource,
): EvaluationContext {
  const given = givenBy(properties, frame);
  return {
    ...enterTemplate(template, given, source, frame.session),
    ...(frame.uncertainty === undefined
      ? {}
      : { uncertainty: frame.uncertainty }),
  };
}

/** A link to another file, to a URL, or to a module stored in the template itself. */
function openLinked(
  properties: ValueObject,
  frame: EvaluationContext,
  place: Place,
): OpenedTemplate | UnreadTemplate | undefined {
  const written = readPart(properties, 'templateLink') ?? null;
  if (written === null) {
    const unread = 'it has neither a template nor a templateLink';
    return { unread, place: ofDeployment(place) };
  }
  const link = evaluateTree(written, frame);
  const read = (name: string) =>
    isObject(link) ? readPart(link, name) : undefined;
  const id = read('contentId');
  const stored =
    typeof id === 'string' ? contentOf(frame.source, id) : undefined;
  if (typeof id === 'string' && stored !== undefined) {
    const { pointer } = part(part(part(root, 'content'), id), 'value');
    return {
      template: stored,
      frame: enter(stored, properties, frame, frame.source),
      place: { ...place, pointer },
    };
  }
  const path = read('relativePath');
  if (typeof path !== 'string') {
    const unread = linkedTemplate('templateLink', link).reason;
    return { unread, place: ofDeployment(place) };
  }
  const file = frame.session.readLinked(path, frame.source);
  if (file instanceof Unknown) {
    const unread = `its template is linked (templateLink.relativePath "${path}"), and ${file.reason}`;
    return { unread, place: ofDeployment(place) };
  }
  return {
    template: file.document,
    frame: enter(file.document, properties, frame, file),
    place: { ...place, deployments: [...place.deployments, path] },
  };
}

/**
 * A module that Bicep stores once for several deployments:
 * https://github.com/Azure/bicep/blob/main/src/Bicep.Core.IntegrationTests/ModuleContentDeduplicationTests.cs
 */
function contentOf(
  { document }: TemplateSource,
  id: string,
): ValueObject | undefined {
  const content = lookUp(document, 'content');
  const entry = isObject(content) ? lookUp(content, id) : undefined;
  const value = isObject(entry) ? lookUp(entry, 'value') : undefined;
  return isObject(value) ? value : undefined;
}

/** Describes a part of a template that has a wrong type. */
export function expected(name: string, found: Value): string {
  return `"${name}" is ${typeNameOf(found)}, expected an object`;
}

function typeNameOf(value: Value): string {
  if (value === null) return 'null';
  return isList(value) ? 'an array' : `a ${typeof value}`;
}
