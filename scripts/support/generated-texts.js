'use strict';
// The parts of the repository's files that are generated from the rules.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const mapping = require('./mapping');

const root = join(__dirname, '../..');

/**
 * @param core what the core exports, compiled or not
 * @returns texts by file, as they should be but for their formatting
 */
function generatedTexts({
  configurationFileSchema,
  pulumiConfigurationFileSchema,
  levelsOf,
  presetNames,
  rules,
  toPolicyPackConfiguration,
}) {
  const inPage = (file, parts) => [
    file,
    Object.entries(parts).reduce(
      (page, [marker, text]) => between(marker, page, text),
      readFileSync(join(root, file), 'utf8'),
    ),
  ];
  return [
    [
      'schema/configuration.schema.json',
      JSON.stringify(configurationFileSchema(rules)),
    ],
    [
      'schema/pulumi-configuration.schema.json',
      JSON.stringify(pulumiConfigurationFileSchema(rules)),
    ],
    ...presetNames.map((preset) => [
      `presets/${preset}.json`,
      JSON.stringify(toPolicyPackConfiguration(preset, rules)),
    ]),
    ...rules.map((rule) =>
      inPage(`docs/rules/${rule.name}.md`, {
        header: headerOf(rule, presetNames, levelsOf),
      }),
    ),
    inPage('docs/configuration.md', {
      presets: presetTable(rules, presetNames, levelsOf),
      mcsb: mapping.mcsbTable(rules, levelsOf('mcsb', rules)),
    }),
    inPage('docs/mapping.md', {
      sources: `Compared with ${mapping.sources()}.`,
      rules: mapping.ruleTable(rules),
      differences: mapping.differences(rules),
      unanswered: mapping.unanswered(rules),
      'Azure Policy': mapping.policyTable(rules),
    }),
    inPage('docs/rules/README.md', { rules: tableOf(rules, '.') }),
    inPage('README.md', {
      rules: tableOf(
        rules.filter(({ level }) => level !== 'disabled'),
        'docs/rules',
      ),
    }),
  ];
}

function tableOf(rules, folder) {
  const rows = rules.map(
    ({ name, ref, title, severity, level }) =>
      `| [${name}](${folder}/${name}.md) | ${ref} | ${title} | ${severity} | ${level} |`,
  );
  return [
    '| rule | reference | requirement | severity | default level |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The rules of each preset by level; the others are off. */
function presetTable(rules, presetNames, levelsOf) {
  const rows = presetNames.map((preset) => {
    const levels = levelsOf(preset, rules);
    const at = (level) =>
      rules
        .filter(({ name }) => levels[name] === level)
        .map(({ name }) => name.replace('Azure.ACR.', ''))
        .join(', ');
    return `| \`${preset}\` | ${at('mandatory')} | ${at('advisory')} |`;
  });
  return [
    '| preset | mandatory | advisory |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function headerOf(rule, presetNames, levelsOf) {
  return [
    `# ${rule.name}`,
    '',
    `${rule.title}.`,
    '',
    '| | |',
    '| --- | --- |',
    `| reference | ${rule.ref} |`,
    `| severity | ${rule.severity} |`,
    `| default level | ${rule.level} |`,
    `| presets | ${presetsOf(rule, presetNames, levelsOf)} |`,
    `| added in | ${rule.since} |`,
    `| pillar | ${rule.pillar} |`,
    ...rule.frameworks.map(
      ({ name, version, controls, url }) =>
        `| control | [${name} ${version}](${url}): ${controls.join(', ')} |`,
    ),
    ...(rule.azurePolicies.length > 0
      ? [`| related Azure Policy | ${rule.azurePolicies.join(', ')} |`]
      : []),
    ...Object.entries(rule.options ?? {}).map(
      ([name, option]) =>
        `| option \`${name}\` | ${option.description} Default: \`${JSON.stringify(option.default)}\`. |`,
    ),
    `| ${rule.ref.startsWith('AZR') ? 'upstream' : 'read on'} | <${rule.url}> |`,
  ].join('\n');
}

/** The presets that turn a rule on, with its level. */
function presetsOf(rule, presetNames, levelsOf) {
  return presetNames
    .map((preset) => [preset, levelsOf(preset, [rule])[rule.name]])
    .filter(([, level]) => level !== 'disabled')
    .map(([preset, level]) => `\`${preset}\`: ${level}`)
    .join(', ');
}

/** Replaces what stands between two markers, which a page must have. */
function between(marker, page, text) {
  const pattern = new RegExp(
    `(<!-- begin ${marker} -->)[\\s\\S]*?(<!-- end ${marker} -->)`,
  );
  if (!pattern.test(page)) {
    throw new Error(
      `No "<!-- begin ${marker} -->" … "<!-- end ${marker} -->" to write between, in a page that starts with ${JSON.stringify(page.slice(0, 40))}.`,
    );
  }
  return page.replace(
    pattern,
    (_, begin, end) => `${begin}\n\n${text}\n\n${end}`,
  );
}

module.exports = { between, generatedTexts };
