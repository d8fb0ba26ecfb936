import type { Framework, Rule } from '../types';

const definitions =
  'https://github.com/Azure/azure-policy/blob/master/built-in-policies/policySetDefinitions';

/** Compliance frameworks, each as a built-in initiative of Azure Policy maps it. */
const initiatives = {
  mcsb: {
    name: 'Microsoft cloud security benchmark',
    version: 'v1',
    file: 'Security%20Center/AzureSecurityCenter.json',
  },
  mcsbV2: {
    name: 'Microsoft cloud security benchmark',
    version: 'v2 (preview)',
    file: 'Security%20Center/MCSBv2.json',
  },
  nist: {
    name: 'NIST SP 800-53',
    version: 'Rev. 5',
    file: 'Regulatory%20Compliance/NIST_SP_800-53_R5.json',
  },
  nist511: {
    name: 'NIST SP 800-53',
    version: 'R5.1.1',
    file: 'Regulatory%20Compliance/NIST_SP_800-53_R5.1.1.json',
  },
  pci: {
    name: 'PCI DSS',
    version: 'v4.0.1',
    file: 'Regulatory%20Compliance/PCI_DSS_v4.0.1.json',
  },
  // The controls of Annex A of ISO/IEC 27001:2022; no initiative names that standard.
  iso: {
    name: 'ISO/IEC 27002',
    version: '2022',
    file: 'Regulatory%20Compliance/ISO_IEC_27002_2022.json',
  },
  cis: {
    name: 'CIS Controls',
    version: 'v8.1',
    file: 'Regulatory%20Compliance/CIS_Controls_v8.1.json',
  },
  nis2: {
    name: 'EU 2022/2555 (NIS2)',
    version: '2022',
    file: 'Regulatory%20Compliance/EU_2555_%28NIS2%29_2022.json',
  },
  soc2: {
    name: 'SOC 2',
    version: 'Type 2',
    file: 'Regulatory%20Compliance/SOC_2.json',
  },
  soc2023: {
    name: 'SOC 2',
    version: '2023',
    file: 'Regulatory%20Compliance/SOC_2023.json',
  },
} as const;

type InitiativeName = keyof typeof initiatives;

/** The controls (`groupNames`) of each initiative that a policy definition stands for, as of Azure/azure-policy@f4a50ba. */
const controlsByPolicy: Readonly<
  Record<string, Readonly<Partial<Record<InitiativeName, readonly string[]>>>>
> = {
  // Unrestricted network access.
  'd0793b48-0edc-4296-a390-4c75d1bdfd71': {
    mcsb: ['NS-2'],
    mcsbV2: ['NS-2'],
    nist: ['AC-4', 'SC-7', 'SC-7(3)'],
  },
  // Public network access.
  '0fdf0491-d080-4575-b627-ad0e843cba0f': {
    mcsbV2: ['NS-2'],
    nist511: ['AC.4', 'SC.7', 'SC.7.3'],
    pci: ['1.4.4'],
    iso: ['5.14'],
    cis: ['8.11', '10.7', '13.1', '13.3', '18.4'],
    nis2: ['Article 21'],
    soc2023: ['A1.1', 'CC2.3', 'CC5.3', 'CC7.2', 'CC7.4', 'CC8.1', 'PI1.3'],
  },
  // Customer-managed keys.
  '5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580': {
    mcsb: ['DP-5'],
    mcsbV2: ['DP-5'],
    nist: ['SC-12'],
    soc2: ['CC6.1'],
  },
  // Private link.
  'e8eef0a8-67cf-4eb4-9386-14b0e78733d4': {
    mcsb: ['NS-2'],
    mcsbV2: ['NS-2'],
    nist: ['AC-4', 'AC-17', 'AC-17(1)', 'SC-7', 'SC-7(3)'],
  },
  // A SKU that supports private link.
  'bd560fc0-3c69-498a-ae9f-aa8eb7de0e13': { mcsbV2: ['NS-2'] },
  // The local admin account.
  'dc921057-6b28-4fbe-9b83-f7bec05db6c2': { mcsbV2: ['IM-1'] },
};

/** The controls that Microsoft's initiatives map policy definitions to. */
export function frameworksOf(
  azurePolicies: readonly string[],
): readonly Framework[] {
  return Object.entries(initiatives).flatMap(
    ([key, { name, version, file }]) => {
      const controls = azurePolicies.flatMap(
        (policy) => controlsByPolicy[policy]?.[key as InitiativeName] ?? [],
      );
      return controls.length === 0
        ? []
        : [
            {
              name,
              version,
              controls,
              url: `${definitions}/${file}`,
            },
          ];
    },
  );
}

/** Returns whether Microsoft's initiative for the cloud security benchmark (v1) holds a rule. */
export function isInMcsb({ frameworks }: Pick<Rule, 'frameworks'>): boolean {
  const { name, version } = initiatives.mcsb;
  return frameworks.some(
    (framework) => framework.name === name && framework.version === version,
  );
}
