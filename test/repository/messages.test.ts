import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionsOfCdktf } from '../support/messages/cdktf';
import { sectionsOfCommand } from '../support/messages/command';
import { sectionsOfPulumi } from '../support/messages/pulumi';
import { sectionsOfRules } from '../support/messages/rules';
import { sectionText } from '../support/messages/section';

const page = join(__dirname, '../../docs/messages.md');

/** Parts of the page, each between two markers. */
test.each([
  ['rules', sectionsOfRules],
  ['Pulumi', sectionsOfPulumi],
  ['CDKTF', sectionsOfCdktf],
  ['command', sectionsOfCommand],
])('the page of messages shows what is printed: %s', async (part, make) => {
  const sections = await make();
  const made = `\n\n${sections.map(sectionText).join('\n\n')}\n\n`;
  const [begin, end] = [`<!-- begin ${part} -->`, `<!-- end ${part} -->`];
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [present, after = ''] = rest.split(end);
  if (process.env['WRITE_DOCUMENTATION'] !== undefined) {
    writeFileSync(page, [before, begin, made, end, after].join(''));
  } else {
    expect(present).toBe(made);
  }
});
