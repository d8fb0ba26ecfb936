import { rules } from '../../shared/rules';
import {
  evaluateExample,
  examples,
  pages,
  read,
} from '../support/rule-examples';

test('every rule has a page, and every page a rule', () => {
  expect(pages).toEqual(rules.map(({ name }) => `${name}.md`));
});

test.each(pages)('%s has the sections of a page, in order', (page) => {
  const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(
    ([, text]) => text,
  );
  expect(headings).toEqual([
    'Description',
    'Recommendation',
    'Examples',
    'Notes',
  ]);
});

test.each(rules)(
  '$name has an example that fails and one that passes',
  ({ name, needsStack }) => {
    const outcomes = examples
      .filter(({ rule }) => rule === name)
      .map(({ outcome }) => outcome);
    // What may be declared elsewhere is unknown, never a violation.
    const failing = needsStack === true ? 'unknown' : 'fail';
    expect(new Set(outcomes)).toEqual(new Set([failing, 'pass']));
  },
);

describe('an example does what its label says', () => {
  test.each(examples)('$rule, $surface: $outcome', async (example) => {
    const finding = await evaluateExample(example);
    expect(finding.outcome).toBe(example.outcome);
  });
});
