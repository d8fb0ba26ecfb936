import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../../shared/json/json';
import { Unknown } from '../../../../shared/model/value';
import type { Value } from '../../../../shared/model/value';
import { evaluateExpression } from '../../../../shared/terraform/evaluation';
import { ModuleSources } from '../../../../shared/terraform/module-sources';
import { ModuleScope } from '../../../../shared/terraform/scope';
import { variableValue } from '../../../../shared/terraform/variables';
import { inFolder } from '../../../support/cli';

const terraform = process.env['TERRAFORM'] ?? 'terraform';
const file = join(__dirname, 'answers.json');

/** What `terraform console` of Terraform 1.11 answers: a value, or that it refuses the expression. */
type Answer = { readonly value: Json } | { readonly refused: true };
const answers = JSON.parse(readFileSync(file, 'utf8')) as Record<
  string,
  Answer
>;
const expressions = Object.keys(answers);

/** What the expressions refer to. */
const locals = new Map<string, Json>([
  ['name', 'web'],
  ['one', 1],
  ['half', 0.5],
  ['yes', true],
  ['no', false],
  ['nothing', null],
  ['key', 'b'],
  ['list', ['a', 'b', 'c']],
  ['map', { x: 'u', y: 'v' }],
  ['registry', { sku: 'Premium', rules: [{ ip: '10.0.0.0/8' }] }],
  [
    'registries',
    {
      a: { sku: 'Premium', rules: ['10.0.0.0/8'] },
      b: { sku: 'Basic', rules: [] },
    },
  ],
  ['rules', [{ ip: '1.1.1.1' }, { ip: '2.2.2.2' }]],
  ['nested', [{ list: [{ x: 1 }] }, { list: [{ x: 2 }, { x: 3 }] }]],
]);

/** Variables with their types, as Terraform converts them. */
const variables: Readonly<Record<string, [type: string, value: Json]>> = {
  sku: ['string', 'Premium'],
  rules: ['list(string)', ['10.0.0.0/8', '1']],
  settings: [
    'object({ enabled = bool, count = number })',
    { enabled: true, count: 2 },
  ],
  tags: ['map(string)', { env: 'prod', cost: '1' }],
  set: ['set(string)', ['b', 'a', 'b']],
  numbers: ['set(number)', [10, 9, '2']],
  addresses: ['set(object({ ip = string }))', [{ ip: '1.1.1.1' }]],
  ranges: [
    'set(object({ ip = string, n = optional(number), tags = map(string), open = bool }))',
    [
      { ip: '9.9.9.9', tags: {}, open: true },
      { ip: '1.1.1.1', tags: { b: '1' }, open: false },
      { ip: '1.1.1.1', tags: { a: '2' }, open: false },
      { ip: '1.1.1.1', tags: { a: '2' }, open: false },
      { ip: '5.5.5.5', n: 12, tags: {}, open: false },
      { ip: '5.5.5.5', n: 2, tags: {}, open: false },
    ],
  ],
  lists: ['set(list(string))', [['b'], ['a', 'c'], [], ['a'], ['b']]],
  mixed: ['list(any)', [1, 'x']],
  teams: ['map(any)', { a: { sku: 'Premium' }, b: { open: false } }],
  switches: ['map(bool)', { a: 'true', b: '0' }],
  nothing: ['string', null],
};

/** The files that the expressions name. */
const files: Readonly<Record<string, string>> = {
  'closed.json': '{"sku": "Premium", "rules": ["10.0.0.0/8"]}\n',
  'closed.yaml':
    'registries:\n  a: { sku: Premium, open: false }\n  b:\n    sku: "Basic"\n    open: true # for now\n',
  'rules.tftpl': '%{ for range in ranges ~}\nallow ${range}\n%{ endfor ~}\n',
  'name.tftpl': 'acr-${name}',
  'body.tftpl':
    '{"sku": "${lower(sku)}", "publicNetworkAccess": "${open ? "Enabled" : "Disabled"}"}',
};
const folder = inFolderOf(files);
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const reader = new ModuleSources(folder, folder);

function inFolderOf(texts: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'terraform-files-'));
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

function scopeWithout(hidden?: string): ModuleScope {
  return new ModuleScope({
    files: reader,
    path: { module: '.', root: '.' },
    locals: new Map([...locals].filter(([name]) => name !== hidden)),
    variables: new Map(
      Object.entries(variables).flatMap(([name, [type, value]]) =>
        name === hidden ? [] : [[name, variableValue({ type }, value)]],
      ),
    ),
  });
}

/** Returns whether a value equals the other, as far as it is known. */
function isAsKnown(value: Value, other: Json | undefined): boolean {
  if (value instanceof Unknown) {
    const members = Object.entries(value.members ?? {});
    return members.every(([name, member]) =>
      isAsKnown(member, (other as Record<string, Json>)[name]),
    );
  }
  if (typeof value !== 'object' || value === null) return value === other;
  if (typeof other !== 'object' || other === null) return false;
  const members = Object.entries<Value>(value);
  return (
    Array.isArray(value) === Array.isArray(other) &&
    members.length === Object.keys(other).length &&
    members.every(([name, member]) =>
      isAsKnown(member, (other as Record<string, Json>)[name]),
    )
  );
}

function answerOf(expression: string): Answer {
  return answers[expression] ?? { refused: true };
}

test('there are at least 300 expressions', () => {
  expect(expressions.length).toBeGreaterThanOrEqual(300);
});

test.each(expressions)('%j is what Terraform answers, or unknown', (source) => {
  const value = evaluateExpression(source, scopeWithout());
  const answer = answerOf(source);
  if ('refused' in answer) expect(value).toBeInstanceOf(Unknown);
  else expect(isAsKnown(value, answer.value)).toBe(true);
});

test('few of the answers are unknown', () => {
  const unknown = expressions.filter(
    (source) =>
      'value' in answerOf(source) &&
      evaluateExpression(source, scopeWithout()) instanceof Unknown,
  );
  expect(unknown.length).toBeLessThan(expressions.length / 8);
});

describe.each([...locals.keys(), ...Object.keys(variables)])(
  'without %s',
  (hidden) => {
    test('nothing is another than with it', () => {
      const others = expressions.filter((source) => {
        if (!source.includes(`.${hidden}`)) return false;
        const answer = answerOf(source);
        const value = evaluateExpression(source, scopeWithout(hidden));
        return 'value' in answer && !isAsKnown(value, answer.value);
      });
      expect(others).toEqual([]);
    });
  },
);

const { stdout } = spawnSync(terraform, ['version', '-json'], {
  encoding: 'utf8',
});
const hasTerraform = /"terraform_version": ?"1\.11\./.test(stdout);
(hasTerraform ? test : test.skip)(
  'the recorded answers are those of Terraform 1.11 on the PATH',
  async () => {
    const own = await inFolder(files, (directory) =>
      Promise.resolve(askTerraform(directory)),
    );
    if (process.env['RECORD'] !== undefined) {
      writeFileSync(file, `${JSON.stringify(own, null, 2)}\n`);
    }
    expect(own).toEqual(answers);
  },
);

/** Evaluates all expressions in one module; each may be refused. */
function askTerraform(directory: string): Record<string, Answer> {
  const tries = expressions.map(
    (source) => `try({ value = (${source}\n) }, { refused = true })`,
  );
  writeFileSync(
    join(directory, 'main.tf'),
    `locals {\n  answers = [\n${tries.join(',\n')}\n]\n}`,
  );
  writeFileSync(
    join(directory, 'given.tf.json'),
    JSON.stringify({
      locals: Object.fromEntries(locals),
      variable: Object.fromEntries(
        Object.entries(variables).map(([name, [type, value]]) => [
          name,
          { type, default: value },
        ]),
      ),
    }),
  );
  const console = spawnSync(terraform, ['console'], {
    cwd: directory,
    input: 'base64encode(jsonencode(local.answers))',
    encoding: 'utf8',
    env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
    maxBuffer: 1 << 26,
  });
  const text = /"(?<text>[A-Za-z\d+/=]+)"/.exec(console.stdout)?.groups?.[
    'text'
  ];
  if (text === undefined) throw new Error(console.stderr + console.stdout);
  const results = JSON.parse(
    Buffer.from(text, 'base64').toString(),
  ) as Answer[];
  return Object.fromEntries(
    expressions.map((source, index) => [source, results[index] as Answer]),
  );
}
