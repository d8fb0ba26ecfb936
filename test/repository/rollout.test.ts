import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry';
import { parse, stringify } from 'yaml';
import { acrFirewall } from '../../shared';
import { acrPolicy, inFolder, program } from '../support/cli';
import { newApp, newStack, temporaryFolder, toolkit } from '../support/cdktf';
import { dialects, judge } from '../support/core';
import {
  pulumiState,
  queryResult,
  registriesOf,
  writeStacks,
} from '../support/rollout-stacks';
import type { StackRegistry, Team } from '../support/rollout-stacks';

const page = readFileSync(join(__dirname, '../../docs/rollout.md'), 'utf8');
const teams: readonly Team[] = ['shop', 'bank', 'data'];
const day = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The blocks of a language in the section of a heading, in order. */
function blocks(heading: string, language: string): string[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(heading));
  const found = (section ?? '').matchAll(/```(\w+)\n([^]*?)```/g);
  return [...found].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

/** The only block of a language in a section. */
function block(heading: string, language: string): string {
  const found = blocks(heading, language);
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

/** The rows of the page's first table: the numbers that it promises. */
const promised = new Map(
  page
    .split('\n')
    .filter((line) => /^\|.*\|\s*\d+\s*\|$/.test(line))
    .map((line) => {
      const [step = '', ...numbers] = line.slice(1, -1).split('|');
      return [
        step.replaceAll(/[[\]]|\(.*\)/g, '').trim(),
        numbers.map(Number),
      ] as const;
    }),
);

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** The numbers of all summaries of a run, added up, and its exit code. */
function numbersOf({ status, output }: Ran): (number | null)[] {
  const summaries = [
    ...output.matchAll(
      /(\d+) registr(?:y|ies) in \d+ documents?: (\d+) violations?, .*?(\d+) exempt\./g,
    ),
  ];
  const sum = (index: number) =>
    summaries.reduce((total, match) => total + Number(match[index]), 0);
  return [sum(1), sum(2), sum(3), status];
}

/** Stands in for a tool of Azure or Pulumi that the page uses. */
const tools = {
  az: '[ "$1 $2" = "graph query" ] && cat inventory.json',
  pulumi: `case "$1 $2" in
"stack ls") echo ;;
"stack export") cat "exports/$(echo "$4" | tr / _).json" > "$6" ;;
*) exit 3 ;;
esac`,
  jq: 'for index in 0 1 2 3 4 5 6 7 8 9; do echo "prod/shop-$index"; done',
  'acr-policy': `exec ${process.execPath} ${program} "$@"`,
};

describe('the page, walked from the inventory to the enforcement', () => {
  let cwd: string;
  const run = (script: string): Ran => {
    const { status, stdout, stderr } = spawnSync('bash', ['-ec', script], {
      cwd,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${cwd}/bin:${process.env['PATH'] ?? ''}`,
        END: day(120),
      },
    });
    return { status, output: stdout + stderr };
  };

  /** Writes the stacks of a team anew. */
  const deploy = (team: Team, registries: readonly StackRegistry[]) => {
    rmSync(join(cwd, 'stacks', team), { recursive: true, force: true });
    writeStacks(join(cwd, 'stacks', team), team, registries);
  };

  /** Adds the exemption of a section to the file of a team. */
  const addExemption = (heading: string, team: Team, expires: string) => {
    const added = parse(block(heading, 'yaml').replace('END', expires)) as {
      exemptions: object[];
    };
    const file = join(cwd, `policy/${team}.yaml`);
    const present = parse(readFileSync(file, 'utf8')) as typeof added;
    writeFileSync(
      file,
      stringify({
        ...present,
        exemptions: [...present.exemptions, ...added.exemptions],
      }),
    );
  };
  const [, checkAll = ''] = blocks('4. Baseline', 'sh');

  beforeAll(() => {
    cwd = temporaryFolder();
    for (const name of ['bin', 'exports', 'inventory', 'policy', 'reports']) {
      mkdirSync(join(cwd, name));
    }
    for (const [name, script] of Object.entries(tools)) {
      writeFileSync(join(cwd, 'bin', name), `#!/usr/bin/env bash\n${script}\n`);
      chmodSync(join(cwd, 'bin', name), 0o755);
    }
    const all = teams.flatMap(registriesOf);
    const notInCode = ['portal1', 'portal2'].map((name) => ({
      name,
      isOpen: true,
    }));
    writeFileSync(
      join(cwd, 'inventory.json'),
      JSON.stringify(queryResult([...all, ...notInCode])),
    );
    for (const team of teams) deploy(team, registriesOf(team));
    // The page exports these itself.
    writeStacks(join(cwd, 'exports'), 'shop', registriesOf('shop'));
    rmSync(join(cwd, 'stacks/shop'), { recursive: true });
    mkdirSync(join(cwd, 'stacks/shop'));
  });

  test('the inventory', () => {
    const ran = run(block('1. Inventory', 'sh'));
    expect(numbersOf(ran)).toEqual(promised.get('the inventory'));
  });

  test('the audit', () => {
    const ran = run(block('2. Audit', 'sh'));
    expect(numbersOf(ran)).toEqual(promised.get('the audit'));
    expect(ran.output).toMatch(/ in 30 documents: /);
    for (const report of ['audit.json', 'audit.html']) {
      expect(existsSync(join(cwd, 'reports', report))).toBe(true);
    }
  });

  test('the base of all teams', () => {
    writeFileSync(
      join(cwd, 'policy/company.yaml'),
      block('3. A base for all teams', 'yaml'),
    );
    const ran = run(block('3. A base for all teams', 'sh'));
    expect(ran).toMatchObject({ status: 0 });
    // Without a baseline the gate blocks.
    const gate = run('acr-policy check stacks --config policy/company.yaml');
    expect(numbersOf(gate)).toEqual([40, 16, 0, 1]);
  });

  test('the baseline', () => {
    const [baseline = '', , convert = ''] = blocks('4. Baseline', 'sh');
    expect(run(baseline)).toMatchObject({ status: 0 });
    expect(numbersOf(run(checkAll))).toEqual(promised.get('the baseline'));
    expect(run(convert)).toMatchObject({ status: 0 });
    const converted = JSON.parse(
      readFileSync(join(cwd, 'policy/shop.pulumi.json'), 'utf8'),
    ) as Record<string, { exemptions: object[]; exemptionLimits: object }>;
    expect(converted['Azure.ACR.Firewall']).toMatchObject({
      exemptions: Array.from({ length: 6 }, () => ({ ticket: 'SEC-42' })),
      exemptionLimits: { maxDays: 180 },
    });
  });

  describe.each(teams)('the gate of %s', (team) => {
    const own = registriesOf(team);
    const gate = () =>
      numbersOf(
        run(
          teams
            .map(
              (each) =>
                `acr-policy check stacks/${each} --config policy/${each}.yaml --require-input || failed=1`,
            )
            .join('\n') + '\nexit ${failed:-0}',
        ),
      );
    afterEach(() => {
      deploy(team, own);
    });

    test('blocks another open registry', () => {
      deploy(team, [...own, { stack: 9, name: `${team}new`, isOpen: true }]);
      expect(gate()).toEqual(promised.get('a team opens another registry'));
    });

    test('blocks a baselined registry that changed', () => {
      const renamed = own.map((each, index) =>
        index === 0 ? { ...each, name: `${team}renamed` } : each,
      );
      const changed =
        team === 'data'
          ? renamed
          : own.map((each, index) =>
              index === 0 ? { ...each, ranges: ['203.0.113.0/24'] } : each,
            );
      deploy(team, changed);
      expect(gate()).toEqual(
        promised.get('a team changes a baselined registry'),
      );
    });
  });

  test('the last wave: all registries are closed but the exempt one', () => {
    addExemption('5. Exemptions', 'shop', day(170));
    for (const team of teams) {
      deploy(
        team,
        registriesOf(team).map((each) => ({
          ...each,
          isOpen: each.name === 'shopweb0',
        })),
      );
    }
    const closed = run(checkAll);
    expect(closed.output).toContain(
      '5 of 5 exemptions are not needed, because all resources that they match comply: ',
    );
    // Each team removes what is not needed.
    for (const team of teams) {
      const file = join(cwd, `policy/${team}.yaml`);
      const { exemptions } = parse(readFileSync(file, 'utf8')) as {
        exemptions: { ticket: string }[];
      };
      const kept = exemptions.filter(({ ticket }) => ticket !== 'SEC-42');
      const content = { extends: 'company.yaml', exemptions: kept };
      writeFileSync(file, stringify(content));
    }
    const last = run(checkAll);
    expect(numbersOf(last)).toEqual(promised.get('the last wave'));
    expect(last.output).toContain(
      'waiver, approved by Security board, ticket SEC-77',
    );
  });

  test('break-glass lets one deployment pass until its end', () => {
    const hotfix = pulumiState('shop-9', [
      { stack: 9, name: 'hotfix', isOpen: true },
    ]);
    writeFileSync(
      join(cwd, 'stacks/shop/prod_shop-9.json'),
      JSON.stringify(hotfix),
    );
    const gate = 'acr-policy check stacks/shop --config policy/shop.yaml';
    expect(run(gate)).toMatchObject({ status: 1 });
    const before = readFileSync(join(cwd, 'policy/shop.yaml'), 'utf8');
    addExemption('7. Break-glass', 'shop', day(1));
    expect(run(block('7. Break-glass', 'sh'))).toMatchObject({ status: 0 });
    const passed = run(gate);
    expect(passed).toMatchObject({ status: 0 });
    expect(passed.output).toContain('ends soon');
    writeFileSync(join(cwd, 'policy/shop.yaml'), before);
    addExemption('7. Break-glass', 'shop', day(-1));
    expect(run(gate)).toMatchObject({ status: 1 });
  });

  test('no command of the page is left out', () => {
    const sections = ['1. Inventory', '2. Audit', '3. A base', '4. Baseline'];
    const walked = [...sections, '7. Break-glass'].flatMap((heading) =>
      blocks(heading, 'sh'),
    );
    expect([...page.matchAll(/```sh\n/g)]).toHaveLength(walked.length);
    expect(promised.size).toBe(6);
  });
});

describe('a closed registry with a private endpoint', () => {
  const section = 'Before you close a registry';
  const [pulumi = '', cdktf = ''] = blocks(section, 'ts');
  const group = { name: 'shop', location: 'westeurope' };
  const subnet = { id: '/subscriptions/1/subnets/shop' };
  const zone = { id: '/subscriptions/1/zones/registry' };

  test('passes in Pulumi', () => {
    const declared: [type: string, properties: unknown][] = [];
    const recorder = (type: string) =>
      function Resource(_name: string, properties: unknown) {
        declared.push([type, properties]);
        return { id: type, name: type };
      };
    runInNewContext(pulumi, {
      containerregistry: { Registry: recorder('Registry') },
      network: {
        PrivateEndpoint: recorder('PrivateEndpoint'),
        PrivateDnsZoneGroup: recorder('PrivateDnsZoneGroup'),
      },
      ...{ group, subnet, zone },
    });
    expect(declared.map(([type]) => type)).toEqual([
      'Registry',
      'PrivateEndpoint',
      'PrivateDnsZoneGroup',
    ]);
    const { outcome } = judge(
      dialects.azureNative,
      declared[0]?.[1],
      acrFirewall,
    );
    expect(outcome).toBe('pass');
  });

  test('passes in CDKTF', () => {
    const tools = toolkit('cdktf');
    const app = newApp(tools);
    const stack = newStack(tools, app, 'shop');
    tools.enforceAcrPolicy(app);
    const context = { ContainerRegistry, PrivateEndpoint, group, subnet, zone };
    const declare = runInNewContext(
      `(function () {${cdktf}})`,
      context,
    ) as () => void;
    declare.call(stack);
    app.synth();
    const written = readFileSync(
      join(app.outdir, 'stacks/shop/cdk.tf.json'),
      'utf8',
    );
    expect(written).toContain('"azurerm_private_endpoint"');
  });

  test('passes in Terraform', async () => {
    await inFolder({ 'main.tf': block(section, 'hcl') }, async (cwd) => {
      const ended = await acrPolicy(['check', 'main.tf'], { cwd });
      expect(ended).toMatchObject({ exitCode: 0 });
      expect(ended.stdout).toContain('1 registry in 1 document: 0 violations');
    });
  });
});
