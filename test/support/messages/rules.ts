import { azurermChildren } from '../../../shared/dialects/azurerm';
import type { AzurermChild } from '../../../shared/dialects/azurerm';
import { defineRule } from '../../../shared/rules/utils/define-rule';
import { rules } from '../../../shared/rules';
import { acrFirewall } from '../../../shared/rules/Azure.ACR.Firewall';
import type { Finding, Rule } from '../../../shared/rules/types';
import { dialects, judge, ruleNamed } from '../core';
import { unknown } from '../neutral';
import {
  evaluateExample,
  examples,
  findingsOn,
  optionsOfExamples,
} from '../rule-examples';
import { thrownBy } from './section';
import type { Message, Section } from './section';

const premium = { sku: 'Premium' };

/** The example on the page of each rule that violates it, in azurerm if that has the setting. */
function violationMessages(): Promise<Message[]> {
  // What may be declared elsewhere is unknown, never a violation.
  const violated = rules.filter(({ needsStack }) => needsStack !== true);
  return Promise.all(
    violated.map(async ({ name }) => {
      const failing = examples.filter(
        ({ rule, outcome }) => rule === name && outcome === 'fail',
      );
      const example =
        failing.find(({ surface }) => surface === 'Terraform azurerm') ??
        failing[0];
      if (example === undefined) throw new Error(`${name} has no example.`);
      return messageOf(name, await evaluateExample(example));
    }),
  );
}

/** The firewall rule in other languages, and a rule with an option. */
function furtherViolations(): Message[] {
  const firewall = acrFirewall.name;
  return [
    messageOf(
      'Azure.ACR.Retention',
      judge(
        dialects.azurerm,
        { ...premium, retention_policy_in_days: 7 },
        ruleNamed('Azure.ACR.Retention'),
        { minimumDays: 30 },
      ),
      ', `minimumDays: 30`',
    ),
    messageOf(
      firewall,
      judge(dialects.azureNative, { sku: { name: 'Premium' } }),
      ', Pulumi, azure-native',
    ),
    messageOf(
      firewall,
      judge(dialects.azurermCamelCase, premium),
      ', Pulumi classic, CDKTF',
    ),
    messageOf(
      firewall,
      judge(dialects.armTemplate, { sku: { name: 'Premium' } }),
      ', ARM template',
    ),
  ];
}

function messageOf(rule: string, { message }: Finding, detail = ''): Message {
  return { when: `\`${rule}\`${detail}`, text: message };
}

/** A resource of which nothing is known. */
function unknownMessage(rule: Rule): Message {
  const [kind = 'registry'] = rule.kinds ?? [];
  const spellings =
    kind === 'registry'
      ? [dialects.azurerm, dialects.azureNative]
      : [azurermChildren[kind as AzurermChild]];
  const found = spellings
    .map((each) => judge(each, unknown, rule, optionsOfExamples[rule.name]))
    .find(({ outcome }) => outcome === 'unknown');
  if (found === undefined) throw new Error(`${rule.name} is not unknown.`);
  // What tests give as the reason for an unknown value.
  const message = found.message.replace('a test says so', 'known after apply');
  return messageOf(rule.name, { ...found, message });
}

/** Values that a message does not repeat, for they may be secrets. */
function unprintableMessages(): Message[] {
  return Object.entries({
    'an array': ['hunter2'],
    'a string': 'hunter2',
    'a number': 4711,
    'an object': { password: 'hunter2' },
  }).map(([type, value]) => ({
    when: `\`public_network_access_enabled\` is ${type}`,
    text: judge(dialects.azurerm, {
      ...premium,
      public_network_access_enabled: value,
    }).found,
  }));
}

/** Every reason for which a rule does not apply to an example of any rule. */
async function notApplicableMessages(): Promise<Message[]> {
  const messages = new Map<string, Message>();
  for (const rule of rules) {
    for (const options of [optionsOfExamples[rule.name], {}]) {
      for (const example of examples) {
        for (const finding of await findingsOn(example, rule, options)) {
          const { outcome, found } = finding;
          if (outcome !== 'notApplicable') continue;
          const reason = found.replace(rule.name, '').replace(/"[^"]*"/, '');
          const known = messages.get(reason);
          messages.set(reason, known ?? messageOf(rule.name, finding));
        }
      }
    }
  }
  return [...messages.values()];
}

function internalErrorMessage(): Message {
  const broken = defineRule({
    ...acrFirewall,
    evaluate: () => {
      throw new TypeError('broken on purpose');
    },
  });
  return {
    when: 'A rule throws',
    text: judge(dialects.azurerm, premium, broken).message,
  };
}

/** Thrown for definitions of own rules. */
function definitionMessages(): Message[] {
  const own = { ...acrFirewall };
  Reflect.deleteProperty(own, 'url');
  const level = { type: 'boolean', default: true, description: '' } as const;
  return [
    {
      when: 'a name of another shape',
      text: thrownBy(() => defineRule({ ...own, name: 'Firewall' })),
    },
    {
      when: 'no address of a page',
      text: thrownBy(() => defineRule({ ...own, name: 'Contoso.ACR.Private' })),
    },
    {
      when: 'an option with a name that is taken',
      text: thrownBy(() => defineRule({ ...own, options: { level } })),
    },
  ];
}

/** The messages of rules, which are the same in every host. */
export async function sectionsOfRules(): Promise<Section[]> {
  return [
    {
      title: 'Violations',
      about:
        'What each rule reports of the example on its page, and the firewall in other languages. The third line is the same as above.',
      lines: ['found', 'fix'],
      messages: [...(await violationMessages()), ...furtherViolations()],
    },
    {
      title: 'Values that are not printed',
      about:
        'Of a value that is not one of Azure’s own only the type is printed, because it may be a secret.',
      messages: unprintableMessages(),
    },
    {
      title: 'Unknown',
      about:
        'A value that decides is unknown. In this table all values are. The second line is each host’s own: it says where the value will be known.',
      lines: ['message'],
      messages: rules.map(unknownMessage),
    },
    {
      title: 'Not applicable',
      about:
        'Why a rule does not apply to a registry: in the JSON report, and in the policy report of Pulumi.',
      messages: await notApplicableMessages(),
    },
    {
      title: 'Compliant',
      about: 'In the JSON report.',
      messages: [
        messageOf(
          acrFirewall.name,
          judge(dialects.azurerm, {
            ...premium,
            public_network_access_enabled: false,
          }),
        ),
      ],
    },
    {
      title: 'Internal errors',
      about: 'They block in every host, whatever the level.',
      messages: [internalErrorMessage()],
    },
    {
      title: 'Rules of your own',
      about: 'What `defineRule` throws.',
      messages: definitionMessages(),
    },
  ];
}
