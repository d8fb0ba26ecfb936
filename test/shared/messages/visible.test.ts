import { escapeControlCharacters } from '../../../shared/messages/escape';
import { acrPolicy, inFolder } from '../../support/cli';

/** A name that would write a line of its own, move the cursor and turn the text. */
const forged = 'web\n::error::forged\r\u001b[2K\u009b1A\u2028\u202e';

test.each([
  { text: 'web-1 "é" 東', seen: 'web-1 "é" 東' },
  { text: 'a\nb\r\tc', seen: 'a\\u000ab\\u000d\\u0009c' },
  { text: '\u001b[2Kok', seen: '\\u001b[2Kok' },
  { text: 'a\u202eb\u2066c\u2028', seen: 'a\\u202eb\\u2066c\\u2028' },
])('$seen', ({ text, seen }) => {
  expect(escapeControlCharacters(text)).toBe(seen);
});

describe('a name that someone chose writes no line of its own', () => {
  const document = JSON.stringify({
    resource: { azurerm_container_registry: { [forged]: { sku: 'Premium' } } },
  });
  const hidden = /[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029]/u;

  test.each([
    {
      situation: 'of a registry, for people',
      files: { 'cdk.tf.json': document },
      args: ['cdk.tf.json', '--format', 'pretty'],
      exitCode: 1,
    },
    {
      situation: 'of a registry, for GitHub',
      files: { 'cdk.tf.json': document },
      args: ['cdk.tf.json', '--format', 'github'],
      exitCode: 1,
    },
    {
      situation: 'of a folder',
      files: { [`${forged}/cdk.tf.json`]: document },
      args: ['.', '--format', 'pretty'],
      exitCode: 1,
    },
    {
      situation: 'of a file that can not be read',
      files: { [forged]: '{' },
      args: [forged],
      exitCode: 2,
    },
  ])('$situation', async ({ files, args, exitCode }) => {
    const ended = await inFolder(files, (cwd) =>
      acrPolicy(['check', ...args], { cwd }),
    );
    const output = ended.stdout + ended.stderr;
    expect(output).toContain('::error::forged');
    expect(output).not.toMatch(/^::error::forged/m);
    expect(output).not.toMatch(hidden);
    expect(ended.exitCode).toBe(exitCode);
  });
});
