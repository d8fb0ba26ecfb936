import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryNames } from '../support/cdktf';
import { engineFaults } from '../support/engine-faults';
import { faults } from '../support/fault-rows';
import type { Fault } from '../support/faults';
import { observeAspect, observeCommand, observePack } from '../support/faults';
import { describeWith, nodeHost, pulumi, yamlHost } from '../support/tools';

/** Needs a device of Linux's. */
const isElsewhere = process.platform !== 'linux';

describe('without a fault nothing is stopped, so it is the fault that does', () => {
  test('Pulumi pack', async () => {
    expect(await observePack({})).toEqual({
      outcome: 'nothing blocks',
      said: '',
    });
  });

  test.each(libraryNames)('aspect on %s', async (library) => {
    expect(await observeAspect(library, {})).toEqual({
      outcome: 'it succeeds',
      said: '',
    });
  });

  test('command', async () => {
    const { outcome } = await observeCommand({});
    expect(outcome).toBe('exit code 0');
  });
});

describe('a fault stops what it is in', () => {
  const isPossible = ({ fault }: Fault): boolean =>
    !isElsewhere || !fault.startsWith('the disk is full');

  test.each(faults.filter(isPossible))(
    '$where: $fault: $outcome',
    async ({ provoke, outcome, says }) => {
      expect(await provoke()).toEqual({
        outcome,
        said: expect.stringContaining(says) as string,
      });
    },
  );

  describeWith([pulumi, nodeHost, yamlHost], 'with the real Pulumi', () => {
    test.each(engineFaults)(
      '$where: $fault: $outcome',
      async ({ provoke, outcome, says }) => {
        expect(await provoke()).toEqual({
          outcome,
          said: expect.stringContaining(says) as string,
        });
      },
    );
  });
});

const page = join(__dirname, '../../docs/internals/reliability.md');
const table =
  /(?<=<!-- begin faults -->\n\n)[\s\S]*?(?=\n\n<!-- end faults -->)/;

/** The page lists these tests; `npm run generate` writes it. */
test('the table of faults in the documentation is what is tested', () => {
  const text = readFileSync(page, 'utf8');
  if (process.env['WRITE_DOCUMENTATION'] !== undefined) {
    writeFileSync(page, text.replace(table, faultTable));
  }
  expect(table.exec(readFileSync(page, 'utf8'))?.[0]).toBe(faultTable());
});

function faultTable(): string {
  const rows = [...faults, ...engineFaults].map(({ where, fault, outcome }) => [
    where,
    fault,
    outcome,
  ]);
  const head = ['where', 'fault', 'result'];
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
