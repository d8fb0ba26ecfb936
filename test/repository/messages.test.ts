import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionsOfCdktf } from '../support/messages/cdktf';
import {
  sectionsOfCommand,
  sectionsOfTemplates,
} from '../support/messages/command';
import { sectionsOfPulumi } from '../support/messages/pulumi';
import { sectionsOfRules } from '../support/messages/rules';
import { sectionText } from '../support/messages/section';

/** Each page has one part from real runs, between two markers. */
test.each([
  ['messages', sectionsOfRules],
  ['messages/pulumi', sectionsOfPulumi],
  ['messages/cdktf', sectionsOfCdktf],
  ['messages/command', sectionsOfCommand],
  ['messages/templates', sectionsOfTemplates],
])('the page %s shows what is printed', async (name, make) => {
  const page = join(__dirname, `../../docs/${name}.md`);
  const sections = await make();
  const made = `\n\n${sections.map(sectionText).join('\n\n')}\n\n`;
  const [begin, end] = ['<!-- begin messages -->', '<!-- end messages -->'];
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [present, after = ''] = rest.split(end);
  if (process.env['WRITE_DOCUMENTATION'] !== undefined) {
    writeFileSync(page, [before, begin, made, end, after].join(''));
  } else {
    expect(present).toBe(made);
  }
});
