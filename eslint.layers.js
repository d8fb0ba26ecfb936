'use strict';
// The order of the layers: the one place that says which directory may import which.

/** The core, from the ground up. A layer may import those above it in this list. */
const core = [
  'util',
  'json',
  'json-schema',
  'model',
  'dialects',
  'rules',
  'messages',
  'engine',
  'configuration',
  'reports',
];

/** Readers stand beside the engine: they may import what it may, and the readers above them. */
const readers = ['arm', 'terraform', 'pulumi'];

/** Hosts may import the core, but not one another. */
const hosts = ['pulumi-policy', 'cdktf-aspect', 'cli'];

const belowEngine = core.slice(0, core.indexOf('engine'));

/** The layers that each directory of the core may import besides itself. */
const allowed = {
  ...Object.fromEntries(
    core.map((layer, index) => [layer, core.slice(0, index)]),
  ),
  ...Object.fromEntries(
    readers.map((reader, index) => [
      reader,
      [...belowEngine, ...readers.slice(0, index)],
    ]),
  ),
};

/** Packages that only hosts may import. */
const hostPackages = ['@pulumi/*', 'cdktf', 'cdktn', 'constructs', 'commander'];

function forbid(files, directories, message, packages = []) {
  return {
    files: [files],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: String.raw`^(\.\./)+(${directories.join('|')})(/|$)`,
              message,
            },
            ...(packages.length === 0 ? [] : [{ group: packages, message }]),
          ],
        },
      ],
    },
  };
}

/** Configuration of ESLint that enforces the order. */
const layers = [
  forbid('shared/*.ts', hosts, 'The core imports no host.', hostPackages),
  ...Object.entries(allowed).map(([directory, imported]) =>
    forbid(
      `shared/${directory}/**/*.ts`,
      [
        ...hosts,
        ...Object.keys(allowed).filter(
          (other) => other !== directory && !imported.includes(other),
        ),
      ],
      `shared/${directory} may import ${imported.length === 0 ? 'nothing else of this package' : imported.join(', ')}: see eslint.layers.js.`,
      hostPackages,
    ),
  ),
  ...hosts.map((host) =>
    forbid(
      `${host}/**/*.ts`,
      hosts.filter((other) => other !== host),
      'A host imports the core, but no other host.',
    ),
  ),
];

module.exports = { allowed, hosts, layers };
