import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedTexts } from '../../scripts/support/generated-texts';
import * as core from '../../shared';
import {
  configurationFileSchema,
  pulumiConfigurationFileSchema,
} from '../../shared/configuration/schema';

/** Without what a formatter changes. */
function unformatted(text: string): string {
  return text.replace(/\s+/g, '').replace(/-{3,}/g, '---');
}

test.each(
  generatedTexts({
    ...core,
    configurationFileSchema,
    pulumiConfigurationFileSchema,
  }),
)('%s says what the rules say', (file, text) => {
  const present = readFileSync(join(__dirname, '../..', file), 'utf8');
  expect(unformatted(present)).toBe(unformatted(text));
});
