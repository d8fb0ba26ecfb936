import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: true;
  /** It comes inside of another package, under that one's checksum. */
  readonly inBundle?: true;
}

const lock = read('package-lock.json');
const { packages } = JSON.parse(lock) as {
  packages: Record<string, LockedPackage>;
};
const installed = Object.fromEntries(
  Object.entries(packages).filter(([folder]) => folder !== ''),
);
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'optionalDependencies',
  Record<string, string>
>;
const dependencies = {
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
};

/** Licenses that may be shipped with an MIT package without legal review. */
const allowed = [
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-3.0',
  'ISC',
  'MIT',
  // Its conditions are about changes to its own files, and there are none.
  'MPL-2.0',
  'Python-2.0',
];

/** The license of a package that names none by its identifier, by how its text begins. */
const licenseTexts: readonly (readonly [start: RegExp, license: string])[] = [
  [/^(The )?MIT License/i, 'MIT'],
  [/Permission is hereby granted, free of charge/i, 'MIT'],
];

test('what a production install brings has a license that is allowed', () => {
  const production = Object.entries(installed).filter(
    ([, { dev }]) => dev !== true,
  );
  const others = production.flatMap(([folder, { license }]) =>
    licensesOf(folder, license)
      .filter((license) => !allowed.includes(license))
      .map((license) => `${folder}: ${license}`),
  );
  expect(production.length).toBeGreaterThan(Object.keys(dependencies).length);
  expect(others).toEqual([]);
});

test('the lockfile pins by checksum, and names no place that packages come from', () => {
  expect(
    Object.entries(installed)
      .filter(
        ([, { integrity, resolved, inBundle }]) =>
          resolved !== undefined ||
          (inBundle !== true && integrity?.startsWith('sha512-') !== true),
      )
      .map(([folder]) => folder),
  ).toEqual([]);
  expect(lock).not.toMatch(/registry\./);
});

test('docs/internals/dependencies.md has every production dependency, with its license', () => {
  const rows = [
    ...read('docs/internals/dependencies.md').matchAll(
      /^\| `(.+?)` +\| (\S+) +\|/gm,
    ),
  ].map(([, name = '', license = '']) => [name, license]);
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(
      Object.keys(dependencies).map((name) => [
        name,
        installed[`node_modules/${name}`]?.license,
      ]),
    ),
  );
});

test('every action that a workflow runs is pinned to a commit', () => {
  const files = [
    ...readdirSync(join(root, '.github/workflows')).map(
      (file) => `.github/workflows/${file}`,
    ),
    ...['action.yml'].filter((file) => existsSync(join(root, file))),
  ];
  const used = files.flatMap((file) =>
    [...read(file).matchAll(/^\s*-? *uses: *(.+)$/gm)].map(
      ([, action = '']) => action,
    ),
  );
  expect(used).not.toEqual([]);
  expect(
    used.filter(
      (action) =>
        !/^(\.\/|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/.test(action),
    ),
  ).toEqual([]);
});

/** The parts of a license expression, all of which must be allowed. */
function licensesOf(folder: string, license: string | undefined): string[] {
  if (license !== undefined && !license.startsWith('SEE LICENSE')) {
    return license.replace(/[()]/g, '').split(/ (?:AND|OR) /);
  }
  const file = readdirSync(join(root, folder)).find((name) =>
    /^licen[cs]e/i.test(name),
  );
  const text = file === undefined ? '' : read(`${folder}/${file}`);
  const known = licenseTexts.find(([start]) => start.test(text.trim()));
  return [known?.[1] ?? `no license that is known (${license ?? 'none'})`];
}
