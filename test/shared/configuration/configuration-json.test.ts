import { rules } from '../../../shared';
import { parseConfigurationText } from '../../../shared/configuration/file';
import type * as ConfigurationFile from '../../../shared/configuration/file';

const exemption = {
  resource: 'shop/public*',
  rules: ['Azure.ACR.Firewall'],
  reason: 'Public images, "approved"',
  expires: '2027-01-31',
};

/** The fast JSON parser silently keeps the last value of a duplicate key. */
test.each([
  {
    situation: 'a key that is given twice',
    lines: ['{', '  "unknown": "error",', '  "unknown": "ignore"', '}'],
    at: '3:3',
  },
  {
    situation: 'a key that is given twice far inside',
    lines: [
      '{ "exemptions": [',
      '  { "resource": "a", "reason": "b" },',
      '  { "resource": "a", "reason": "b", "resource": "*" }',
      '] }',
    ],
    at: '3:37',
  },
  {
    situation: 'a key that is given twice behind a list and an object',
    lines: [
      '{ "exemptions": [{ "resource": "a", "reason": "b", "rules": ["x"],',
      '  "reason": "c" }] }',
    ],
    at: '2:3',
  },
  {
    situation: 'a key that is given twice, once in other characters',
    lines: ['{ "unknown": "error",', '  "unkno\\u0077n": "ignore" }'],
    at: '2:3',
  },
])('$situation', ({ lines, at }) => {
  const parsed = parseConfigurationText(lines.join('\n'), 'policy.json', rules);
  expect(parsed).toMatchObject({
    errors: [{ message: `policy.json:${at}: Map keys must be unique.` }],
  });
});

test('it needs no parser of YAML, which takes longer to load than all the rest', () => {
  jest.isolateModules(() => {
    const load = jest.fn(() => jest.requireActual<object>('yaml'));
    jest.doMock('yaml', load);
    const { parseConfigurationText: parse } = jest.requireActual<
      typeof ConfigurationFile
    >('../../../shared/configuration/file');
    const exemptions = [{ ...exemption, resource: 'other/*' }, exemption];
    const text = JSON.stringify({ unknown: 'error', exemptions });
    const json = parse(text, 'policy.json', rules);
    expect(load).not.toHaveBeenCalled();
    expect(json).toMatchObject({
      configuration: { unknown: 'error', exemptions },
    });
    // With a comment it is not JSON, and gives the same error.
    expect(parse(`${text} # as YAML`, 'policy.json', rules)).toEqual(json);
    expect(load).toHaveBeenCalledTimes(1);
  });
});

test('what is wrong has its place all the same', () => {
  const text = '{\n  "unknown": "eror"\n}';
  expect(parseConfigurationText(text, 'policy.json', rules)).toMatchObject({
    errors: [{ position: { line: 2, column: 3 } }],
  });
});
