import type { Framework, Rule } from '../types';

const definitions =
  'https://github.com/Azure/azure-policy/blob/master/built-in-policies/policySetDefinitions';

/**
 * Compliance frameworks by their id, each as a built-in initiative of Azure
 * Policy maps it. A test compares the controls with an extract of these files
 * (scripts/data/azure-policy.json).
 */
const initiatives = {
  'mcsb-v1': {
    name: 'Microsoft cloud security benchmark',
    version: 'v1',
    file: 'Security%20Center/AzureSecurityCenter.json',
  },
  'mcsb-v2': {
    name: 'Microsoft cloud security benchmark',
    version: 'v2 (preview)',
    file: 'Security%20Center/MCSBv2.json',
  },
  'nist-800-53-r5': {
    name: 'NIST SP 800-53',
    version: 'Rev. 5',
    file: 'Regulatory%20Compliance/NIST_SP_800-53_R5.json',
  },
  'nist-800-53-r5.1.1': {
    name: 'NIST SP 800-53',
    version: 'R5.1.1',
    file: 'Regulatory%20Compliance/NIST_SP_800-53_R5.1.1.json',
  },
  'pci-dss-4.0.1': {
    name: 'PCI DSS',
    version: 'v4.0.1',
    file: 'Regulatory%20Compliance/PCI_DSS_v4.0.1.json',
  },
  // The initiative for ISO/IEC 27001:2022 holds no policy for registries. Its
  // Annex A lists the controls of ISO/IEC 27002:2022 by the same numbers.
  'iso-27002-2022': {
    name: 'ISO/IEC 27002',
    version: '2022',
    file: 'Regulatory%20Compliance/ISO_IEC_27002_2022.json',
  },
  'cis-controls-8.1': {
    name: 'CIS Controls',
    version: 'v8.1',
    file: 'Regulatory%20Compliance/CIS_Controls_v8.1.json',
  },
  nis2: {
    name: 'EU 2022/2555 (NIS2)',
    version: '2022',
    file: 'Regulatory%20Compliance/EU_2555_%28NIS2%29_2022.json',
  },
  'soc-2-type-2': {
    name: 'SOC 2',
    version: 'Type 2',
    file: 'Regulatory%20Compliance/SOC_2.json',
  },
  'soc-2-2023': {
    name: 'SOC 2',
    version: '2023',
    file: 'Regulatory%20Compliance/SOC_2023.json',
  },
} as const;

type FrameworkId = keyof typeof initiatives;

/**
 * The controls (`groupNames`) of each initiative that a policy definition stands
 * for, as of Azure/azure-policy@f4a50ba. The initiatives hold no other definition
 * that a rule answers.
 */
const controlsByPolicy: Readonly<
  Record<string, Readonly<Partial<Record<FrameworkId, readonly string[]>>>>
> = {
  // Unrestricted network access.
  'd0793b48-0edc-4296-a390-4c75d1bdfd71': {
    'mcsb-v1': ['NS-2'],
    'mcsb-v2': ['NS-2'],
    'nist-800-53-r5': ['AC-4', 'SC-7', 'SC-7(3)'],
  },
  // Public network access.
  '0fdf0491-d080-4575-b627-ad0e843cba0f': {
    'mcsb-v2': ['NS-2'],
    'nist-800-53-r5.1.1': ['AC.4', 'SC.7', 'SC.7.3'],
    'pci-dss-4.0.1': ['1.4.4'],
    'iso-27002-2022': ['5.14'],
    'cis-controls-8.1': ['8.11', '10.7', '13.1', '13.3', '18.4'],
    nis2: ['Article 21'],
    'soc-2-2023': [
      'A1.1',
      'CC2.3',
      'CC5.3',
      'CC7.2',
      'CC7.4',
      'CC8.1',
      'PI1.3',
    ],
  },
  // Customer-managed keys.
  '5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580': {
    'mcsb-v1': ['DP-5'],
    'mcsb-v2': ['DP-5'],
    'nist-800-53-r5': ['SC-12'],
    'soc-2-type-2': ['CC6.1'],
  },
  // Private link.
  'e8eef0a8-67cf-4eb4-9386-14b0e78733d4': {
    'mcsb-v1': ['NS-2'],
    'mcsb-v2': ['NS-2'],
    'nist-800-53-r5': ['AC-4', 'AC-17', 'AC-17(1)', 'SC-7', 'SC-7(3)'],
  },
  // A SKU that supports private link.
  'bd560fc0-3c69-498a-ae9f-aa8eb7de0e13': { 'mcsb-v2': ['NS-2'] },
  // The local admin account.
  'dc921057-6b28-4fbe-9b83-f7bec05db6c2': { 'mcsb-v2': ['IM-1'] },
};

/** The controls that Microsoft's initiatives map policy definitions to. */
export function frameworksOf(
  azurePolicies: readonly string[],
): readonly Framework[] {
  return (Object.keys(initiatives) as FrameworkId[]).flatMap((id) => {
    const { name, version, file } = initiatives[id];
    const controls = azurePolicies.flatMap(
      (policy) => controlsByPolicy[policy]?.[id] ?? [],
    );
    return controls.length === 0
      ? []
      : [
          {
            id,
            name,
            version,
            controls: [...new Set(controls)],
            url: `${definitions}/${file}`,
          },
        ];
  });
}

/** Returns whether Microsoft's initiative for the cloud security benchmark (v1) holds a rule. */
export function isInMcsb({ frameworks }: Pick<Rule, 'frameworks'>): boolean {
  return frameworks.some(({ id }) => id === ('mcsb-v1' satisfies FrameworkId));
}
