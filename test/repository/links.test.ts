import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/** The Markdown files of the repository, tracked or new. */
const pages = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: root, encoding: 'utf8' },
)
  .trim()
  .split('\n');

interface Link {
  readonly page: string;
  readonly target: string;
}

const links = pages.flatMap((page): Link[] => {
  // Code is not prose: an index in brackets before a call looks like a link.
  const prose = read(page).replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(
    ([, target = '']) => ({ page, target }),
  );
});

test.each(links)('$page links to $target, which is there', (link) => {
  const [file = '', anchor] = link.target.split('#');
  const page = file === '' ? link.page : join(dirname(link.page), file);
  expect(existsSync(join(root, page))).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(page)).toContain(anchor);
});

/** The anchors that headings get, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}
