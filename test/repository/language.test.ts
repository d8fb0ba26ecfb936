import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Phrases that readers stumble over, with the plain word. Spelling is checked by cspell. */
const banned: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bjudg(?:e|es|ed|ing)\b/i, 'check, evaluate'],
  [/\b(?:is|are) told\b/i, 'is reported'],
  [/\bin silence\b/i, 'silently'],
  [/\band its kin\b/i, 'and related resources'],
  [/\bnot known yet\b/i, 'unknown'],
  [/\bfaults? of ours\b/i, 'internal error'],
  [/\bways? in (?:reads?|must|may)\b|\bways in\b/i, 'entry point'],
  [/\b(?:that|which|it) is none\b/i, 'is not a …'],
  [/\bsurfaces?\b/i, 'resource type'],
];

/** Generated from messages of ARM functions and of other tools. */
const isExempt = (page: string) =>
  page.startsWith('docs/messages') || page === 'CHANGELOG.md';

const pages = execFileSync('git', ['ls-files', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((page) => !isExempt(page) && !page.startsWith('test/'));

test.each(pages)('%s has no banned phrases', (page) => {
  const prose = readFileSync(join(root, page), 'utf8').replaceAll(
    /```[\s\S]*?```|`[^`\n]*`/g,
    '',
  );
  const found = banned.flatMap(([phrase, instead]) => {
    const match = phrase.exec(prose);
    return match === null ? [] : [`"${match[0]}": say ${instead}`];
  });
  expect(found).toEqual([]);
});
