'use strict';
// The generated parts of docs/mapping.md, and what docs/configuration.md says
// about the initiative behind the preset mcsb. The checks of other tools stand in
// scripts/data/other-tools.json, Azure Policy's definitions in
// scripts/data/azure-policy.json.
const azurePolicy = require('../data/azure-policy.json');
const tools = require('../data/other-tools.json');

const azurePolicyTool = 'Azure Policy';

/** Tools with a column of their own. */
const columns = ['PSRule for Azure', 'Checkov'];

/** The checks of all tools, each with its tool and the rule that answers it. */
function checksOf(rules) {
  return tools.flatMap(({ tool, checks }) =>
    checks.map((check) => ({ ...check, tool, answer: answerTo(check, rules) })),
  );
}

/** The rule that answers a check, if there is one. */
function answerTo({ id, rule }, rules) {
  return rules.find(
    ({ name, azurePolicies }) =>
      name === `Azure.ACR.${rule}` || azurePolicies.includes(id),
  );
}

/** The checks of other tools that answer the question of each rule. */
function ruleTable(rules) {
  const checks = checksOf(rules);
  const rows = rules.map((rule) => {
    const ofRule = checks.filter(
      ({ answer, tool }) => answer === rule && tool !== azurePolicyTool,
    );
    const ids = (of) =>
      ofRule.filter(({ tool }) => tool === of).map(({ id }) => id);
    const others = ofRule
      .filter(({ tool }) => !columns.includes(tool))
      .map(({ tool, id }) => `${tool} \`${id}\``);
    return [
      linkTo(rule),
      ...columns.map((tool) => cell(ids(tool))),
      cell(rule.azurePolicies.map(policyLink)),
      cell(others),
    ];
  });
  return table(['rule', ...columns, azurePolicyTool, 'other tools'], rows);
}

/** The rules whose answer differs from another tool's. */
function differences(rules) {
  const checks = checksOf(rules);
  return rules
    .map((rule) => ({
      rule,
      texts: checks
        .filter(({ answer, differs }) => answer === rule && differs)
        .map(({ differs }) => differs),
    }))
    .filter(({ texts }) => texts.length > 0)
    .map(({ rule, texts }) => `- ${linkTo(rule)}: ${texts.join(' ')}`)
    .join('\n');
}

/** Checks for registries that no rule answers, with the reason. */
function unanswered(rules) {
  const rows = checksOf(rules)
    .filter(({ tool, answer }) => tool !== azurePolicyTool && !answer)
    .map(({ tool, id, name, reason }) => [tool, `\`${id}\`: ${name}`, reason]);
  return table(['tool', 'check', 'why not'], rows);
}

/** Every built-in definition for registries, with the rule that answers it. */
function policyTable(rules) {
  const reasons = new Map(
    tools
      .find(({ tool }) => tool === azurePolicyTool)
      .checks.map(({ id, reason }) => [id, reason]),
  );
  const rows = azurePolicy.definitions.map(
    ({ id, name, effect, file, initiatives }) => {
      const answers = rules.filter(({ azurePolicies }) =>
        azurePolicies.includes(id),
      );
      const repairs = effect === 'Modify' ? ' (repair)' : '';
      return [
        `[${name.replace(/\.$/, '')}](${azurePolicy.repository}/blob/master/${file})<br>${id}`,
        effect,
        String(initiatives),
        answers.length > 0
          ? answers.map((rule) => `${linkTo(rule)}${repairs}`).join(', ')
          : `–: ${reasons.get(id)}`,
      ];
    },
  );
  return table(['definition', 'effect', 'initiatives', 'rule'], rows);
}

/** The definitions of Microsoft's initiative for the cloud security benchmark (v1). */
function mcsbTable(rules, levels) {
  const { controls } = azurePolicy.initiatives[0];
  const checks = checksOf(rules);
  const rows = Object.entries(controls).map(([id, groups]) => {
    const { name } = azurePolicy.definitions.find((each) => each.id === id);
    const check = checks.find((each) => each.id === id);
    const answer = rules.find(({ azurePolicies }) =>
      azurePolicies.includes(id),
    );
    return [
      groups.map((group) => group.split('_').at(-1)).join(', '),
      name,
      answer === undefined
        ? `–: ${check.reason}`
        : `${linkTo(answer, 'rules')} (${levels[answer.name]})`,
    ];
  });
  return table(['control', 'policy of the initiative', 'rule'], rows);
}

function linkTo({ name }, folder = 'rules') {
  return `[${name.replace('Azure.ACR.', '')}](${folder}/${name}.md)`;
}

/** A definition by the first digits of its ID. */
function policyLink(id) {
  const { file } = azurePolicy.definitions.find((each) => each.id === id);
  return `[${id.slice(0, 8)}](${azurePolicy.repository}/blob/master/${file})`;
}

function cell(entries) {
  return entries.length === 0 ? '–' : entries.join(', ');
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** The versions that the page was compared with. */
function sources() {
  return tools
    .map(({ tool, version, source }) =>
      tool === azurePolicyTool
        ? `[${tool}](${source}) at ${azurePolicy.commit.slice(0, 8)} (${azurePolicy.date})`
        : `[${tool}](${source}) (${version})`,
    )
    .join(', ');
}

module.exports = {
  differences,
  mcsbTable,
  policyTable,
  ruleTable,
  sources,
  unanswered,
};
