import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rules } from '../../shared';
import { readConfigurationFile } from '../../shared/configuration/file';

/** Files of configurations, in a directory of their own for each test. */
export function configurationFiles() {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acr-extends-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const pathOf = (file: string) => join(folder, file);

  return {
    pathOf,
    /** Reads `teams/shop.yaml` among the files; paths in errors are relative. */
    read: (files: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(pathOf(name)), { recursive: true });
        writeFileSync(pathOf(name), text);
      }
      const parsed = readConfigurationFile(pathOf('teams/shop.yaml'), rules);
      return 'errors' in parsed
        ? {
            errors: parsed.errors.map(({ message }) =>
              message.replaceAll(`${folder}/`, ''),
            ),
          }
        : parsed;
    },
  };
}

/** A configuration that extends `company.yaml`. */
export const team = (text: string) => `extends: ../company.yaml\n${text}\n`;
