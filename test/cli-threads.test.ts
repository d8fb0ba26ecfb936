import { inFolder } from './support/cli';
import {
  checkWith,
  diagnosticsOf,
  largeFault,
  largeStack,
  threadsOf,
} from './support/threads';

const stacks = Array.from({ length: 12 }, (_, index) => `s${index}`);

const files = {
  ...Object.fromEntries(
    stacks.map((name, index) => [
      `stacks/${name}/cdk.tf.json`,
      largeStack(name, index % 3 === 0),
    ]),
  ),
  'stacks/broken/cdk.tf.json': largeFault,
  'manifest.json': {
    version: '0.21.0',
    stacks: Object.fromEntries(
      stacks.map((name) => [
        name,
        { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
      ]),
    ),
  },
  'policy.yaml': [
    'exemptions:',
    '  - { resource: s0/*, reason: a public mirror }',
    '  - { resource: s1/*, rules: [Azure.ACR.Firewall], reason: it is closed }',
    '  - { resource: t0/*, reason: gone since long }',
  ].join('\n'),
};

describe.each(['pretty', 'json', 'sarif', 'junit', 'github'])(
  'in the format %s',
  (format) => {
    test('threads say what one would, in the same order', async () => {
      const [one, several] = await inFolder(files, async (cwd) => [
        await checkWith(1, ['stacks', '--format', format], cwd),
        await checkWith(3, ['stacks', '--format', format], cwd),
      ]);

      expect(threadsOf(one)).toBe(0);
      expect(threadsOf(several)).toBe(2);
      expect(several.stdout).toBe(one.stdout);
      expect(several.exitCode).toBe(2);
      expect(diagnosticsOf(several)).toBe(diagnosticsOf(one));
      expect(several.stderr).toContain('stacks/broken/cdk.tf.json');
    });
  },
);

test('exemptions count once, whichever thread they have an effect in', async () => {
  const { stdout } = await inFolder(files, (cwd) =>
    checkWith(3, ['stacks', '--config', 'policy.yaml'], cwd),
  );

  expect(stdout.match(/^note .*$/gm)).toEqual([
    expect.stringContaining('The exemption of "s1/*"'),
    expect.stringContaining('The exemption of "t0/*"'),
  ]);
  expect(stdout).toContain('a public mirror');
});

test('what a manifest leads to is shared out too', async () => {
  const ended = await inFolder(files, (cwd) =>
    checkWith(2, ['manifest.json'], cwd),
  );

  expect(threadsOf(ended)).toBe(1);
  expect(ended.stdout).toContain('12 registries in 12 documents: 4 violations');
  expect(ended.exitCode).toBe(1);
});

describe('a thread that fails ends the run, and nothing is approved', () => {
  test.each([
    ['kinds', 'broken on purpose'],
    ['thread ends', 'a thread ended'],
    ['thread runs out of memory', 'memory'],
  ])('%s', async (fault, said) => {
    const ended = await inFolder(files, (cwd) =>
      checkWith(2, ['stacks'], cwd, fault),
    );

    expect(threadsOf(ended)).toBe(1);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).toContain('Nothing was approved.');
    expect(ended.stdout).not.toContain('ok ');
  });
});
