/** A name or an index in a reference: `local.registry.sku`, `local.skus[0]`. */
export type Step = string | number;

/** The operators of HCL as the parser names them. */
export type Operator =
  | 'logicalOr'
  | 'logicalAnd'
  | 'logicalNot'
  | 'equal'
  | 'notEqual'
  | 'greaterThan'
  | 'greaterThanOrEqual'
  | 'lessThan'
  | 'lessThanOrEqual'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'modulo'
  | 'negate';

/** An expression of HCL, parsed. `source` is how it is written. */
export type ExpressionTree =
  | { readonly kind: 'literal'; readonly value: string | boolean | null }
  | { readonly kind: 'number'; readonly source: string }
  | {
      /** `local.registry.sku` */
      readonly kind: 'reference';
      readonly path: readonly Step[];
      readonly source: string;
    }
  | {
      /** `f(x).sku` */
      readonly kind: 'part';
      readonly of: ExpressionTree;
      readonly path: readonly Step[];
      readonly source: string;
    }
  | {
      readonly kind: 'index';
      readonly of: ExpressionTree;
      readonly key: ExpressionTree;
      readonly source: string;
    }
  | {
      /** `of[*].x`; `each` is evaluated with each member as the item */
      readonly kind: 'splat';
      readonly of: ExpressionTree;
      readonly each: ExpressionTree;
      readonly source: string;
    }
  | { readonly kind: 'item' }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly ExpressionTree[];
      /** `f(list...)` */
      readonly isExpanded: boolean;
      readonly source: string;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: ExpressionTree;
      readonly then: ExpressionTree;
      readonly otherwise: ExpressionTree;
      readonly source: string;
    }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly operands: readonly ExpressionTree[];
      readonly source: string;
    }
  | { readonly kind: 'tuple'; readonly members: readonly ExpressionTree[] }
  | {
      readonly kind: 'object';
      readonly items: readonly (readonly [
        key: ExpressionTree,
        value: ExpressionTree,
      ])[];
      readonly source: string;
    }
  | {
      readonly kind: 'for';
      readonly keyName: string;
      readonly valueName: string;
      readonly collection: ExpressionTree;
      /** In a `for` that makes an object. */
      readonly key: ExpressionTree | undefined;
      readonly value: ExpressionTree;
      readonly condition: ExpressionTree | undefined;
      readonly isGrouped: boolean;
      readonly source: string;
    }
  | {
      readonly kind: 'template';
      readonly parts: readonly ExpressionTree[];
      readonly source: string;
    }
  | {
      /** `%{ for }` in a template: the members of a list, joined. */
      readonly kind: 'join';
      readonly of: ExpressionTree;
      readonly source: string;
    };
