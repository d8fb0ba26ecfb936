/** An expression of the template language, parsed. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | {
      readonly kind: 'call';
      /** In lower case, with the namespace of a user-defined function. */
      readonly name: string;
      /** As the author wrote it, for reasons. */
      readonly written: string;
      readonly args: readonly Expression[];
    }
  | {
      readonly kind: 'access';
      readonly base: Expression;
      readonly key: Expression;
    };

/** Why a text is no expression. */
export class SyntaxFault {
  constructor(readonly reason: string) {}
}

/**
 * Tells whether a JSON string is an expression: in brackets, and not escaped by
 * a doubled one.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && text[1] !== '[';
}

/** The text that a JSON string without an expression stands for. */
export function unescapeLiteral(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}
