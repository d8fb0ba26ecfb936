import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Testing } from 'cdktf';
import type { TerraformResource } from 'cdktf';
import { parse } from 'yaml';
import { withDerivedExamples } from '../../scripts/support/examples';
import { newApp, newStack, toolkit } from '../support/cdktf';
import { check, inFolder } from '../support/cli';
import type { ReportedFinding } from '../support/cli';
import { missing } from '../support/tools';

const folder = join(__dirname, '../../docs/rules');
const pages = readdirSync(folder)
  .filter((file) => file.startsWith('Azure.'))
  .map((file) => ({
    rule: file.replace(/\.md$/, ''),
    text: readFileSync(join(folder, file), 'utf8'),
  }));

/** A program of a page, in the language that it is derived in. */
interface Example {
  readonly rule: string;
  readonly language: string;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly code: string;
}

const examples = pages.flatMap(({ rule, text }) =>
  text.split(/^#{2,4} /m).flatMap((section) => {
    const [, language] = /^(Python|YAML|CDKTF)\n/.exec(section) ?? [];
    return language === undefined ? [] : programsOf(rule, language, section);
  }),
);

/** The programs of a section: each starts with a comment that says what it is. */
function programsOf(rule: string, language: string, text: string): Example[] {
  return [...text.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].flatMap(
    ([, block = '']) =>
      block.split(/^(?=(?:#|\/\/) (?:Fails|Passes|Unknown)$)/m).map((code) => ({
        rule,
        language,
        outcome: outcomeOf(code),
        code,
      })),
  );
}

/** The outcome that a program's first comment names. */
function outcomeOf(code: string): Example['outcome'] {
  if (/^\S+ Passes$/m.test(code)) return 'pass';
  return /^\S+ Unknown$/m.test(code) ? 'unknown' : 'fail';
}

/** The options that pages say their examples are checked with. */
const options = Object.fromEntries(
  pages.flatMap(({ rule, text }) => {
    const [, written] =
      /examples are (?:checked|evaluated) with `(.+?)`/.exec(text) ?? [];
    return written === undefined ? [] : [[rule, parse(written)]];
  }),
);

/** Without what a formatter changes. */
const unformatted = (text: string) => text.replaceAll(/\s+/g, '');

test.each(pages)(
  '$rule has its examples in every language',
  async ({ text }) => {
    expect(unformatted(text)).toBe(
      unformatted(await withDerivedExamples(text)),
    );
  },
);

test.each(pages)('$rule has programs that fail and pass', ({ rule, text }) => {
  const languages = [
    ...(text.includes('### Pulumi azure-native') ? ['Python', 'YAML'] : []),
    ...(text.includes('### Terraform azurerm') ? ['CDKTF'] : []),
  ];
  expect(
    examples
      .filter((each) => each.rule === rule)
      .map(({ language, outcome }) => `${language} ${outcome}`),
  ).toEqual(
    languages.flatMap((each) => [
      // What may be declared elsewhere is unknown, never a violation.
      `${each} ${text.includes('\nUnknown:\n') ? 'unknown' : 'fail'}`,
      `${each} pass`,
    ]),
  );
});

describe('derived examples do what they say', () => {
  const python: Example[] = examples.filter(
    ({ language }) => language === 'Python',
  );
  let findings: readonly ReportedFinding[] = [];

  beforeAll(async () => {
    const arguments_ = argumentsOfPython(python.map(({ code }) => code));
    const documents = examples.map((example): [string, unknown] => [
      `${fileOf(example)}/${example.language === 'CDKTF' ? 'main.tf.json' : 'state.json'}`,
      documentOf(example, arguments_[python.indexOf(example)] ?? []),
    ]);
    const files = {
      ...Object.fromEntries(documents),
      'policy.yaml': JSON.stringify({
        rules: Object.fromEntries(
          pages.map(({ rule }) => [
            rule,
            { level: 'advisory', ...(options[rule] as object | undefined) },
          ]),
        ),
      }),
    };
    await inFolder(files, async (cwd) => {
      const args = ['examples', '--config', 'policy.yaml'];
      ({
        report: { findings },
      } = await check(args, { cwd }));
    });
  });

  test.each(examples)('$rule in $language: $outcome', (example) => {
    const outcomes = findings
      .filter(
        ({ file, ruleId }) =>
          file.startsWith(`${fileOf(example)}/`) && ruleId === example.rule,
      )
      .map(({ outcome }) => outcome)
      .filter((outcome) => outcome !== 'notApplicable');
    expect(outcomes).toEqual([example.outcome]);
  });
});

function fileOf({ rule, language, outcome }: Example): string {
  return `examples/${rule}-${language}-${outcome}`;
}

/** A resource of a Pulumi program, as its language's SDK sends it. */
interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

function documentOf(
  { language, code }: Example,
  declared: readonly Declared[],
) {
  switch (language) {
    case 'Python':
      return stateOf(declared);
    case 'YAML':
      return stateOf(resourcesOfYaml(code));
    case 'CDKTF':
      return synthesized(code);
    default:
      throw new Error(`no way to run an example in ${language}`);
  }
}

/** The state that a program leaves, with what its references refer to. */
function stateOf(resources: readonly Declared[]): unknown {
  const text = JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: resources.map(({ type, name, inputs }) => ({
        urn: `urn:pulumi:dev::shop::${type}::${name}`,
        custom: true,
        id: idOf(type, name),
        type,
        inputs,
      })),
    },
  });
  return JSON.parse(
    text.replaceAll(
      /\$\{([\w-]+)\.(\w+)\}/g,
      (_, name: string, output: string) => {
        const type = resources.find((each) => each.name === name)?.type;
        return output === 'id' ? idOf(type ?? '', name) : name;
      },
    ),
  );
}

/** An ID as Azure makes it: `azure-native:containerregistry:Registry` is of type `registries`. */
function idOf(type: string, name: string): string {
  const provider =
    type === 'azure-native:containerregistry:Registry'
      ? 'Microsoft.ContainerRegistry/registries'
      : type;
  return `/subscriptions/0/resourceGroups/group/providers/${provider}/${name}`;
}

function resourcesOfYaml(code: string): Declared[] {
  const { resources } = parse(code) as {
    resources: Record<string, { type: string; properties: unknown }>;
  };
  return Object.entries(resources).map(([name, { type, properties }]) => ({
    type,
    name,
    inputs: properties,
  }));
}

/** Runs programs in Python, with a stand-in for the SDK that records what they declare. */
function argumentsOfPython(programs: readonly string[]): Declared[][] {
  if (
    missing([{ name: 'python3', probe: ['python3', '--version'] }]).length > 0
  ) {
    throw new Error('python3 is needed to run examples in Python');
  }
  const standIn = join(__dirname, '../support/azure_native.py');
  const { stdout, stderr } = spawnSync('python3', [standIn], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Declared[][];
}

/** Synthesizes a program with the generated bindings of azurerm. */
function synthesized(code: string): unknown {
  const tools = toolkit('cdktf');
  const stack = newStack(tools, newApp(tools), 'examples');
  const classes: [name: string, binding: Binding][] = [
    ...code.matchAll(/\bnew (\w+)\(/g),
  ].map(([, name = '']) => [name, bindingOf(name)]);
  runInNewContext(`(function () { ${code} }).call(stack)`, {
    ...Object.fromEntries(classes),
    stack,
  });
  return JSON.parse(Testing.synth(stack));
}

type Binding = new (
  scope: unknown,
  id: string,
  config: Readonly<Record<string, unknown>>,
) => TerraformResource;

/** A generated class. Attributes of newer providers than its own are overrides. */
function bindingOf(name: string): Binding {
  const file = name.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
  const { [name]: Generated } = jest.requireActual<Record<string, Binding>>(
    `@cdktf/provider-azurerm/lib/${file}`,
  );
  if (Generated === undefined) throw new Error(`no class is called ${name}`);
  return class extends Generated {
    constructor(...[scope, id, config]: ConstructorParameters<Binding>) {
      super(scope, id, config);
      for (const [key, value] of Object.entries(config)) {
        const attribute = key.replaceAll(/[A-Z]/g, '_$&').toLowerCase();
        if (!(key in this)) this.addOverride(attribute, value);
      }
    }
  };
}
