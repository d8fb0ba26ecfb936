import { Unknown, isObject, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { Expression } from './expression';
import type { EvaluationContext } from './evaluation-context';
import { kindOf } from './resource-filter';
import { emptyObject, readPart } from './lookup';
import { openDeployment } from './nested';
import { knowledgeOf } from './partially-known';
import { root } from './place';
import type { Place } from './place';
import {
  childrenOf,
  evaluatedName,
  frameDeployed,
  outputValue,
  turnsOf,
} from './resource';
import type { Turn } from './resource';
import { evaluateTree, guarded } from './tree';

/** A deployment of the same template, in one iteration of its copy loop. */
interface Sibling {
  readonly resource: ValueObject;
  readonly turn: Turn;
  /** Its symbolic name, with the index in a copy loop: `apps[2]`. */
  readonly symbol: string | undefined;
}

/** The deployments of one template, for `reference()` to their outputs. */
export class SiblingDeployments {
  readonly #template: ValueObject;
  readonly #frame: () => EvaluationContext;
  readonly #outputs = new Map<Sibling, Value>();
  #all: readonly Sibling[] | undefined;

  constructor(template: ValueObject, frame: () => EvaluationContext) {
    this.#template = template;
    this.#frame = frame;
  }

  /**
   * Returns the outputs of the referenced deployment.
   *
   * @param id the evaluated reference: a symbolic name, a name or a resource id
   * @param written the reference as written, for unknown names
   * @returns undefined if it is not a deployment of this template
   */
  outputsOf(id: Value, written: Expression): Value | undefined {
    const found = this.#find(id, written);
    return found === undefined ? undefined : this.#read(found);
  }

  /** The outputs of each iteration of a deployment with a copy loop, by its symbolic name. */
  outputsOfAll(symbol: Value): readonly Value[] | undefined {
    if (typeof symbol !== 'string') return undefined;
    const inLoop = this.#siblings().filter((sibling) =>
      sibling.symbol?.toLowerCase().startsWith(`${symbol.toLowerCase()}[`),
    );
    return inLoop.length === 0
      ? undefined
      : inLoop.map((sibling) => this.#read(sibling));
  }

  #find(id: Value, written: Expression): Sibling | undefined {
    const all = this.#siblings();
    if (all.length === 0) return undefined;
    const { session } = this.#frame();
    session.spend(all.length);
    if (typeof id === 'string') {
      const symbolic = all.find(
        ({ symbol }) => symbol !== undefined && isSameText(symbol, id),
      );
      if (symbolic !== undefined) return symbolic;
    }
    const path = id instanceof Unknown ? knowledgeOf(id).idTail : asText(id);
    if (path !== undefined && path.length > longestId) return undefined;
    const [, name] = deploymentId.exec(path ?? '') ?? [];
    const [, group] = resourceGroup.exec(path ?? '') ?? [];
    const wanted = path?.includes('/') === true ? name : path;
    const matches = all.filter((sibling) =>
      wanted === undefined
        ? id instanceof Unknown && isWrittenAs(sibling, written)
        : isSameName(sibling, wanted) && isInGroup(sibling, group),
    );
    return matches.length === 1 ? matches[0] : undefined;
  }

  #siblings(): readonly Sibling[] {
    this.#all ??= this.#list();
    return this.#all;
  }

  #list(): readonly Sibling[] {
    const resources = readPart(this.#template, 'resources');
    if (!isObject(resources)) {
      return childrenOf(this.#template).flatMap((one) => this.#turns(one));
    }
    return Object.entries(resources).flatMap(([symbol, one]) =>
      isObject(one) ? this.#turns(one, symbol) : [],
    );
  }

  #turns(resource: ValueObject, symbol?: string): Sibling[] {
    const type = readPart(resource, 'type');
    if (typeof type !== 'string' || kindOf(type) !== 'deployment') return [];
    const turns = turnsOf(resource, this.#frame(), placeOf(symbol));
    const isLoop = (readPart(resource, 'copy') ?? null) !== null;
    return turns.map((turn, index) => ({
      resource,
      turn,
      symbol: symbol === undefined || !isLoop ? symbol : `${symbol}[${index}]`,
    }));
  }

  #read(sibling: Sibling): Value {
    const known = this.#outputs.get(sibling);
    if (known !== undefined) return known;
    this.#outputs.set(sibling, new Unknown('an output refers to itself'));
    const outputs = guarded(() => this.#open(sibling));
    this.#outputs.set(sibling, outputs);
    return outputs;
  }

  #open({ resource, turn, symbol }: Sibling): Value {
    const place = placeOf(symbol);
    const deployed = frameDeployed(resource, turn.frame, place);
    if (deployed === undefined) {
      return new Unknown('the deployment that it refers to is left out');
    }
    // Without the deployment there may be outputs of an earlier one.
    const { uncertainty } = deployed;
    if (
      uncertainty !== undefined &&
      uncertainty !== this.#frame().uncertainty
    ) {
      return new Unknown(uncertainty.reason);
    }
    const opened = openDeployment(resource, deployed, turn.place);
    if (opened === undefined || 'unread' in opened) {
      return new Unknown(opened?.unread ?? 'a deployment has no template');
    }
    return readOutputs(opened.template, opened.frame);
  }
}

/** The outputs of a template as `reference()` returns them, each evaluated on first use. */
function readOutputs(template: ValueObject, frame: EvaluationContext): Value {
  const written = readPart(template, 'outputs') ?? null;
  if (written instanceof Unknown) return written;
  const outputs = emptyObject();
  if (!isObject(written)) return outputs;
  for (const [name, output] of Object.entries(written)) {
    let value: Value | undefined;
    Object.defineProperty(outputs, name, {
      enumerable: true,
      get: () => {
        if (value === undefined) {
          value = new Unknown(`the output "${name}" refers to itself`);
          value = guarded(() => outputValue(output, frame));
        }
        return value;
      },
    });
  }
  return outputs;
}

/** Maximum length of a resource id in Azure. */
const longestId = 2_048;

const deploymentId =
  /(?:^|\/providers\/)Microsoft\.Resources\/deployment(?:Stack)?s\/([^/]+)$/i;

const resourceGroup = /\/resourceGroups\/([^/]+)\/providers\//i;

function placeOf(symbol: string | undefined): Place {
  return symbol === undefined ? root : { ...root, symbol };
}

function asText(value: Value): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isSameName({ resource, turn }: Sibling, wanted: string): boolean {
  const name = guarded(() => evaluatedName(resource, turn.frame));
  return typeof name === 'string' && isSameText(name, wanted);
}

/** Returns whether a deployment targets the resource group in an id, if the id has one. */
function isInGroup(
  { resource, turn }: Sibling,
  wanted: string | undefined,
): boolean {
  if (wanted === undefined) return true;
  const written = readPart(resource, 'resourceGroup') ?? null;
  const group = guarded(() => evaluateTree(written, turn.frame));
  return typeof group === 'string' && isSameText(group, wanted);
}

/** Returns whether the name in a reference is the same expression as the deployment's name. */
function isWrittenAs(
  { resource, turn }: Sibling,
  reference: Expression,
): boolean {
  const name = readPart(resource, 'name');
  if (typeof name !== 'string' || readPart(resource, 'copy') !== undefined) {
    return false;
  }
  if (reference.kind !== 'call') return false;
  const type = reference.args.at(-2);
  const isDeployment =
    type?.kind === 'literal' && kindOf(String(type.value)) === 'deployment';
  const expression = turn.frame.session.parse(name);
  return (
    isDeployment &&
    JSON.stringify(expression) === JSON.stringify(reference.args.at(-1))
  );
}
