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
import { guarded } from '../../../shared/arm/tree';
import { Unknown } from '../../../shared/value';
import { deployment, innerScope, judgeTemplate, registry } from '../arm';
import type { Json } from '../arm';
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

/** Templates whose registry is not known, and why. */
const templates: readonly [when: string, template: Json, parameters?: Json][] =
  [
    [
      'a parameter that nobody gives',
      accessBy("[parameters('access')]", {
        parameters: { access: { type: 'string' } },
      }),
    ],
    [
      'a parameter from a key vault',
      accessBy("[parameters('access')]", {
        parameters: { access: { type: 'string' } },
      }),
      { access: { reference: { keyVault: {}, secretName: 's' } } },
    ],
    [
      'a parameter that is linked',
      {
        resources: [
          deployment(
            accessBy("[parameters('access')]", {
              parameters: { access: { type: 'string' } },
            }),
            {},
            {
              ...innerScope,
              parametersLink: { uri: 'https://example.com/p.json' },
            },
          ),
        ],
      },
    ],
    [
      'a variable of itself',
      accessBy("[variables('access')]", {
        variables: { access: "[variables('access')]" },
      }),
    ],
    [
      'a name that is written twice',
      { resources: [registry({}, { Type: 'Microsoft.Web/sites' })] },
    ],
    [
      'a linked template',
      {
        resources: [
          deployment(
            null,
            {},
            { templateLink: { uri: 'https://example.com/t.json' } },
          ),
        ],
      },
    ],
    ['a template that is a text', '{'],
    ['a template that is a list', []],
    [
      'parameters that are a text',
      accessBy("[parameters('access')]", {
        parameters: { access: { type: 'string' } },
      }),
      '{',
    ],
    [
      'a number that is a text',
      {
        resources: [
          registry(
            { publicNetworkAccess: "[copyIndex('loop', 'text')]" },
            { copy: { name: 'loop', count: 1 } },
          ),
        ],
      },
    ],
    [
      'a copy loop of a text',
      accessBy('', {
        resources: [
          registry(
            {},
            {
              copy: { name: 'loop', count: 'three' },
              sku: { name: "[if(equals(copyIndex(), 1), 'Premium', 'Basic')]" },
            },
          ),
        ],
      }),
    ],
    [
      'a copy loop that is too long',
      accessBy('', {
        resources: [
          registry(
            {},
            {
              copy: { name: 'loop', count: 801 },
              sku: { name: "[if(equals(copyIndex(), 1), 'Premium', 'Basic')]" },
            },
          ),
        ],
      }),
    ],
    [
      'a property whose name is a number',
      { resources: [registry({ networkRuleSet: { '[add(1, 1)]': 'Deny' } })] },
    ],
    [
      'an escaped expression in outer scope',
      {
        resources: [
          deployment({
            resources: [
              registry({ publicNetworkAccess: "[[parameters('access')]" }),
            ],
          }),
        ],
      },
    ],
    ['deployments without end', nestedDeployments(101)],
    [
      '5,000 registries',
      {
        resources: [
          registry({}, { copy: { name: 'a', count: 800 } }),
          ...Array.from({ length: 5 }, () =>
            registry({}, { copy: { name: 'a', count: 800 } }),
          ),
        ],
      },
    ],
    [
      'a function of one’s own: no output',
      accessBy('[my.access()]', functionOf({})),
    ],
    [
      'a function of one’s own: no such parameter',
      accessBy(
        '[my.access()]',
        functionOf({ output: { value: "[parameters('p')]" } }),
      ),
    ],
    [
      'a function of one’s own: a variable',
      accessBy(
        '[my.access()]',
        functionOf({ output: { value: "[variables('v')]" } }),
      ),
    ],
    [
      'a function of one’s own that calls itself',
      accessBy(
        '[my.access()]',
        functionOf({ output: { value: '[concat(my.access(), my.access())]' } }),
      ),
    ],
    [
      'an array that is doubled 60 times',
      accessBy("[join(variables('v60'), '')]", doubled(60)),
    ],
    [
      'an object of more than 100 levels',
      accessBy("[string(variables('deep'))]", {
        variables: { deep: deep(150) },
      }),
    ],
  ];

function accessBy(expression: string, around: Record<string, Json> = {}): Json {
  return {
    resources: [registry({ publicNetworkAccess: expression })],
    ...around,
  };
}

function functionOf(access: Json): Record<string, Json> {
  return { functions: [{ namespace: 'my', members: { access } }] };
}

function nestedDeployments(levels: number): Json {
  return levels === 0
    ? { resources: [registry()] }
    : { resources: [deployment(nestedDeployments(levels - 1))] };
}

function deep(levels: number): Json {
  return levels === 0 ? 'x' : { a: deep(levels - 1) };
}

function doubled(times: number): Record<string, Json> {
  const variables: Record<string, Json> = { v0: ['x'] };
  for (let index = 1; index <= times; index++) {
    variables[`v${index}`] =
      `[concat(variables('v${index - 1}'), variables('v${index - 1}'))]`;
  }
  return { variables };
}

/** Why a template, or a part of it, is not known. */
export function sectionsOfTemplates(): Section[] {
  const ofTemplates = templates.map(([when, template, parameters]) => {
    const unknown = judgeTemplate(template, parameters).flatMap(
      ({ unknowns }) => unknowns,
    )[0];
    if (unknown === undefined)
      throw new Error(`Nothing is unknown in ${when}.`);
    return { when, says: unknown.reason };
  });
  const ofExpressions = expressions.map((expression) => {
    const reason = reasonOf(expression);
    if (reason === undefined) throw new Error(`${expression} is known.`);
    return toMessage(expression, reason);
  });
  const outOfStack = guarded(() => {
    throw new RangeError('Maximum call stack size exceeded');
  });
  if (outOfStack instanceof Unknown) {
    ofTemplates.push({ when: 'a stack that is full', says: outOfStack.reason });
  }
  return [
    {
      title: 'Why a template is not known',
      about: 'It stands in brackets behind “is not known yet”.',
      messages: ofTemplates,
    },
    {
      title: 'Why an expression of a template is not known',
      about:
        'The same, for what Azure would refuse or knows alone. `unknown` stands for a parameter without a value.',
      messages: [...ofExpressions, ...refusals()],
    },
  ];
}
