import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as ts from 'typescript';

const root = join(__dirname, '../..');

/** A text in the sources that someone may read: two words at least, with holes where values go. */
export interface Prose {
  /** File and line. */
  readonly place: string;
  /** What stands around the holes. */
  readonly pieces: readonly string[];
}

/** Every text of a folder's sources that reads like a sentence or a part of one. */
export function proseIn(folder: string): Prose[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => proseOf(join(root, folder, name)));
}

function proseOf(file: string): Prose[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.ES2022,
  );
  const found: Prose[] = [];
  const visit = (node: ts.Node): void => {
    const pieces = piecesOf(node);
    if (pieces.some((piece) => /\p{L}+ \p{L}+/u.test(piece))) {
      const { line } = source.getLineAndCharacterOfPosition(
        node.getStart(source),
      );
      found.push({ place: `${relative(root, file)}:${line + 1}`, pieces });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function piecesOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  return [
    node.head.text,
    ...node.templateSpans.map(({ literal }) => literal.text),
  ];
}

/** Tells whether a text is printed on a page, with something in its holes. */
export function isPrintedOn(page: string, { pieces }: Prose): boolean {
  const pattern = pieces
    .map((piece) => piece.trim().split(/\s+/).map(RegExp_escape).join('\\s+'))
    .join('[^]{0,400}?');
  return new RegExp(pattern, 'u').test(page);
}

function RegExp_escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
