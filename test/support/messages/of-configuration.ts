import {
  checkPolicyPackFile,
  parseConfigurationText,
  readConfigurationFile,
} from '../../../shared/configuration-file';
import { parseInCodeExemption } from '../../../shared/configuration';
import { errorText } from '../../../shared/configuration-error';
import { rules } from '../../../shared/rules';
import { inFolder } from '../cli';
import type { Section } from './section';

/** Wrong configurations by what is wrong with them, as files. */
const files: Readonly<Record<string, string>> = {
  'an option that is not known': 'ruls: {}',
  'a rule that is not known': 'rules:\n  Azure.ACR.Firewal: mandatory',
  'a level that is not known': 'rules:\n  Azure.ACR.Firewall: blocking',
  'a level of another type': 'rules:\n  Azure.ACR.Firewall: 1',
  'an option of a rule that it does not have':
    'rules:\n  Azure.ACR.Firewall: { days: 1 }',
  'an option of a rule that is out of range':
    'rules:\n  Azure.ACR.OpenIpRule: { maximumPercent: 101 }',
  'a list of another type':
    'rules:\n  Azure.ACR.ReplicaLocation: { allowedLocations: westeurope }',
  'an exemption without a reason': 'exemptions:\n  - resource: shop/*',
  'an exemption with a blank reason':
    'exemptions:\n  - { resource: shop/*, reason: " " }',
  'an exemption of no rule':
    'exemptions:\n  - { resource: shop/*, reason: approved, rules: [] }',
  'a date that does not exist':
    'exemptions:\n  - { resource: shop/*, reason: approved, expires: 2027-02-30 }',
  'exemptions that are an object': 'exemptions: { resource: shop/* }',
  'exemptions that are an empty object': 'exemptions: {}',
  'a list where an object is expected': '[preset]',
  'an empty list where an object is expected': '[]',
  'a truth value that is a text': 'preset: yes please',
  'a text that is empty': 'unknown:',
  'two documents in one file': 'unknown: warn\n---\nunknown: error',
  'a file that is no YAML': 'unknown: [warn',
  'a tag that is not known': 'unknown: !secret warn',
  'an alias of nothing': 'unknown: *nothing',
};

/** Wrong files for Pulumi's `--policy-pack-config`. */
const policyPackFiles: Readonly<Record<string, string>> = {
  'a policy that does not exist': '{ "Azure.ACR.Firewal": "mandatory" }',
  'a level that Pulumi does not know': '{ "Azure.ACR.Firewall": "warn" }',
  'options under `all`':
    '{ "all": { "enforcementLevel": "advisory", "unknown": "error" } }',
};

function saidOf(text: string): string {
  const parsed = parseConfigurationText(text, 'policy.yaml', rules);
  return 'errors' in parsed ? errorText(parsed.errors) : '';
}

/** What is wrong with a configuration, wherever it is written. */
export async function sectionsOfConfiguration(): Promise<Section[]> {
  const missing = readConfigurationFile('missing.yaml', rules);
  const inCode = parseInCodeExemption({}, rules, 'exemptFromAcrPolicy');
  return [
    {
      title: 'Errors in a configuration',
      about:
        'Source, line and column where it is a file, what is there and what is allowed. In code the source is the function: `enforceAcrPolicy`, `policies`.',
      messages: [
        ...Object.entries(files).map(([when, text]) => ({
          when,
          says: saidOf(text),
        })),
        {
          when: 'a file that is not there',
          says: 'errors' in missing ? errorText(missing.errors) : '',
        },
        {
          when: 'an exemption in code without a reason',
          says: 'errors' in inCode ? errorText(inCode.errors) : '',
        },
      ],
    },
    {
      title: 'Errors in a file for Pulumi',
      about:
        '`acr-policy config validate --pulumi`: what Pulumi itself would drop in silence.',
      messages: await Promise.all(
        Object.entries(policyPackFiles).map(async ([when, text]) => ({
          when,
          says: await inFolder({ 'policy.json': text }, (folder) =>
            Promise.resolve(
              errorText(
                checkPolicyPackFile(`${folder}/policy.json`, rules),
              ).replaceAll(`${folder}/`, ''),
            ),
          ),
        })),
      ),
    },
  ];
}
