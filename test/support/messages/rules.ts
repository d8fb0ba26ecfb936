import { defineRule } from '../../../shared/rules/utils/define-rule';
import { azurermChildren } from '../../../shared/dialects/azurerm';
import type { AzurermChild } from '../../../shared/dialects/azurerm';
import type { Kind } from '../../../shared/model/kind';
import { rules } from '../../../shared/rules';
import { acrFirewall } from '../../../shared/rules/Azure.ACR.Firewall';
import type { OptionValues } from '../../../shared/json-schema/types';
import type { Finding, Outcome, Rule } from '../../../shared/rules/types';
import { dialects, judge, ruleNamed } from '../core';
import { unknown } from '../neutral';
import { thrownBy } from './section';
import type { Message, Section } from './section';

const premium = { sku: 'Premium' };
const denies = { ...premium, network_rule_set: { default_action: 'Deny' } };

/** Registries of azurerm: each rule finds one here that violates it, one that is not its business, one that is not known yet. */
const registries: readonly Readonly<Record<string, unknown>>[] = [
  premium,
  { ...premium, admin_enabled: true },
  { ...premium, anonymous_pull_enabled: true },
  { sku: 'Basic' },
  { ...premium, name: 'web-images' },
  {
    ...premium,
    network_rule_set: {
      default_action: 'Deny',
      ip_rule: [{ action: 'Allow', ip_range: '0.0.0.0/0' }],
    },
  },
  { ...denies, network_rule_bypass_option: 'None' },
  { ...denies, network_rule_bypass_option: unknown },
  { ...premium, retention_policy_in_days: 7 },
  { ...premium, retention_policy_in_days: unknown },
  { ...premium, encryption: { identity_client_id: 'id' } },
  { ...premium, georeplications: [{ location: 'eastus' }] },
  {
    ...premium,
    location: 'westeurope',
    georeplications: [{ location: unknown }],
  },
  { ...premium, network_rule_set: unknown },
  { ...premium, quarantine_policy_enabled: unknown },
  { ...premium, trust_policy_enabled: unknown },
  { ...premium, export_policy_enabled: unknown },
  { ...premium, encryption: unknown },
  { ...denies, network_rule_bypass_for_tasks_enabled: true },
  { ...denies, network_rule_bypass_for_tasks_enabled: unknown },
  { ...premium, role_assignment_mode: unknown },
  { ...premium, data_endpoint_enabled: unknown },
  { ...premium, azuread_authentication_as_arm_policy_enabled: unknown },
  { ...premium, public_network_access_enabled: unknown },
  { ...premium, location: 'eastus' },
  { ...premium, location: unknown },
  {
    name: unknown,
    sku: unknown,
    admin_enabled: unknown,
    anonymous_pull_enabled: unknown,
  },
];

/** What azurerm has no word for, in azure-native's. */
const nativeRegistries: readonly Readonly<Record<string, unknown>>[] = [
  { sku: { name: 'Premium' } },
  { policies: { retentionPolicy: { status: 'enabled' } } },
  { policies: unknown },
  { sku: { name: 'Premium' }, publicNetworkAccess: 'Disabled' },
];

/** Children of a registry in azurerm's words: of each kind one that violates its rule, and one that is not known yet. */
const children: readonly (readonly [AzurermChild, object])[] = [
  ['webhook', { service_uri: 'http://receiver.example.com' }],
  ['webhook', { service_uri: unknown }],
  ['token', {}],
  ['token', { enabled: unknown }],
  ['cacheRule', { source_repo: 'docker.io/library/nginx' }],
  ['cacheRule', { source_repo: unknown }],
];

/** What rules are told that say nothing by default. */
const options: Readonly<Record<string, OptionValues>> = {
  'Azure.ACR.CacheRule': { allowedSources: ['mcr.microsoft.com'] },
  'Azure.ACR.Location': { allowedLocations: ['westeurope'] },
  'Azure.ACR.Naming': { pattern: '^cr[a-z]+$' },
  'Azure.ACR.ReplicaLocation': { allowedLocations: ['westeurope'] },
};

function findingsOf(rule: Rule, given = options[rule.name]): Finding[] {
  const kinds: readonly Kind[] = rule.kinds ?? ['registry'];
  const ofChildren = children
    .filter(([kind]) => kinds.includes(kind))
    .map(([kind, each]) => judge(azurermChildren[kind], each, rule, given));
  if (!kinds.includes('registry')) return ofChildren;
  return [
    ...registries.map((each) => judge(dialects.azurerm, each, rule, given)),
    ...nativeRegistries.map((each) =>
      judge(dialects.azureNative, each, rule, given),
    ),
  ];
}

function messagesOf(rule: Rule, outcome: Outcome): Message[] {
  const found = findingsOf(rule).find((finding) => finding.outcome === outcome);
  if (found === undefined) {
    throw new Error(`No registry here makes ${rule.name} say ${outcome}.`);
  }
  // What tests give as the reason for an unknown value.
  const text = found.message.replace('a test says so', 'known after apply');
  return [{ when: `\`${rule.name}\``, text }];
}

/** The firewall rule, in the words of each way to write a registry. */
function firewallMessages(): Message[] {
  return Object.entries({
    'Pulumi, azure-native': judge(dialects.azureNative, {
      sku: { name: 'Premium' },
    }),
    'Pulumi classic, CDKTF': judge(dialects.azurermCamelCase, premium),
    'ARM template': judge(dialects.armTemplate, { sku: { name: 'Premium' } }),
  }).map(([where, { message }]) => ({
    when: `\`${acrFirewall.name}\`, ${where}`,
    text: message,
  }));
}

/** Values that a message does not repeat, for they may be secrets. */
function unprintableMessages(): Message[] {
  return [['hunter2'], 'hunter2', 4711, { password: 'hunter2' }].map(
    (value) => ({
      when: `\`public_network_access_enabled\` is ${typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'an object') : `a ${typeof value}`}`,
      text:
        judge(dialects.azurerm, {
          ...premium,
          public_network_access_enabled: value,
        }).message.split('\n')[0] ?? '',
    }),
  );
}

function notApplicableMessages(): Message[] {
  const said = new Map<string, Message>();
  for (const rule of rules) {
    for (const given of [options[rule.name], {}]) {
      for (const { outcome, message } of findingsOf(rule, given)) {
        const key = message.replace(rule.name, '');
        if (outcome !== 'notApplicable' || said.has(key)) continue;
        said.set(key, { when: `\`${rule.name}\``, text: message });
      }
    }
  }
  return [...said.values()];
}

/** A rule's option, in its message. */
function minimumMessage(): Message {
  const rule = ruleNamed('Azure.ACR.Retention');
  const { message } = judge(
    dialects.azurerm,
    { ...premium, retention_policy_in_days: 7 },
    rule,
    { minimumDays: 30 },
  );
  return { when: `\`${rule.name}\`, \`minimumDays: 30\``, text: message };
}

function faultMessage(): Message {
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

/** What a definition of one's own rule is told. */
function definitionMessages(): Message[] {
  const own = { ...acrFirewall };
  Reflect.deleteProperty(own, 'url');
  const attempts: [when: string, define: () => unknown][] = [
    ['a name of another shape', () => defineRule({ ...own, name: 'Firewall' })],
    [
      'no address of a page',
      () => defineRule({ ...own, name: 'Contoso.ACR.Private' }),
    ],
    [
      'an option with a name that is taken',
      () =>
        defineRule({
          ...own,
          options: {
            level: { type: 'boolean', default: true, description: '' },
          },
        }),
    ],
  ];
  return attempts.map(([when, define]) => ({ when, text: thrownBy(define) }));
}

/** What the rules say, whichever host asks. */
export function sectionsOfRules(): Section[] {
  return [
    {
      title: 'Violations',
      about:
        'What each rule reports of a registry that azurerm declares, and of the firewall in other languages. The third line is the same as above.',
      lines: ['found', 'fix'],
      messages: [
        ...rules.flatMap((rule) => messagesOf(rule, 'fail')),
        minimumMessage(),
        ...firewallMessages(),
      ],
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
        'A value that decides is not known. The second line is each host’s own: it says where the value will be known.',
      lines: ['message'],
      messages: rules.flatMap((rule) => messagesOf(rule, 'unknown')),
    },
    {
      title: 'Not applicable',
      about:
        'Why a rule does not apply to a registry: in the JSON report, and in the policy report of Pulumi.',
      messages: notApplicableMessages(),
    },
    {
      title: 'Compliant',
      about: 'In the JSON report.',
      messages: messagesOf(acrFirewall, 'pass'),
    },
    {
      title: 'Internal errors',
      about: 'They block in every host, whatever the level.',
      messages: [faultMessage()],
    },
    {
      title: 'Rules of your own',
      about: 'What `defineRule` throws.',
      messages: definitionMessages(),
    },
  ];
}
