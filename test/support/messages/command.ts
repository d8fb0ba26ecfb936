import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { run } from '../../../cli/run';
import { Unknown } from '../../../shared/model/value';
import { evaluateExpression } from '../arm-expression';
import { judgeTemplate } from '../arm';
import type { Json } from '../arm';
import { fixtures, inFolder } from '../cli';
import type { JsonReport } from '../cli';
import type { Message, Section } from './section';

/** Reads situations that are data, from `test/fixtures/messages`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- JSON of a known shape
function situations<T>(name: string): T {
  const file = join(__dirname, '../../fixtures/messages', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Runs the command in this process and returns what it prints. */
async function print(args: readonly string[], cwd: string) {
  const texts = { stdout: '', stderr: '' };
  const into = (name: keyof typeof texts) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        texts[name] += String(chunk).replaceAll(`${cwd}/`, '');
        done();
      },
    });
  const stdin = new PassThrough().end();
  await run(args, {
    ...{ stdin, stdout: into('stdout'), stderr: into('stderr') },
    ...{ env: {}, cwd },
  });
  return { ...texts, all: `${texts.stdout}${texts.stderr}`.trim() };
}

function lineMessages(lines: readonly string[]): Promise<Message[]> {
  return Promise.all(
    lines.map(async (line) => ({
      when: `\`acr-policy ${line}\``,
      text: (await print(line.split(' '), fixtures)).all,
    })),
  );
}

/** One document per run: its directory holds nothing else. */
function documentMessages(): Promise<Message[]> {
  const documents =
    situations<{ when: string; file: string; content?: unknown }[]>(
      'documents',
    );
  return Promise.all(
    documents.map(({ when, file, content }) =>
      inFolder(
        content === undefined ? {} : { [file]: content },
        async (cwd) => {
          const { stderr } = await print(['check', file], cwd);
          return { when, text: stderr.trim().split('\n')[0] ?? '' };
        },
      ),
    ),
  );
}

/** Documents with values that are not known. */
function unknownMessages(): Promise<Message[]> {
  return Promise.all(
    Object.entries(situations<Record<string, unknown>>('undecided')).map(
      ([when, content]) =>
        inFolder({ 'document.json': content }, async (cwd) => {
          const args = ['check', 'document.json', '--format', 'json'];
          const { stdout } = await print(args, cwd);
          const { findings } = JSON.parse(stdout) as JsonReport;
          const found = findings.find(
            ({ ruleId, outcome }) =>
              ruleId === 'Azure.ACR.Firewall' && outcome !== 'pass',
          );
          return { when, text: found?.message ?? '' };
        }),
    ),
  );
}

/** Files that `acr-policy config validate` refuses. */
function configurationMessages(
  name: string,
  file: string,
  ...options: string[]
): Promise<Message[]> {
  return Promise.all(
    Object.entries(situations<Record<string, string>>(name)).map(
      ([when, content]) =>
        inFolder({ [file]: content }, async (cwd) => {
          const args = ['config', 'validate', join(cwd, file), ...options];
          return { when, text: (await print(args, cwd)).all };
        }),
    ),
  );
}

const report = {
  'cdk.tf.json': {
    resource: {
      azurerm_container_registry: {
        closed: {
          sku: 'Premium',
          public_network_access_enabled: '${var.open}',
        },
        open: { sku: 'Premium', '//': { metadata: { path: 'shop/open' } } },
        public: { sku: 'Premium' },
      },
    },
  },
  'broken.json': '{ "resource": ',
  'policy.yaml': `preset: firewall
exemptions:
  - { resource: "*.public", reason: "Public images, approved by the security board" }
  - { resource: "*.gone", reason: "A registry that is gone" }
  - { resource: shop/open, reason: "The old shop", expires: 2020-02-29 }
`,
};

/** One run with findings of every kind, in the formats that people read. */
function reportMessages(): Promise<Message[]> {
  return inFolder(report, (cwd) =>
    Promise.all(
      ['pretty', 'github'].map(async (format) => {
        const files = ['cdk.tf.json', 'broken.json'];
        const options = ['-c', join(cwd, 'policy.yaml'), '-f', format];
        const { all } = await print(['check', ...files, ...options], cwd);
        const text = all.replaceAll(/(?<=acr-policy )\d[\w.-]*/g, 'X');
        return { when: `\`${format}\``, text };
      }),
    ),
  );
}

function templateMessages(): Message[] {
  const templates =
    situations<{ when: string; template: Json; parameters?: Json }[]>(
      'templates',
    );
  return templates.map(({ when, template, parameters }) => ({
    when,
    text:
      judgeTemplate(template, parameters).flatMap(({ unknowns }) => unknowns)[0]
        ?.reason ?? '',
  }));
}

function expressionMessages(): Message[] {
  return situations<string[]>('expressions').map((expression) => {
    const value = evaluateExpression(expression);
    const text = value instanceof Unknown ? value.reason : '';
    return { when: `\`${expression}\``, text };
  });
}

/** What the command prints. */
export async function sectionsOfCommand(): Promise<Section[]> {
  return [
    {
      title: 'Unknown values',
      about: 'The reason is in brackets.',
      messages: await unknownMessages(),
    },
    {
      title: 'Reports',
      about: 'One run, in each format that people read.',
      messages: await reportMessages(),
    },
    {
      title: 'Documents that can’t be checked',
      about: 'On standard error. The run ends with exit code 2.',
      messages: await documentMessages(),
    },
    {
      title: 'Wrong usage',
      about: 'Exit code 2.',
      messages: await lineMessages(situations('usage')),
    },
    {
      title: 'Help',
      about: 'On standard output.',
      messages: await lineMessages(situations('help')),
    },
    {
      title: 'Errors in a configuration',
      about:
        'The file, line and column, what is there and what is allowed. In code the name of the function is in place of the file: `enforceAcrPolicy`, `policies`.',
      messages: await configurationMessages('configurations', 'policy.yaml'),
    },
    {
      title: 'Errors in a configuration for Pulumi',
      about:
        '`acr-policy config validate --pulumi` reports what Pulumi itself would drop silently.',
      messages: await configurationMessages(
        'pulumi-configurations',
        'policy.json',
        '--pulumi',
      ),
    },
  ];
}

/** Why a registry in a template is unknown. */
export function sectionsOfTemplates(): Section[] {
  return [
    {
      title: 'Templates',
      about: 'The reason in brackets.',
      messages: templateMessages(),
    },
    {
      title: 'Expressions',
      about:
        'What Azure would refuse, or only knows during the deployment. `unknown` is a parameter without a value.',
      messages: expressionMessages(),
    },
  ];
}
