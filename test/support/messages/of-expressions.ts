import { arrays } from '../../../shared/arm/functions/array';
import { cidr } from '../../../shared/arm/functions/cidr';
import { comparison } from '../../../shared/arm/functions/comparison';
import { date } from '../../../shared/arm/functions/date';
import { deployment as deploymentFunctions } from '../../../shared/arm/functions/deployment';
import { lambdas } from '../../../shared/arm/functions/lambda';
import { logical } from '../../../shared/arm/functions/logical';
import { numeric } from '../../../shared/arm/functions/numeric';
import { objects } from '../../../shared/arm/functions/object';
import { resources } from '../../../shared/arm/functions/resource';
import { strings } from '../../../shared/arm/functions/string';
import { Unknown } from '../../../shared/value';
import { evaluateExpression } from '../arm-expression';
import type { Message, Section } from './section';

const functions = {
  ...arrays,
  ...cidr,
  ...comparison,
  ...date,
  ...deploymentFunctions,
  ...lambdas,
  ...logical,
  ...numeric,
  ...objects,
  ...resources,
  ...strings,
};

/** What functions are called with to see what they refuse. */
const pool = ["''", "'text'", '1', 'createArray(1)', "createObject('a', 1)"];

/** All lists of some length, of what is in the pool. */
function argumentLists(length: number): string[][] {
  return length === 0
    ? [[]]
    : argumentLists(length - 1).flatMap((list) =>
        pool.map((argument) => [...list, argument]),
      );
}

/** Every function, called with every kind of argument: what it has to say, once. */
function refusals(): Message[] {
  const said = new Map<string, string>();
  for (const [name, { arity }] of Object.entries(functions)) {
    const [least, most] = arity;
    const longest = Math.min(most, Math.max(least, 3));
    for (let length = least; length <= longest; length++) {
      for (const list of argumentLists(length)) {
        const expression = `${name}(${list.join(', ')})`;
        const reason = reasonOf(expression);
        if (reason !== undefined && !said.has(reason)) {
          said.set(reason, expression);
        }
      }
    }
  }
  return [...said].map(([says, expression]) => toMessage(expression, says));
}

/** What takes more than a wrong argument. */
const expressions = [
  'nothing()',
  'length()',
  'null().name',
  "createObject('a', 1).b",
  "createObject('a', 1)[concat('b')]",
  "concat('a'",
  "concat('a') 1",
  '-',
  "json('{}').",
  "contains(createArray(unknown), 'a')",
  'indexOf(createArray(unknown), 1)',
  'range(0, 20000)',
  'max(createArray())',
  "cidrHost('10.0.0.0/30', 9)",
  "cidrSubnet('10.0.0.0/16', 8, 0)",
  "cidrSubnet('10.0.0.0/16', 24, 999)",
  "parseCidr('10.0.0.0/31').firstUsable",
  'equals(unknown, 1)',
  "dateTimeAdd('2026-01-31T00:00:00Z', 'P1M')",
  "dateTimeAdd('2026-01-31T00:00:00Z', 'P999999999D')",
  "dateTimeAdd('2026-01-31T00:00:00Z', 'P1D', 'dddd')",
  "format('{0} {1}', 1)",
  "format('{0:C}', 1)",
  'indexFromEnd(createArray(1), 9)',
  'equals(createArray(unknown), createArray(1))',
  `uriComponent(json('"\\ud800"'))`,
  'concat(,)',
  "filter(createArray(1), lambda('a', 'text'))",
  "toObject(createArray(1), lambda('a', 1))",
  "groupBy(createArray(1), lambda('a', 1))",
  "sort(createArray(1, 2), lambda('a', 'b', 1))[0]",
  "map(createArray(1), lambda(concat('a'), 'a'))[0]",
  'div(9007199254740991, 0)',
  'mul(9007199254740991, 9007199254740991)',
  "union(createObject('a', createObject()), createObject('a', null())).a",
  'intersection(createArray(unknown), createArray(1))',
  "substring('text', 1, 99)",
  "padLeft('a', 1, 'long')",
  "json('{')",
  "uriComponentToString('%')",
  "concat(replace(padLeft('', 4194304, 'x'), 'x', 'xx'), 'x')",
  `${'not('.repeat(101)}true()${')'.repeat(101)}`,
  `'${'x'.repeat(24_576)}'`,
];

function reasonOf(expression: string): string | undefined {
  const value = evaluateExpression(expression);
  return value instanceof Unknown ? value.reason : undefined;
}

function toMessage(expression: string, says: string): Message {
  const shown =
    expression.length > 70 ? `${expression.slice(0, 40)}…` : expression;
  return { when: `\`${shown}\``, says };
}

/** Why an expression of a template is not known. */
export function sectionsOfExpressions(): Section[] {
  const said = expressions.map((expression) => {
    const reason = reasonOf(expression);
    if (reason === undefined) throw new Error(`${expression} is known.`);
    return toMessage(expression, reason);
  });
  return [
    {
      title: 'Why an expression of a template is not known',
      about:
        'The same, for what Azure would refuse or knows alone. `unknown` stands for a parameter without a value.',
      messages: [...said, ...refusals()],
    },
  ];
}
