import { isJsonObject } from '../shared/json/json';
import type { JsonObject } from '../shared/json/json';
import { repairOf, repairsOf } from '../shared/engine/repair';
import type { Edit } from '../shared/engine/repair';
import { expandDynamicBlocks } from '../shared/terraform/blocks';
import { readConfiguration } from '../shared/terraform/configuration';
import { localsOf } from '../shared/terraform/labelled';
import type { TerraformBlock } from '../shared/terraform/configuration';
import { toValue } from '../shared/terraform/expression';
import { ModuleScope } from '../shared/terraform/scope';
import { jsonValue } from '../shared/terraform/json-template';
import { terraformDialect } from '../shared/terraform/resource-types';
import type { Kind } from '../shared/model/kind';
import type { EqualsCondition, Rule } from '../shared/rules/types';
import type { Dialect } from '../shared/dialects/dialect';
import { isList, isObject } from '../shared/model/value';
import type { Value, ValueObject } from '../shared/model/value';
import { addEdits, removeEdits } from './synthesis/edits';
import { evaluateBlock } from './evaluate';
import type { Library } from './library';
import type { PolicyConfiguration } from './options';
import { Owners } from './constructs/owners';
import { isElement } from './constructs/construct-types';
import type { Construct, Element, Stack } from './constructs/construct-types';

/** A registry, or a child of one, that was repaired, by which rule. */
export interface Repaired {
  readonly construct: Element;
  readonly rule: Rule;
  readonly kind: Kind;
}

/** The reasons of failed repairs, by block address and rule. */
export class Unrepaired {
  readonly #reasons = new Map<string, string>();

  add({ address }: TerraformBlock, { name }: Rule, reason: string): void {
    this.#reasons.set(`${name} ${address}`, reason);
  }

  reasonFor({ address }: TerraformBlock, { name }: Rule): string | undefined {
    return this.#reasons.get(`${name} ${address}`);
  }
}

/** A repair that was made, until it is known whether it helped. */
interface Attempt {
  readonly construct: Element;
  readonly address: string;
  readonly rule: Rule;
  readonly kind: Kind;
  readonly edits: readonly Edit[];
}

/** The stack to repair, and how it is rendered. */
interface Repairable {
  readonly library: Library;
  readonly configuration: PolicyConfiguration;
  readonly stack: Stack;
  /** Renders the Terraform JSON that the stack would write. */
  readonly render: () => unknown;
  /** Returns whether the policy is responsible for a construct. */
  readonly isCovered: (construct: Construct) => boolean;
}

/**
 * Repairs the registries of a stack that violate a rule which can be repaired, by
 * edits of what their constructs render. A repair counts if the stack, rendered
 * again, no longer violates the rule; one that does not help is taken back. What
 * is unknown or exempt stays as it is.
 */
export function repairStack(repairable: Repairable): {
  /** The final document. */
  readonly document: unknown;
  readonly repaired: readonly Repaired[];
  readonly unrepaired: Unrepaired;
} {
  const { library, stack, render } = repairable;
  const unrepaired = new Unrepaired();
  const attempts: Attempt[] = [];
  const original = render();
  for (const violation of violationsIn(original, repairable)) {
    const { block, rule, kind, construct } = violation;
    const edits = editsFor(violation);
    if (typeof edits === 'string') {
      unrepaired.add(block, rule, edits);
    } else if (isElement(construct)) {
      addEdits(library, stack, construct, edits);
      attempts.push({
        construct,
        address: block.address,
        rule,
        kind,
        edits,
      });
    }
  }
  if (attempts.length === 0) {
    return { document: original, repaired: [], unrepaired };
  }
  const edited = render();
  const left = violationsIn(edited, repairable);
  const repaired = attempts.filter(({ construct, address, rule, edits }) => {
    const failed = left.find(
      ({ block, rule: violated }) =>
        violated === rule && block.address === address,
    );
    if (failed === undefined) return true;
    removeEdits(construct, edits);
    unrepaired.add(failed.block, rule, setElsewhere);
    return false;
  });
  const document = repaired.length < attempts.length ? render() : edited;
  return { document, repaired, unrepaired };
}

/** A rule that a block violates and that can be repaired. */
interface Violation {
  readonly block: TerraformBlock;
  readonly construct: Construct;
  readonly rule: Rule;
  readonly kind: Kind;
  readonly repair: EqualsCondition;
  readonly scope: ModuleScope;
}

function violationsIn(
  document: unknown,
  { configuration, stack, isCovered }: Repairable,
): Violation[] {
  if (!isJsonObject(document)) return [];
  const owners = new Owners(stack);
  const scope = new ModuleScope({ locals: localsOf(document) });
  return readConfiguration(document, 'cdktf', () => undefined).flatMap(
    (block) => {
      const construct = owners.ownerOf(block);
      if (!isCovered(construct)) return [];
      return evaluateBlock(configuration, block, construct)
        .flatMap(({ findings }) => findings)
        .filter(
          ({ outcome, effect, isInternalError }) =>
            outcome === 'fail' && effect === 'block' && !isInternalError,
        )
        .flatMap(({ rule, registry }) => {
          const repair = repairOf(rule, configuration.remediation);
          const kind = registry?.kind ?? 'registry';
          return repair === undefined
            ? []
            : [{ block, construct, rule, kind, repair, scope }];
        });
    },
  );
}

const setElsewhere =
  'an expression, an override of the stack or another resource sets the value';

/** The edits that repair a block, by path in the document; otherwise the reason why it can't be repaired. */
function editsFor({
  block,
  construct,
  kind,
  repair,
  scope,
}: Violation): readonly Edit[] | string {
  if (!isElement(construct)) return 'only an override of the stack declares it';
  const dialect = terraformDialect(block.type, kind);
  if (dialect === undefined) {
    return `overrides do not repair what ${block.type} deploys or updates`;
  }
  const path = dialect.fields[repair.field]?.path ?? [];
  const properties = readableProperties(block.body, path, scope);
  const edits = [
    ...editsOfGenerated(dialect, properties, path, repair),
    ...(isGenerated(properties, path)
      ? []
      : repairsOf(dialect, properties, repair)),
  ];
  return edits.length === 0
    ? `${path[0] ?? ''} is neither a block nor an object`
    : edits.map((edit) => within(block.path, edit));
}

/** The properties of a block; the one that a path goes through may be written as JSON text. */
function readableProperties(
  body: JsonObject,
  [first = '', ...rest]: readonly string[],
  scope: ModuleScope,
): ValueObject {
  const properties = toValue(body, scope) as ValueObject;
  const value = properties[first];
  return typeof value === 'string' && rest.length > 0
    ? { ...properties, [first]: jsonValue(value) }
    : properties;
}

/** The edits of what `dynamic` blocks generate: of their content. */
function editsOfGenerated(
  dialect: Dialect,
  { dynamic }: ValueObject,
  [name = '']: readonly string[],
  repair: EqualsCondition,
): Edit[] {
  return [name, 'content']
    .reduce<readonly Place[]>(
      (places, step) => places.flatMap((place) => blocksIn(place, step)),
      blocksIn({ path: [], value: { dynamic: dynamic ?? null } }, 'dynamic'),
    )
    .flatMap(({ path, value }) =>
      repairsOf(dialect, { [name]: value }, repair).map((edit) =>
        within(path, { ...edit, path: edit.path.slice(1) }),
      ),
    );
}

/** Returns whether the blocks that a path goes through are generated by `dynamic` blocks only. */
function isGenerated(
  properties: ValueObject,
  [name = '']: readonly string[],
): boolean {
  return (
    isEmpty(properties[name]) && !isEmpty(expandDynamicBlocks(properties)[name])
  );
}

function isEmpty(value: Value | undefined): boolean {
  return (value ?? null) === null || (isList(value) && value.length === 0);
}

interface Place {
  readonly path: Edit['path'];
  readonly value: Value;
}

/** The blocks of a name: one, or a list of them. */
function blocksIn({ path, value }: Place, name: string): Place[] {
  const blocks = isObject(value) ? (value[name] ?? null) : null;
  if (isList(blocks)) {
    return blocks.map((block, index) => ({
      path: [...path, name, index],
      value: block,
    }));
  }
  return blocks === null ? [] : [{ path: [...path, name], value: blocks }];
}

function within(place: Edit['path'], { path, value }: Edit): Edit {
  return { path: [...place, ...path], value };
}
