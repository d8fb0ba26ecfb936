import { isJsonObject } from '../../json/json';
import type { Json, JsonObject } from '../../json/json';
import type { ExpressionTree, Operator, Step } from './tree';
import { parseHclFile, parseRawExpression } from './parser';

/** Levels of expressions in one another. */
const mostLevels = 200;

/**
 * Parses an expression of HCL.
 *
 * @throws {HclSyntaxError} where Terraform refuses the syntax
 * @throws {Error} where it is too large, or nested too deep
 */
export function parseExpression(text: string): ExpressionTree {
  assertEvaluable(text);
  return new Converter(text).convert(parseRawExpression(text));
}

/** Parses a string as a template, as in JSON. */
export function parseTemplate(template: string): ExpressionTree {
  const { end, text } = asHeredoc(template);
  const tree = parseExpression(text);
  return tree.kind === 'template'
    ? { ...tree, parts: withoutLastNewline(tree.parts), source: template }
    : { kind: 'template', parts: [tree], source: end };
}

/** In a heredoc nothing but `${` and `%{` has a meaning, as in a template. */
function asHeredoc(template: string): { end: string; text: string } {
  let end = 'END';
  while (template.includes(end)) end += '_';
  return { end, text: `<<${end}\n${template}\n${end}\n` };
}

function withoutLastNewline(
  parts: readonly ExpressionTree[],
): readonly ExpressionTree[] {
  const last = parts.at(-1);
  return last?.kind === 'literal' &&
    typeof last.value === 'string' &&
    last.value.endsWith('\n')
    ? [
        ...parts.slice(0, -1),
        { kind: 'literal', value: last.value.slice(0, -1) },
      ]
    : parts;
}

/** Characters of one expression. The parser writes the text of each part of it again. */
const mostCharacters = 100_000;

/** Rounds that the parser may make. */
const mostRounds = 100_000;

/**
 * Refuses what the parser would be busy with for long: it evaluates the operands
 * of each operator once without any values, and with them each `for` over a literal.
 */
function assertEvaluable(text: string): void {
  if (text.length > mostCharacters) throw new Error('it is too long to parse');
  if (!/\bin\s*(?:[^\p{ID_Start}_\s]|(?:true|false|null)\b)/u.test(text))
    return;
  const loops = text.match(/\bfor\b/g)?.length ?? 0;
  const members = text.match(/[,\n]|\$\{/g)?.length ?? 0;
  if ((members + 1) ** loops > mostRounds) {
    throw new Error('it has too many loops to parse');
  }
}

/** The context of a template's literals: a backslash is special only in quotes. */
type Quoting = 'quotes' | 'heredoc';

/** Makes a tree of what the parser writes, which is how each part was written. */
class Converter {
  readonly #text: Buffer;
  #level = 0;

  constructor(text: string) {
    this.#text = Buffer.from(text);
  }

  convert(json: Json | undefined, quoting?: Quoting): ExpressionTree {
    if (this.#level >= mostLevels) throw new Error('it is nested too deep');
    this.#level++;
    try {
      return this.#convert(toNode(json), quoting);
    } finally {
      this.#level--;
    }
  }

  #convert(node: Node, quoting: Quoting | undefined): ExpressionTree {
    const { type, meta, children } = node;
    const child = (index: number) => this.convert(children[index], quoting);
    const source = textOf(meta['value']);
    switch (type) {
      case '':
        // Parentheses, or the placeholder for each member of a splat.
        return children.length === 0 ? { kind: 'item' } : child(0);
      case 'literalValue':
        return this.#literal(node, quoting);
      case 'scopeTraversal':
        return { kind: 'reference', path: stepsOf(meta['traversal']), source };
      case 'relativeTraversal':
        return {
          kind: 'part',
          of: child(0),
          path: stepsOf(meta['traversal']),
          source,
        };
      case 'index':
        return { kind: 'index', of: child(0), key: child(1), source };
      case 'splat':
        return { kind: 'splat', of: child(0), each: child(1), source };
      case 'function':
        return {
          kind: 'call',
          name: textOf(meta['name']),
          args: children.map((arg) => this.convert(arg)),
          isExpanded: meta['expandedFinalArgument'] === true,
          source,
        };
      case 'conditional':
        return {
          kind: 'conditional',
          condition: child(0),
          then: child(1),
          otherwise: child(2),
          source,
        };
      case 'unaryOp':
      case 'binaryOp':
        return {
          kind: 'operation',
          operator: textOf(meta['operator']) as Operator,
          operands: children.map((operand) => this.convert(operand)),
          source,
        };
      case 'tuple':
        return {
          kind: 'tuple',
          members: children.map((member) => this.convert(member)),
        };
      case 'object':
        return { kind: 'object', items: this.#items(children), source };
      case 'for':
        return this.#loop(node, source, quoting);
      case 'template':
        return this.#template(node, source, quoting);
      case 'templateWrap':
        return child(0);
      case 'templateJoin':
        return { kind: 'join', of: child(0), source };
      default:
        throw new Error(`it has a part of the unknown type ${type}`);
    }
  }

  #items(children: readonly Json[]): [ExpressionTree, ExpressionTree][] {
    const items: [ExpressionTree, ExpressionTree][] = [];
    for (let index = 0; index + 1 < children.length; index += 2) {
      const key = toNode(children[index]);
      const isName = key.type === '' && key.children.length === 0;
      items.push([
        isName
          ? { kind: 'literal', value: this.#slice(key.start, key.end) }
          : this.convert(children[index]),
        this.convert(children[index + 1]),
      ]);
    }
    return items;
  }

  #loop(
    { meta, children }: Node,
    source: string,
    quoting: Quoting | undefined,
  ): ExpressionTree {
    const [collection, ...rest] = children;
    const key = meta['keyExpression'] === undefined ? undefined : rest.shift();
    const [value, condition] = rest;
    return {
      kind: 'for',
      keyName: textOf(meta['keyVar']),
      valueName: textOf(meta['valVar']),
      collection: this.convert(collection),
      key: key === undefined ? undefined : this.convert(key),
      value: this.convert(value, quoting),
      condition: condition === undefined ? undefined : this.convert(condition),
      isGrouped: meta['groupedValue'] === true,
      source,
    };
  }

  #template(
    { children }: Node,
    source: string,
    quoting: Quoting | undefined,
  ): ExpressionTree {
    if (source.startsWith('<<-')) return withoutIndentation(source);
    let inner = quoting;
    if (source.startsWith('"')) inner = 'quotes';
    else if (source.startsWith('<<')) inner = 'heredoc';
    const parts = children.map((part) => this.convert(part, inner));
    return { kind: 'template', parts, source };
  }

  #literal(
    { meta, start }: Node,
    quoting: Quoting | undefined,
  ): ExpressionTree {
    const source = textOf(meta['value']);
    switch (textOf(meta['type'])) {
      case 'number':
        return { kind: 'number', source };
      case 'bool':
        return { kind: 'literal', value: source === 'true' };
      case 'string': {
        const end = start + Buffer.byteLength(source);
        let value = unescape(source, quoting);
        // `~` strips the white space beside it.
        if (this.#slice(start - 2, start) === '~}') value = value.trimStart();
        if (/^[$%]\{~/.test(this.#slice(end, end + 3))) value = value.trimEnd();
        return { kind: 'literal', value };
      }
      default:
        return { kind: 'literal', value: null };
    }
  }

  #slice(start: number, end: number): string {
    return this.#text.toString('utf8', Math.max(start, 0), end);
  }
}

/** The parser takes off the indentation of `<<-` where it reads whole files only. */
function withoutIndentation(heredoc: string): ExpressionTree {
  const { text } = parseHclFile(`text = ${heredoc}\n`);
  const { end, text: normal } = asHeredoc(textOf(text).replace(/\n$/, ''));
  const tree = parseExpression(normal);
  return { kind: 'template', parts: [tree], source: end };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

function unescape(source: string, quoting: Quoting | undefined): string {
  const pattern = quoting === 'quotes' ? quotedEscape : markerEscape;
  return source.replace(
    pattern,
    (found, short?: string, long?: string, sign?: string) => {
      if (!found.startsWith('\\')) return found.slice(1);
      const code = short ?? long;
      return code === undefined
        ? (escapes[sign ?? ''] ?? found)
        : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}

const markerEscape = /\$\$\{|%%\{/g;
const quotedEscape =
  /\$\$\{|%%\{|\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs;

interface Node {
  readonly type: string;
  readonly meta: JsonObject;
  readonly children: readonly Json[];
  /** The offset of its first token, in bytes. */
  readonly start: number;
  readonly end: number;
}

function toNode(json: Json | undefined): Node {
  const node = objectOf(json);
  const { children } = node;
  const range = objectOf(node['range']);
  return {
    type: textOf(node['type']),
    meta: objectOf(node['meta']),
    children: Array.isArray(children) ? (children as readonly Json[]) : [],
    start: Number(objectOf(range['start'])['byte']),
    end: Number(objectOf(range['end'])['byte']),
  };
}

function stepsOf(traversal: Json | undefined): Step[] {
  const parts = Array.isArray(traversal) ? (traversal as readonly Json[]) : [];
  return parts.map((part) => {
    const { type, segment } = objectOf(part);
    const text = textOf(segment);
    if (type !== 'indexTraversal') return text;
    if (text.startsWith('"')) return text.slice(1, -1);
    return text === '' ? Number.NaN : Number(text);
  });
}

function objectOf(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

function textOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}
