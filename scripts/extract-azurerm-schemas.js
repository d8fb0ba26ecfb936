'use strict';
// Writes test/fixtures/azurerm-schemas.json: the attributes and blocks that the last
// release of each major version of azurerm has for container registries and their
// children, and the properties of the class that CDKTN's bindings have for a registry.
//
//   git clone --filter=blob:none https://github.com/hashicorp/terraform-provider-azurerm
//   npm pack @cdktn/provider-azurerm && tar xzf cdktn-provider-azurerm-*.tgz
//   node scripts/extract-azurerm-schemas.js terraform-provider-azurerm package
//   npx jest test/shared/dialects/azurerm-schemas
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { format } = require('prettier');
const semver = require('semver');

const output = join(__dirname, '../test/fixtures/azurerm-schemas.json');

/** The first major version that the dialect reads. */
const firstMajor = 2;

const resources = {
  azurerm_container_registry: 'container_registry_resource.go',
  azurerm_container_registry_cache_rule:
    'container_registry_cache_rule_resource.go',
  azurerm_container_registry_token: 'container_registry_token_resource.go',
  azurerm_container_registry_webhook: 'container_registry_webhook_resource.go',
};

async function main([clone, bindings]) {
  if (bindings === undefined) {
    console.error(
      'Usage: node scripts/extract-azurerm-schemas.js <clone> <bindings>',
    );
    return 2;
  }
  const git = (...args) =>
    execFileSync('git', ['-C', clone, ...args], {
      encoding: 'utf8',
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const schemas = lastOfEachMajor(git('tag').split('\n')).map((tag) => ({
    release: tag,
    resources: Object.fromEntries(
      Object.entries(resources).flatMap(([type, file]) => {
        const source = sourceAt(git, tag, file);
        return source === undefined ? [] : [[type, schemaIn(source)]];
      }),
    ),
  }));
  const { name, version } = JSON.parse(
    readFileSync(join(bindings, 'package.json'), 'utf8'),
  );
  const text = JSON.stringify({
    source:
      'https://github.com/hashicorp/terraform-provider-azurerm, internal/services/containers, by scripts/extract-azurerm-schemas.js',
    schemas,
    bindings: {
      release: `${name} ${version}`,
      interfaces: interfacesIn(
        readFileSync(
          join(bindings, 'lib/container-registry/index.d.ts'),
          'utf8',
        ),
      ),
    },
  });
  writeFileSync(output, await format(text, { parser: 'json' }));
  return 0;
}

function lastOfEachMajor(tags) {
  const last = new Map();
  const releases = tags.filter(
    (tag) => semver.valid(tag) && semver.prerelease(tag) === null,
  );
  for (const tag of semver.sort(releases)) last.set(semver.major(tag), tag);
  return [...last].filter(([major]) => major >= firstMajor).map(([, t]) => t);
}

/** The source of a resource in a release; undefined if it has none. */
function sourceAt(git, tag, file) {
  try {
    return git('show', `${tag}:internal/services/containers/${file}`);
  } catch {
    return undefined;
  }
}

/**
 * The attributes in a Go file: those in its first schema, with what is set and
 * deleted later. Only code for the next major version's feature flag does that, and
 * it runs while the flag is off.
 */
function schemaIn(source) {
  const lines = source.split('\n');
  const start = lines.findIndex((line) =>
    /map\[string\]\*\S+Schema\{$/.test(line),
  );
  const schema = membersAfter(lines, start);
  for (const [index, line] of lines.entries()) {
    const [, name] =
      /^\t+(?:schema|out)\["(\w+)"\] = &\S+Schema\{$/.exec(line) ?? [];
    if (name !== undefined) schema[name] = attributeAfter(lines, index);
    const [, deleted] = /^\t+delete\(schema, "(\w+)"\)$/.exec(line) ?? [];
    if (deleted !== undefined) delete schema[deleted];
  }
  return schema;
}

/** The attributes in a map, by the indentation that gofmt gives them. */
function membersAfter(lines, start) {
  const members = {};
  const depth = depthOf(lines[start]) + 1;
  for (let at = start + 1; depthOf(lines[at]) >= depth; at++) {
    const [, name, rest] = /^\t+"(\w+)": +(.*)$/.exec(lines[at]) ?? [];
    if (name === undefined || depthOf(lines[at]) !== depth) continue;
    members[name] = rest.endsWith('{')
      ? attributeAfter(lines, at)
      : // A function of the provider makes it: `commonschema.Location(),`.
        rest.replace(/\(.*$/, '').replace(/^.*\./, '');
  }
  return members;
}

/** The type of one attribute, or the attributes of the block that it is. */
function attributeAfter(lines, start) {
  const depth = depthOf(lines[start]) + 1;
  let type = 'unknown';
  for (let at = start + 1; depthOf(lines[at]) >= depth; at++) {
    const [, found] = /^\t+Type: +\w+\.Type(\w+),/.exec(lines[at]) ?? [];
    if (found !== undefined && depthOf(lines[at]) === depth) type = found;
    if (
      depthOf(lines[at]) === depth + 1 &&
      /map\[string\]\*\S+Schema\{$/.test(lines[at])
    ) {
      return membersAfter(lines, at);
    }
  }
  return type;
}

/** The indentation of a line; blank lines are within whatever is around them. */
function depthOf(line = '') {
  return line.trim() === '' ? Infinity : /^\t*/.exec(line)[0].length;
}

/** The properties of each interface in a declaration file. */
function interfacesIn(declarations) {
  const found = {};
  for (const [, name, body] of declarations.matchAll(
    /^export interface (\w+)[^{]*\{$(.*?)^\}$/gms,
  )) {
    found[name] = [...body.matchAll(/^ {4}readonly (\w+)\??:/gm)].map(
      ([, property]) => property,
    );
  }
  return found;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
