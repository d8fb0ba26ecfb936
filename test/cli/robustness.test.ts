import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

/** An open registry in Terraform's JSON. */
const open = {
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
};
const web = 'azurerm_container_registry.web';

/** Text that starts like a plan, so that a search does not leave it alone either. */
const truncated =
  '{\n  "format_version": "1.2",\n  "resource_changes": [{ "a": ';

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}

describe('a document that nobody can understand', () => {
  test.each<[what: string, content: string | Buffer, message: string]>([
    ['an empty file', '', 'is empty'],
    ['white space', ' \n\t\n', 'is empty'],
    [
      'truncated JSON',
      truncated,
      'is not JSON: line 3, column 31: it ends too early',
    ],
    [
      'a value without quotes',
      '{\n  "resource": azurerm }',
      'is not JSON: line 2, column 15: Invalid symbol',
    ],
    [
      'malformed JSON that is nested deeply',
      '['.repeat(1_000_000),
      'is not JSON',
    ],
    [
      'an indented value without quotes',
      '   { "a": x }',
      'is not JSON: line 1, column 11: Invalid symbol',
    ],
    [
      'a slash that begins no comment',
      '{"a":1} /b',
      'is not JSON: line 1, column 9: Invalid symbol',
    ],
    [
      'lines of JSON behind something else',
      '1\n{"a":1}\n{"a":2}',
      'holds several JSON documents',
    ],
    ['a list', '[{}]', 'holds an array, expected a JSON object'],
    ['null', 'null', 'holds null, expected a JSON object'],
    ['a text', '"plan"', 'holds a string, expected a JSON object'],
    [
      '100 levels of nothing known',
      nested(100),
      'holds nothing that can be checked',
    ],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"é":"'), Buffer.from([0xc3, 0x28])]),
      'is not text in UTF-8: byte 0xc3 at offset 7',
    ],
    [
      'UTF-8 that ends within a character',
      Buffer.from('{"a":"é').subarray(0, -1),
      'is not text in UTF-8: byte 0xc3 at offset 6',
    ],
    [
      'what begins like UTF-16 and is none',
      Buffer.from([0xff, 0x7b]),
      'is not text in UTF-8: byte 0xff at offset 0',
    ],
    [
      'what begins like UTF-16 the other way round and is none',
      Buffer.from([0xfe, 0x7b]),
      'is not text in UTF-8: byte 0xfe at offset 0',
    ],
    [
      'a second byte that no UTF-8 has',
      Buffer.from([0x7b, 0xfe]),
      'is not text in UTF-8: byte 0xfe at offset 1',
    ],
    [
      'a text that starts within a character',
      Buffer.from([0x80, 0x7b]),
      'is not text in UTF-8: byte 0x80 at offset 0',
    ],
    [
      'a second byte that only UTF-16 has',
      Buffer.from([0x7b, 0xff]),
      'is not text in UTF-8: byte 0xff at offset 1',
    ],
    [
      'a byte that no UTF-8 has, behind letters of two bytes',
      Buffer.concat([Buffer.from('é'.repeat(7)), Buffer.from([0xff])]),
      'is not text in UTF-8: byte 0xff at offset 14',
    ],
    [
      'a byte that no UTF-8 has, behind characters of four bytes',
      Buffer.concat([Buffer.from('😀'.repeat(7)), Buffer.from([0xff])]),
      'is not text in UTF-8: byte 0xff at offset 28',
    ],
    [
      'more bytes of a character than one has',
      Buffer.from([0x7b, 0x22, 0x22, 0x22, 0x80, 0x80, 0x80, 0x80, 0x80]),
      'is not text in UTF-8: byte 0x80 at offset 4',
    ],
  ])('%s', async (_what, content, message) => {
    await inFolder({ document: content }, async (cwd) => {
      const { exitCode, stdout, stderr } = await acrPolicy(
        ['check', 'document'],
        { cwd },
      );
      expect(exitCode).toBe(2);
      expect(stdout).toMatch(/^failed [^\n]*\n$/);
      expect(stderr).toContain(`acr-policy: document ${message}`);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });

  test('leaves the findings in other documents, and the run a failure', async () => {
    await inFolder({ 'a.json': truncated, 'b.json': open }, async (cwd) => {
      const { report, ended } = await check(['a.json', 'b.json'], { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(report.summary['unreadable']).toEqual([
        {
          file: 'a.json',
          reason: 'is not JSON: line 3, column 31: it ends too early',
        },
      ]);
      expect(ended.exitCode).toBe(2);
    });
  });
});

describe('a document that is odd, and understood', () => {
  const text = JSON.stringify(open);
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');

  test.each<[what: string, content: string | Buffer]>([
    ['UTF-8 with a byte order mark', `\ufeff${text}`],
    ['UTF-16 as PowerShell writes it', utf16],
    ['UTF-16 with the other byte order', Buffer.from(utf16).swap16()],
    [
      'UTF-16 with the other byte order, and half a character more',
      Buffer.concat([Buffer.from(utf16).swap16(), Buffer.from([0])]),
    ],
    [
      'UTF-8 with letters beyond ASCII',
      `{"variable":{"größe":{}},${text.slice(1)}`,
    ],
    [
      'a key named __proto__',
      `{"__proto__":{"resource":{}},${text.slice(1, -1)},"locals":{"__proto__":{"a":1}}}`,
    ],
    [
      'a registry with keys of every object',
      '{"resource":{"azurerm_container_registry":{"web":{"sku":"Premium","__proto__":{"public_network_access_enabled":false},"constructor":1,"toString":"${x}"}}}}',
    ],
    [
      '100 levels in a registry',
      `{"resource":{"azurerm_container_registry":{"web":{"sku":"Premium","tags":${nested(100)}}}}}`,
    ],
  ])('%s', async (_what, content) => {
    await inFolder({ document: content }, async (cwd) => {
      const { report, ended } = await check(['document'], { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(ended.exitCode).toBe(1);
    });
  });

  test('types are not looked up among the properties of every object', async () => {
    const document = {
      resource: { constructor: { a: {} }, toString: { a: {} } },
    };
    await inFolder({ document }, async (cwd) => {
      const { report, ended } = await check(['document'], { cwd });
      expect(report.findings).toEqual([]);
      expect(ended.exitCode).toBe(0);
    });
  });

  test('a registry with tags that are nested very deep is evaluated', async () => {
    const deep = `{"resource":{"azurerm_container_registry":{"web":{"sku":"Premium","tags":${nested(100_000)}}}}}`;
    await inFolder({ document: deep }, async (cwd) => {
      const { exitCode, stdout, stderr } = await acrPolicy(
        ['check', 'document'],
        { cwd },
      );
      expect(exitCode).toBe(1);
      expect(stdout).toContain('accepts connections from any network');
      expect(stderr).toBe('');
    });
  });
});
