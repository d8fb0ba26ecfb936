import fc from 'fast-check';
import { templateFunctions } from '../../../shared/arm/functions';
import type { Json } from '../../support/arm';
import { judgeTemplate, registry } from '../../support/arm';
import { startProcessorTime } from '../../support/processor-time';

/*
 * Nothing throws and nothing takes long, whatever a function is called with:
 * values that hold themselves many times over, that are unknown inside, and
 * long strings.
 */

const chain = (length: number, first: Json, next: (name: string) => string) =>
  Object.fromEntries(
    Array.from({ length: length + 1 }, (_, index) => [
      String(index),
      index === 0 ? first : next(`variables('${index - 1}')`),
    ]),
  );

const prefixed = (prefix: string, all: Record<string, Json>) =>
  Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      `${prefix}${name}`,
      typeof value === 'string'
        ? value.replaceAll("variables('", `variables('${prefix}`)
        : value,
    ]),
  );

const doubledObject = (name: string) =>
  `[createObject('l', ${name}, 'r', ${name})]`;
const doubledArray = (name: string) => `[createArray(${name}, ${name})]`;

const long = 'a'.repeat(1_000_000);

const variables: Record<string, Json> = {
  ...prefixed('object', chain(40, { x: 1 }, doubledObject)),
  ...prefixed('array', chain(40, ['x'], doubledArray)),
  ...prefixed('unknownObject', chain(40, { x: '[utcNow()]' }, doubledObject)),
  ...prefixed('unknownArray', chain(40, ['[utcNow()]'], doubledArray)),
  wide: '[range(0, 10000)]',
  names:
    "[toObject(range(0, 5000), lambda('n', string(lambdaVariables('n'))))]",
  long,
  almost: `${'a'.repeat(400_000)}b${'a'.repeat(400_000)}`,
  percent: '%E0%A4%A',
  date: '9999-12-31T23:59:59Z',
};

const values = [
  ...[
    'object40',
    'array40',
    'unknownObject40',
    'unknownArray40',
    'object3',
    'array3',
    'wide',
    'names',
    'long',
    'almost',
    'percent',
    'date',
  ].map((name) => `variables('${name}')`),
  "lambda('a', 'b', createArray(lambdaVariables('a'), lambdaVariables('a')))",
  "lambda('a', lambdaVariables('a'))",
  "'x'",
  "'data:;base64,%'",
  "'data:,%'",
  "'P99999999Y'",
  "'{0,9999}{1:N99}{0:X}'",
  "'10.0.0.0/8'",
  "'l'",
  'null()',
  '-1',
  '0',
  '9007199254740991',
  'utcNow()',
  'resourceGroup()',
];

function outcomeOf(expression: string, inner: Record<string, Json>): void {
  const elapsed = startProcessorTime();
  const findings = judgeTemplate({
    variables: inner,
    resources: [registry({ publicNetworkAccess: `[${expression}]` })],
  });
  expect(elapsed()).toBeLessThan(2_000);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.isInternalError).toBe(false);
}

test.each(templateFunctions)('%s() ends whatever it is called with', (name) => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...values), { maxLength: 3 }),
      (args) => {
        outcomeOf(`${name}(${args.join(', ')})`, variables);
      },
    ),
    { numRuns: 12 },
  );
});

test.each([
  [
    'union of an unknown and a doubled object',
    "union(utcNow(), variables('object40')).l.l.x",
  ],
  [
    'union of a doubled object and an unknown one',
    "union(variables('object40'), resourceGroup()).l.x",
  ],
  [
    'a choice between doubled values',
    "if(bool(utcNow()), variables('object40'), variables('unknownObject40')).l.x",
  ],
  ['a member of a doubled value', "variables('unknownArray40')[int(utcNow())]"],
  [
    'a text that is searched at every place',
    "contains(variables('long'), variables('almost'))",
  ],
  [
    'a replacement of what is nearly everywhere',
    "replace(variables('long'), variables('almost'), 'x')",
  ],
  [
    'a union in a loop',
    "reduce(variables('wide'), createObject(), lambda('a', 'b', union(lambdaVariables('a'), createObject(string(lambdaVariables('b')), 1))))",
  ],
  [
    'a property that is asked for ten thousand times',
    "length(map(variables('wide'), lambda('n', tryGet(variables('names'), 'NONE'))))",
  ],
  [
    'a negative width, which gives nothing back',
    "concat(padLeft('a', -1000000000), string(variables('array40')))",
  ],
])('%s ends within two seconds', (_, expression) => {
  outcomeOf(expression, variables);
});
