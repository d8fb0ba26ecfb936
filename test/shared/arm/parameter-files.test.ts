import { Unknown } from '../../../shared/model/value';
import { outcomesOf, registry } from '../../support/arm';
import type { Json } from '../../support/arm';

/** A registry that a parameter closes by default. */
function closedBy(parameter: string): Json {
  return {
    parameters: { [parameter]: { type: 'string', defaultValue: 'Disabled' } },
    resources: [
      registry({ publicNetworkAccess: `[parameters('${parameter}')]` }),
    ],
  };
}

const opening = { access: { value: 'Enabled' } };
const reference = { keyVault: { id: '…' }, secretName: 's' };

test.each<{
  readonly situation: string;
  readonly parameter?: string;
  readonly parameters: Json;
  readonly outcome: string;
}>([
  {
    situation: 'a file with a schema',
    parameters: { $schema: 'https://…', parameters: opening },
    outcome: 'fail',
  },
  {
    situation: 'a file with a version',
    parameters: { contentVersion: '1.0.0.0', parameters: opening },
    outcome: 'fail',
  },
  {
    situation: 'a file with neither, its names in another case',
    parameters: { Parameters: opening },
    outcome: 'fail',
  },
  {
    situation: 'parameters on their own, of other names',
    parameters: { other: { value: 'x' }, ...opening },
    outcome: 'fail',
  },
  {
    situation: 'a parameter that is called parameters, beside another one',
    parameter: 'parameters',
    parameters: { parameters: { value: 'Enabled' }, other: { value: 'x' } },
    outcome: 'fail',
  },
  {
    situation: 'a parameter that is called parameters, alone',
    parameter: 'parameters',
    parameters: { parameters: { value: 'Enabled' } },
    outcome: 'fail',
  },
  {
    situation: 'a parameter that is called parameters, by reference',
    parameter: 'parameters',
    parameters: { parameters: { reference } },
    outcome: 'unknown',
  },
  {
    situation: 'a parameter by reference',
    parameters: { access: { reference } },
    outcome: 'unknown',
  },
  {
    situation: 'a parameter that is no object',
    parameters: { access: 'Enabled' },
    outcome: 'unknown',
  },
  {
    situation: 'no value for the parameter',
    parameters: { access: null },
    outcome: 'pass',
  },
  {
    situation: 'a parameter that the host does not know',
    parameters: { access: new Unknown('a test says so') },
    outcome: 'unknown',
  },
  {
    situation: 'parameters that the host does not know',
    parameters: new Unknown('a test says so'),
    outcome: 'unknown',
  },
  {
    situation: 'what looks like an expression is a text',
    parameters: { access: { value: "[concat('Dis', 'abled')]" } },
    outcome: 'fail',
  },
  {
    situation: 'a text that is no JSON',
    parameters: '{',
    outcome: 'unknown',
  },
  { situation: 'a text that is no object', parameters: '[]', outcome: 'pass' },
])('$situation: $outcome', ({ parameter = 'access', parameters, outcome }) => {
  expect(outcomesOf(closedBy(parameter), parameters)).toEqual([outcome]);
});

/** The outcome of a registry that a parameter closes, whose value is in a file. */
const outcomeOf = (value: Json) =>
  outcomesOf(closedBy('access'), {
    $schema: 'https://…',
    parameters: { access: { value } },
  });

test.each([
  '${ACR_ACCESS}',
  '#{AcrAccess}#',
  '#{AcrAccess}',
  '#ACCESS#',
  '$(acrAccess)',
  '__ACR_ACCESS__',
  '{{ access }}',
  'x-${ACR_ACCESS}',
])('%s is a value that a tool fills in: unknown', (placeholder) => {
  expect(outcomeOf(placeholder)).toEqual(['unknown']);
  expect(
    outcomesOf({
      resources: [registry({ publicNetworkAccess: placeholder })],
    }),
  ).toEqual(['unknown']);
});

test.each([
  ['${ACR_ACCESS=Disabled}', 'pass'],
  ['${ACR_ACCESS:-Enabled}', 'fail'],
  ['${A=Dis}${B=abled}', 'pass'],
  ['${A=Dis}${B}', 'unknown'],
])("azd's default counts: %s: %s", (value, outcome) => {
  expect(outcomeOf(value)).toEqual([outcome]);
});

test('parameters called contentVersion and $schema are parameters', () => {
  expect(
    outcomesOf(closedBy('access'), {
      contentVersion: { value: '2' },
      $schema: { value: 'x' },
      ...opening,
    }),
  ).toEqual(['fail']);
});

test('a parameter that is given twice in different case is unknown', () => {
  const parameters = { ...opening, ACCESS: { value: 'Disabled' } };
  expect(outcomesOf(closedBy('access'), parameters)).toEqual(['unknown']);
});
