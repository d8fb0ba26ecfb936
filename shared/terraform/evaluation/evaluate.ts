import { isList, isObject, tooLarge, Unknown } from '../../model/value';
import type { Value } from '../../model/value';
import { TerraformExpression, indexOf, join } from '../computed';
import type { ExpressionTree, Step } from '../hcl/tree';
import type { ModuleScope } from '../scope';
import { functionNamed } from './functions';
import { charactersPerStep } from './functions/definition';
import { eitherOf, operate } from './operators';
import { unknownOrder } from './set-order';
import {
  Derived,
  Refused,
  asMap,
  at,
  derivedFrom,
  describe,
  isMap,
  isScalar,
  isSet,
  parseNumber,
  sortedEntries,
  toBoolean,
  toObject,
  toText,
  uncovered,
  unify,
} from './values';

/** Evaluates a parsed expression; never throws. */
export function evaluateTree(
  tree: ExpressionTree,
  scope: ModuleScope,
  item?: Value,
): Value {
  return new Evaluation(item).evaluate(tree, scope);
}

type Tree<Kind extends ExpressionTree['kind']> = Extract<
  ExpressionTree,
  { kind: Kind }
>;

class Evaluation {
  /** The placeholder for each member in a splat. */
  readonly #item: Value | undefined;

  constructor(item: Value | undefined) {
    this.#item = item;
  }

  evaluate(tree: ExpressionTree, scope: ModuleScope): Value {
    if (!scope.spend(1)) return tooLarge;
    return scope.descend(() => this.#evaluate(tree, scope));
  }

  #evaluate(tree: ExpressionTree, scope: ModuleScope): Value {
    const own = (inner: ExpressionTree) => this.evaluate(inner, scope);
    switch (tree.kind) {
      case 'literal':
        return tree.value;
      case 'number':
        return parseNumber(tree.source);
      case 'item':
        return this.#item === undefined
          ? uncovered('a splat outside of a list')
          : this.#item;
      case 'reference':
        return resolved(tree, scope);
      case 'part':
        return because(tree, partOfReference(own(tree.of), tree.path));
      case 'index':
        return because(tree, this.#member(tree, scope));
      case 'splat':
        return because(tree, this.#splat(tree, scope));
      case 'call':
        return because(tree, this.#call(tree, scope));
      case 'conditional':
        return because(tree, this.#conditional(tree, scope));
      case 'operation':
        return because(
          tree,
          operate(tree.operator, tree.operands.map(own), scope),
        );
      case 'tuple':
        return refusedIn(tree.members.map(own));
      case 'object':
        return because(tree, this.#object(tree, scope));
      case 'for':
        return because(tree, this.#for(tree, scope));
      case 'template':
        return joined(tree.parts.map(own), tree.source, scope);
      case 'join': {
        const parts = own(tree.of);
        return isList(parts) ? joined(parts, tree.source, scope) : parts;
      }
    }
  }

  #splat({ of, each }: Tree<'splat'>, scope: ModuleScope): Value {
    const value = this.evaluate(of, scope);
    if (value instanceof Unknown) return derivedFrom(value);
    if (value === null) return [];
    const members = isList(value) ? value : [value];
    if (isSet(value) && members.length > 1 && members.some(isUnknown)) {
      return uncovered('a set with members that are unknown');
    }
    const order = unknownOrder(value);
    if (order !== undefined) return order;
    return refusedIn(
      members.map((member) => new Evaluation(member).evaluate(each, scope)),
    );
  }

  #member({ of, key: written }: Tree<'index'>, scope: ModuleScope): Value {
    const key = this.evaluate(written, scope);
    const [root, name, ...rest] = of.kind === 'reference' ? of.path : [];
    const instance =
      root === 'module' && typeof name === 'string' && rest.length === 0
        ? scope.moduleInstance(name, key)
        : undefined;
    return instance ?? memberAt(this.evaluate(of, scope), key);
  }

  #call(tree: Tree<'call'>, scope: ModuleScope): Value {
    const { name, isExpanded } = tree;
    const call = functionNamed(name);
    if (call === undefined) return uncovered(`the function ${name}`);
    const lazy = tree.args.map((arg) => () => this.evaluate(arg, scope));
    if (!isExpanded) return call(lazy, scope);
    const last = lazy.pop()?.() ?? null;
    if (last instanceof Unknown) return derivedFrom(last);
    if (!isList(last)) return new Refused(`${describe(last)} is not a list`);
    if (!scope.spend(last.length)) return tooLarge;
    return call([...lazy, ...last.map((value) => () => value)], scope);
  }

  #conditional(tree: Tree<'conditional'>, scope: ModuleScope): Value {
    const condition = toBoolean(this.evaluate(tree.condition, scope));
    if (condition instanceof Refused) return condition;
    const results = [tree.then, tree.otherwise].map((result) =>
      this.evaluate(result, scope),
    );
    // The type is that of both; what one of them refuses counts for nothing if the other is chosen.
    const isRefused = results.some((result) => result instanceof Refused);
    const unified = isRefused ? results : unify(results);
    const [then, otherwise] = unified ?? [];
    if (then === undefined || otherwise === undefined) {
      return uncovered('a condition with results of several types');
    }
    if (condition instanceof Unknown) {
      const neither = derivedFrom(condition);
      return eitherOf(then, otherwise, neither, scope);
    }
    return asBoth(condition ? then : otherwise, [then, otherwise]);
  }

  #object({ items }: Tree<'object'>, scope: ModuleScope): Value {
    const entries = new Map<string, Value>();
    for (const [key, value] of items) {
      const name = toText(this.evaluate(key, scope));
      if (typeof name !== 'string') return unnamed(name);
      const member = this.evaluate(value, scope);
      if (member instanceof Refused) return member;
      entries.set(name, member);
    }
    return toObject(entries);
  }

  #for(tree: Tree<'for'>, scope: ModuleScope): Value {
    const { keyName, valueName, key: keyTree, condition, isGrouped } = tree;
    const collection = this.evaluate(tree.collection, scope);
    if (collection instanceof Unknown) return derivedFrom(collection);
    const entries = entriesOf(collection);
    if (entries === undefined) {
      return new Refused(`${describe(collection)} has no members`);
    }
    const order = keyTree === undefined ? unknownOrder(collection) : undefined;
    if (order !== undefined) return order;
    const list: Value[] = [];
    const object = new Map<string, Value>();
    for (const [key, value] of entries) {
      // Ends with the first member for which there are no steps left.
      if (!scope.spend(1)) return tooLarge;
      const inner = scope.with({
        ...(keyName === '' ? {} : { [keyName]: key }),
        [valueName]: value,
      });
      if (condition !== undefined) {
        const isIn = toBoolean(this.evaluate(condition, inner));
        if (isIn instanceof Unknown) return derivedFrom(isIn);
        if (!isIn) continue;
      }
      if (keyTree === undefined) {
        const member = this.evaluate(tree.value, inner);
        if (member instanceof Refused) return member;
        list.push(member);
        continue;
      }
      const name = toText(this.evaluate(keyTree, inner));
      if (typeof name !== 'string') return unnamed(name);
      const member = this.evaluate(tree.value, inner);
      if (member instanceof Refused) return member;
      const others = object.get(name);
      if (isGrouped) {
        object.set(name, [...(isList(others) ? others : []), member]);
      } else if (others === undefined) object.set(name, member);
      else return new Refused(`the key ${JSON.stringify(name)} is there twice`);
    }
    return keyTree === undefined ? list : toObject(object);
  }
}

/** The result of a condition. Objects with different names become maps. */
function asBoth(value: Value, results: readonly Value[]): Value {
  if (!isObject(value) || isMap(value) || !results.every(isObject))
    return value;
  const shapes = results.map((result) =>
    isMap(result) ? undefined : JSON.stringify(Object.keys(result).sort()),
  );
  const isSame = shapes[0] !== undefined && shapes[0] === shapes[1];
  return isSame ? value : asMap(toObject(Object.entries(value)));
}

/** A value with a member that Terraform refuses is refused as a whole. */
function refusedIn(members: readonly Value[]): Value {
  return members.find((member) => member instanceof Refused) ?? members;
}

function isUnknown(value: Value): boolean {
  return value instanceof Unknown;
}

/** Keys and values of a list, a set or an object, in order. */
export function entriesOf(
  collection: Value,
): readonly (readonly [key: Value, value: Value])[] | undefined {
  if (isList(collection)) {
    return isSet(collection)
      ? collection.map((member) => [member, member])
      : collection.map((member, index) => [index, member]);
  }
  return isObject(collection) ? sortedEntries(collection) : undefined;
}

function resolved(
  { path, source }: Tree<'reference'>,
  scope: ModuleScope,
): Value {
  const value = scope.resolve(path);
  return value === undefined ? new TerraformExpression(`\${${source}}`) : value;
}

/** The member of a value; of a reference, the reference to that member. */
function memberAt(value: Value, key: Value): Value {
  const isReference =
    value instanceof TerraformExpression && value.reference !== undefined;
  return isReference && (isScalar(key) || key instanceof TerraformExpression)
    ? value.part(indexOf(key))
    : at(value, key);
}

function partOfReference(value: Value, steps: readonly Step[]): Value {
  return steps.reduce<Value>(
    (part, step) =>
      part instanceof TerraformExpression && part.reference !== undefined
        ? part.member(step)
        : at(part, step),
    value,
  );
}

/** The value of an expression, which is written as it is if it depends on something unknown. */
function because({ source }: { readonly source: string }, value: Value): Value {
  return value instanceof Derived
    ? new TerraformExpression(
        `\${${source}}`,
        [],
        value.reason,
        true,
        value.from,
      )
    : value;
}

function joined(
  parts: readonly Value[],
  source: string,
  scope: ModuleScope,
): Value {
  const value = join(parts, source);
  if (
    typeof value === 'string' &&
    !scope.spend(value.length / charactersPerStep)
  ) {
    return tooLarge;
  }
  return value;
}

/** Replaces an object with an unknown key. */
function unnamed(name: Value): Value {
  return name instanceof Unknown ? derivedFrom(name) : name;
}
