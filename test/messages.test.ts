import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../shared';
import { sectionsOfAspect } from './support/messages/of-aspect';
import { sectionsOfCommand } from './support/messages/of-command';
import { sectionsOfConfiguration } from './support/messages/of-configuration';
import { sectionsOfExpressions } from './support/messages/of-expressions';
import { sectionsOfPack } from './support/messages/of-pack';
import { sectionsOfReports } from './support/messages/of-reports';
import { sectionsOfRules } from './support/messages/of-rules';
import { sectionsOfTemplates } from './support/messages/of-templates';
import { sectionsOfUndecided } from './support/messages/of-undecided';
import { sectionText } from './support/messages/section';
import type { Section } from './support/messages/section';
import { isPrintedOn, proseIn } from './support/prose';

const read = (file: string) =>
  readFileSync(join(__dirname, '..', file), 'utf8');
const page = 'docs/messages.md';

const parts = {
  'the rules': sectionsOfRules,
  'the pack': sectionsOfPack,
  'the aspect': sectionsOfAspect,
  'what can not be decided': sectionsOfUndecided,
  'the reports': sectionsOfReports,
  'the command': sectionsOfCommand,
  'the configuration': sectionsOfConfiguration,
  'the templates': sectionsOfTemplates,
  'the expressions': sectionsOfExpressions,
} as const satisfies Record<
  string,
  () => readonly Section[] | Promise<readonly Section[]>
>;

const made = new Map<keyof typeof parts, Promise<readonly Section[]>>();

/** The sections of a part; each is made once. */
function sectionsOf(part: keyof typeof parts): Promise<readonly Section[]> {
  const sections = made.get(part) ?? Promise.resolve(parts[part]());
  made.set(part, sections);
  return sections;
}

test.each(Object.keys(parts) as (keyof typeof parts)[])(
  'what is listed of %s is what is printed',
  async (part) => {
    const listed = read(page);
    for (const section of await sectionsOf(part)) {
      expect(listed).toContain(sectionText(section));
    }
  },
);

/** The page says what the product says; `npm run generate` writes it. */
test('the page of messages is what the product prints', async () => {
  const text = await messagesPage();
  if (process.env['WRITE_DOCUMENTATION'] !== undefined) {
    writeFileSync(join(__dirname, '..', page), text);
  }
  expect(read(page)).toBe(text);
});

/** What is generated besides from the texts of the sources. */
const generated = [
  'schema/configuration.schema.json',
  ...rules.map(({ name }) => `docs/rules/${name}.md`),
];

/** Texts that nobody reads as a message. */
const isNoMessage = /^<\?xml|^[My]+[-/][Md]/;

test.each(['shared', 'pulumi-policy', 'cdktf-aspect', 'cli'])(
  'every sentence in %s is on a generated page',
  (folder) => {
    // As people read it: markup has escapes in it.
    const pages = [page, ...generated]
      .map(read)
      .join('\n')
      .replaceAll(/\\(["|])|&(quot);/g, (_, mark?: string) => mark ?? '"');
    const missing = proseIn(folder)
      .filter((prose) => !isNoMessage.test(prose.pieces.join('')))
      .filter((prose) => !isPrintedOn(pages, prose))
      .map(({ place, pieces }) => `${place}: ${pieces.join('…')}`);
    expect(missing).toEqual([]);
  },
);

async function messagesPage(): Promise<string> {
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const sections = (await Promise.all(names.map(sectionsOf))).flat();
  return `<!-- Written by "npm run generate" from real runs. Do not edit. -->

# Messages

Everything that is ever printed: by the rules, in every host; by each host; by the command. A test holds the page against every sentence in
the sources.

${sections.map(sectionText).join('\n\n')}
`;
}
