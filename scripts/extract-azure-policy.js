'use strict';
// Writes scripts/data/azure-policy.json: the built-in definitions of Azure Policy
// for container registries, and the controls that the initiatives of
// shared/rules/utils/frameworks.ts map them to.
//
//   git clone https://github.com/Azure/azure-policy
//   node scripts/extract-azure-policy.js azure-policy
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const output = join(__dirname, 'data/azure-policy.json');

/** The definitions of the public cloud; those of Azure Government have directories of their own. */
const folder = 'built-in-policies';
const otherCloud = 'Azure Government';

/** Names registries as a resource type, or is of their category. */
const isAboutRegistries = ({ file, text }) =>
  file.includes('/Container Registry/') ||
  /microsoft\.containerregistry\/registries/i.test(text);

function main(clone) {
  if (clone === undefined) {
    console.error('Usage: node scripts/extract-azure-policy.js <clone>');
    process.exit(2);
  }
  const git = (...args) =>
    execFileSync('git', ['-C', clone, ...args], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
  const read = (kind, pattern) =>
    git('grep', '-lziE', pattern, 'HEAD', '--', `${folder}/${kind}`)
      .split('\0')
      .filter((path) => path !== '' && !path.includes(otherCloud))
      .map((path) => path.replace('HEAD:', ''))
      .map((file) => ({ file, text: git('show', `HEAD:${file}`) }));

  const definitions = read('policyDefinitions', 'containerregistry|azurecr')
    .filter(isAboutRegistries)
    .map(({ file, text }) => definitionOf(file, JSON.parse(text)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const ids = definitions.map(({ id }) => id);
  const sets = read('policySetDefinitions', ids.join('|'))
    .map(({ file, text }) => ({ file, ...JSON.parse(text).properties }))
    .filter(({ metadata }) => metadata.deprecated !== true);
  const mapped = initiativeFiles();
  const extract = {
    repository: 'https://github.com/Azure/azure-policy',
    commit: git('rev-parse', 'HEAD').trim(),
    date: git('log', '-1', '--format=%cs').trim(),
    definitions: definitions.map((definition) => ({
      ...definition,
      initiatives: sets.filter((set) => groupsIn(set, definition.id)).length,
    })),
    initiatives: mapped.map((path) => {
      const file = `${folder}/policySetDefinitions/${decodeURI(path)}`;
      const set = JSON.parse(git('show', `HEAD:${file}`)).properties;
      return {
        file: path,
        name: set.displayName,
        version: set.metadata.version,
        controls: Object.fromEntries(
          ids.flatMap((id) => {
            const groups = groupsIn(set, id);
            return groups === undefined ? [] : [[id, [...groups].sort()]];
          }),
        ),
      };
    }),
  };
  writeFileSync(output, `${JSON.stringify(extract, null, 2)}\n`);
}

function definitionOf(file, { name, properties }) {
  const { displayName, metadata, policyRule, parameters } = properties;
  const { effect } = policyRule.then;
  return {
    id: name,
    name: displayName,
    version: metadata.version,
    effect: parameters?.effect?.defaultValue ?? effect,
    file: encodeURI(file),
    ...(metadata.deprecated === true ? { deprecated: true } : {}),
  };
}

/** The controls of an initiative that a definition stands for; undefined if it does not hold it. */
function groupsIn({ policyDefinitions }, id) {
  const entry = policyDefinitions.find(({ policyDefinitionId }) =>
    policyDefinitionId.endsWith(`/${id}`),
  );
  return entry && (entry.groupNames ?? []);
}

/** The files of initiatives that frameworks.ts names. */
function initiativeFiles() {
  const source = readFileSync(
    join(__dirname, '../shared/rules/utils/frameworks.ts'),
    'utf8',
  );
  return [...source.matchAll(/file: '([^']+)'/g)].map(([, file]) => file);
}

main(process.argv[2]);
