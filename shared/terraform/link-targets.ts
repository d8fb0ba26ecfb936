import type { Declaration } from '../model/declaration';
import { textOf } from '../model/value';
import type { FieldValue } from '../model/value';
import { TerraformExpression } from './computed';
import type { InstanceReference } from './computed';
import { instanceInList, withoutKeys } from './references';

/** An expression that the name or the ID of an updated registry depends on. */
export interface TargetExpression {
  readonly template: string;
  /** The start of the addresses in it. */
  readonly module: string;
  /** The references by which it may be from several instances of that module. */
  readonly instances: readonly InstanceReference[];
  /** The target is this expression, and not computed from it. */
  readonly isTarget: boolean;
}

/**
 * The expressions that a name or an ID depends on, if it is a single one: of text
 * with an expression in it no reference is the whole.
 *
 * @param module the start of the addresses of the update
 */
export function* expressionsOf(
  target: FieldValue,
  module: string,
): Generator<TargetExpression> {
  const expression = expressionIn(target);
  if (expression === undefined || expression.pieces.length > 0) return;
  const { template, module: from = module, instances } = expression;
  const instance = instanceInList(template);
  if (instance !== undefined) {
    yield { template: instance, module: from, instances, isTarget: true };
    return;
  }
  const isTarget = !(expression.origin instanceof TerraformExpression);
  let own = module;
  for (
    let at: unknown = expression;
    at instanceof TerraformExpression;
    at = at.origin
  ) {
    own = at.module ?? own;
    const { template, instances } = at;
    yield { template, module: own, instances, isTarget };
  }
}

/** A registry's name: names are unique in all of Azure, without regard to case. */
export interface RegistryName {
  readonly text: string;
  /** The name is that of one of several instances of a module: the text is the same for all of them. */
  readonly isOneOfSeveral: boolean;
}

/** The name of a registry; undefined if it may be any. */
export function nameOf(
  { registry }: Declaration,
  module: string,
): RegistryName | undefined {
  return nameIn(registry.fields.name.value, module);
}

/** A literal name in lower case; text with expressions is the same name where it is written in the same way. */
export function nameIn(
  property: FieldValue,
  module: string,
): RegistryName | undefined {
  if (property.state !== 'unknown') {
    const text = textOf(property)?.toLowerCase();
    return text === undefined ? undefined : { text, isOneOfSeveral: false };
  }
  const expression = expressionIn(property);
  if (
    expression?.isSource !== true ||
    /\b(?:uuid|timestamp|bcrypt|each|count)\b/.test(expression.template)
  ) {
    return undefined;
  }
  const { template, instances } = expression;
  return {
    text: `${expression.module ?? module}${template}`,
    isOneOfSeveral: instances.length > 0,
  };
}

/** The text of a name that it has in common with those in other instances of its module. */
export function withoutInstance({ text }: RegistryName): string {
  const [module = ''] =
    /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)+/.exec(text) ?? [];
  return `${withoutKeys(module)}${text.slice(module.length)}`;
}

function expressionIn(property: FieldValue): TerraformExpression | undefined {
  return property.state === 'unknown' &&
    property.unknown instanceof TerraformExpression
    ? property.unknown
    : undefined;
}
