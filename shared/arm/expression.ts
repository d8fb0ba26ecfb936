/** An expression of the template language, parsed. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | {
      readonly kind: 'call';
      /** In lower case, with the namespace of a user-defined function. */
      readonly name: string;
      /** As written, for reasons. */
      readonly written: string;
      readonly args: readonly Expression[];
    }
  | {
      readonly kind: 'access';
      readonly base: Expression;
      readonly key: Expression;
    };

/** A syntax error in an expression. */
export class SyntaxFault {
  constructor(readonly reason: string) {}
}

/**
 * Returns whether a JSON string is an expression: in brackets, and not escaped
 * by a double bracket.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && text[1] !== '[';
}

/** Unescapes a JSON string that is not an expression. */
export function unescapeLiteral(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}
