import { readTemplate } from '../../../shared/arm';
import type { Json } from '../../support/arm';
import {
  deployment,
  innerScope,
  judgeTemplate,
  outcomesOf,
  registry,
} from '../../support/arm';

/** A template whose registry takes its public access from an expression. */
function accessBy(expression: string, around: Record<string, Json> = {}): Json {
  return {
    ...around,
    resources: [registry({ publicNetworkAccess: expression })],
  };
}

function nested(levels: number, innermost: Json): Json {
  let template = innermost;
  for (let level = 0; level < levels; level++) {
    template = { resources: [deployment(template)] };
  }
  return template;
}

/** `v0` to `v<count>`, each of the one before. */
function chain(count: number, start: Json, next: (name: string) => string) {
  const variables: Record<string, Json> = { v0: start };
  for (let index = 1; index <= count; index++) {
    variables[`v${index}`] = `[${next(`variables('v${index - 1}')`)}]`;
  }
  return { variables };
}

/** Counts the seconds that this process computes, whatever else the machine does. */
function stopwatch(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}

const wide = 'range(0, 10000)';

const hostile: readonly {
  readonly situation: string;
  readonly template: Json;
  readonly reason: string;
}[] = [
  {
    situation: '10,000 nested ifs',
    template: accessBy(
      `[${'if(true(), '.repeat(10_000)}'Disabled'${", 'No')".repeat(10_000)}]`,
    ),
    reason: 'an expression has at most 24576 characters',
  },
  {
    situation: 'more levels than 100 in as many characters as Azure allows',
    template: accessBy(`[${'not('.repeat(4_000)}true()${')'.repeat(4_000)}]`),
    reason: 'an expression has at most 100 levels',
  },
  {
    situation: 'a parameter that refers to itself',
    template: accessBy("[parameters('p')]", {
      parameters: { p: { type: 'string', defaultValue: "[parameters('P')]" } },
    }),
    reason: 'the parameter "P" refers to itself',
  },
  {
    situation: 'two variables that refer to each other',
    template: accessBy("[variables('a')]", {
      variables: { a: "[variables('b')]", b: "[variables('a')]" },
    }),
    reason: 'the variable "a" refers to itself',
  },
  {
    situation: 'a function that calls itself, twice',
    template: accessBy('[n.f()]', {
      functions: [
        {
          namespace: 'n',
          members: { f: { output: { value: '[concat(n.f(), n.f())]' } } },
        },
      ],
    }),
    reason: 'a value is computed through more than 400 levels',
  },
  {
    situation: 'a chain of 5,000 variables',
    template: accessBy(
      "[variables('v5000')]",
      chain(5_000, 'Disabled', (name) => name),
    ),
    reason: 'a value is computed through more than 400 levels',
  },
  {
    situation: 'a text that is doubled 60 times',
    template: accessBy(
      "[variables('v60')]",
      chain(60, 'Disabled', (name) => `concat(${name}, ${name})`),
    ),
    reason: 'concat() makes a string of more than 4194304 characters',
  },
  {
    situation: 'an array that is doubled 60 times',
    template: accessBy(
      "[join(variables('v60'), '')]",
      chain(60, ['Disabled'], (name) => `concat(${name}, ${name})`),
    ),
    reason: 'the template takes more than 1000000 steps to evaluate',
  },
  {
    situation: 'an object that holds itself twice, 60 times',
    template: accessBy(
      "[string(variables('v60'))]",
      chain(60, {}, (name) => `createArray(${name}, ${name})`),
    ),
    reason: 'the template takes more than 1000000 steps to evaluate',
  },
  {
    situation: 'a value of 10,000 levels',
    template: accessBy(
      `[string(reduce(${wide}, createArray(), lambda('a', 'b', createArray(lambdaVariables('a')))))]`,
    ),
    reason: 'a value has more than 100 levels',
  },
  {
    situation: 'loops in loops',
    template: accessBy(
      `[length(map(${wide}, lambda('a', map(${wide}, lambda('b', 1)))))]`,
    ),
    reason: 'the template takes more than 1000000 steps to evaluate',
  },
  {
    situation: 'a text of a billion blanks',
    template: accessBy("[padLeft('', 1000000000)]"),
    reason: 'padLeft() makes a string of more than 4194304 characters',
  },
  {
    situation: 'a text that grows by replacement',
    template: accessBy(
      "[replace(padLeft('', 100000), ' ', padLeft('', 100000))]",
    ),
    reason: 'replace() makes a string of more than 4194304 characters',
  },
  {
    situation: 'a property that a billion copies fill',
    template: {
      resources: [
        registry({
          networkRuleSet: {
            copy: [{ name: 'defaultAction', count: 1e9, input: 'Deny' }],
          },
        }),
      ],
    },
    reason: 'a copy loop makes at most 800 copies',
  },
  {
    situation: 'a billion copies of a registry, of an unknown index',
    template: {
      resources: [
        registry(
          {
            publicNetworkAccess: "[if(equals(copyIndex(), 0), 'Disabled', '')]",
          },
          { copy: { name: 'acr', count: 1e9 } },
        ),
      ],
    },
    reason: 'a copy loop makes at most 800 copies',
  },
  {
    situation: 'deployments in 200 levels',
    template: nested(200, { resources: [registry()] }),
    reason: 'deployments are nested more than 100 levels deep',
  },
  {
    situation: 'a template of text that is 100,000 levels deep',
    template: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    reason: 'the template is not a JSON object',
  },
  {
    situation: 'a text of comments that never end',
    template: `{${',/*"'.repeat(500_000)}`,
    reason: 'the template is not valid JSON',
  },
];

test.each(hostile)(
  '$situation: unknown within a second',
  ({ template, reason }) => {
    const seconds = stopwatch();
    const findings = judgeTemplate(template);
    expect(seconds()).toBeLessThan(1);
    expect(findings.map(({ outcome }) => outcome)).toEqual(['unknown']);
    expect(findings[0]?.unknowns[0]?.reason).toBe(reason);
  },
);

test('copies of copies of copies end, and what was not read is said', () => {
  const copy = { name: 'all', count: 800 };
  const inner = deployment({ resources: [registry({}, { copy })] }, { copy });
  const seconds = stopwatch();
  const outcomes = outcomesOf({
    resources: [deployment({ resources: [inner] }, { copy })],
  });
  expect(seconds()).toBeLessThan(2);
  expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(['fail']));
  expect(outcomes.at(-1)).toBe('unknown');
});

test('a registry a hundred deployments deep is evaluated', () => {
  expect(outcomesOf(nested(100, { resources: [registry()] }))).toEqual([
    'fail',
  ]);
});

test('a name that JavaScript keeps for itself is a name like any other', () => {
  const template = JSON.parse(
    `{"variables": {"__proto__": {"access": "Disabled"}, "constructor": "x"},
      "resources": [{"type": "Microsoft.ContainerRegistry/registries",
        "sku": {"name": "Premium"},
        "properties": {"publicNetworkAccess": "[variables('__proto__').access]",
          "__proto__": {"publicNetworkAccess": "Enabled"}}}]}`,
  ) as Json;
  expect(outcomesOf(template)).toEqual(['pass']);
  expect(outcomesOf(accessBy("[variables('toString')]"))).toEqual(['unknown']);
});

describe('only what a registry needs is evaluated', () => {
  /** A template of some size in which nothing but one registry matters. */
  const others = Array.from({ length: 2_000 }, (_, index) => ({
    type: 'Microsoft.Storage/storageAccounts',
    name: `[concat('a', ${index})]`,
    condition: '[greater(length(range(0, 10000)), 1)]',
    properties: { access: "[variables('costly')]" },
  }));
  const template = {
    parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
    variables: { costly: '[string(range(0, 10000))]' },
    resources: [
      ...others,
      deployment({ resources: others }, { condition: "[equals('a', 'b')]" }),
      registry({
        publicNetworkAccess: "[parameters('access')]",
        encryption: "[variables('costly')]",
      }),
    ],
    outputs: { all: { type: 'string', value: "[variables('costly')]" } },
  };

  test('one access takes one call', () => {
    const cost = { evaluations: 0, steps: 0 };
    const [finding] = judgeTemplate(template, undefined, { cost });
    expect(finding?.outcome).toBe('pass');
    // parameters('access'), and the name it is called with
    expect(cost.evaluations).toBe(2);
  });

  test('nothing is evaluated before a rule asks', () => {
    const cost = { evaluations: 0, steps: 0 };
    expect(readTemplate(template, undefined, { cost })).toHaveLength(1);
    expect(cost.evaluations).toBe(0);
  });

  test('a parameter handed on through deployments is evaluated once', () => {
    const cost = { evaluations: 0, steps: 0 };
    const inner = {
      parameters: { access: { type: 'string' } },
      resources: [registry({ publicNetworkAccess: "[parameters('access')]" })],
    };
    const outcomes = judgeTemplate(
      {
        variables: { access: "[concat('Dis', 'abled')]" },
        resources: [
          deployment(
            inner,
            {},
            {
              ...innerScope,
              parameters: { access: { value: "[variables('access')]" } },
            },
          ),
        ],
      },
      undefined,
      { cost },
    );
    expect(outcomes[0]?.outcome).toBe('pass');
    expect(cost.evaluations).toBe(7);
  });
});
