import { policies } from '../../../pulumi-policy/policies';
import { Analyzer } from '../analyzer';
import type { Resource } from '../analyzer';
import { unknownOnWire } from '../wire';
import { thrownBy } from './section';
import type { Message, Section } from './section';

const type = 'azure-native:containerregistry:Registry';
const premium = { sku: { name: 'Premium' } };
const exemption = {
  reason: 'Public images, approved by the security board',
};
const stack: Resource = {
  type: 'pulumi:pulumi:Stack',
  name: 'shop-dev',
  properties: {},
};

/** A situation: how the firewall's policy is configured, and on which registry. */
interface Situation {
  readonly when: string;
  readonly configuration?: Record<string, unknown>;
  readonly resource?: Resource;
}

const registry = (properties: Record<string, unknown>): Resource => ({
  type,
  name: 'web',
  properties,
});

const situations: readonly Situation[] = [
  { when: 'A violation', resource: registry(premium) },
  {
    when: 'A value that waits for another resource',
    resource: registry({ ...premium, publicNetworkAccess: unknownOnWire }),
  },
  {
    when: 'The same, with `unknown: error`',
    configuration: { unknown: 'error' },
    resource: registry({ ...premium, publicNetworkAccess: unknownOnWire }),
  },
  {
    when: 'A secret that `pulumi policy analyze` can’t read',
    resource: registry({ ...premium, publicNetworkAccess: '[secret]' }),
  },
  {
    when: 'An exemption',
    configuration: { exemptions: [{ ...exemption, resource: '*::web' }] },
    resource: registry(premium),
  },
  {
    when: 'A resource that declares no registry',
    resource: {
      type: 'random:index/randomId:RandomId',
      name: 'id',
      properties: {},
    },
  },
];

async function verdictMessages(pack: Analyzer): Promise<Message[]> {
  const messages: Message[] = [];
  for (const { when, configuration = {}, resource = stack } of situations) {
    await configure(pack, configuration);
    messages.push({ when, text: await printedFor(pack, resource) });
  }
  messages.push({
    when: 'An error in the configuration',
    text: await configure(pack, { unknown: 'eror' }).then(
      () => '',
      (error: unknown) => (error as { details: string }).details,
    ),
  });
  await configure(pack, {
    exemptions: [{ ...exemption, resource: 'urn:pulumi:*::gone' }],
  });
  await pack.analyze(stack);
  const { diagnostics } = await pack.analyzeStack([stack]);
  messages.push({
    when: 'An exemption without effect',
    text: diagnostics.map(({ message }) => message).join('\n'),
  });
  return messages;
}

async function configure(
  pack: Analyzer,
  properties: Record<string, unknown>,
): Promise<void> {
  await pack.configure({
    'Azure.ACR.Firewall': { level: 'mandatory', properties },
  });
}

/** The messages of the firewall policy for a resource. The others differ only in words. */
async function printedFor(pack: Analyzer, resource: Resource): Promise<string> {
  const policy = 'Azure.ACR.Firewall';
  const { diagnostics, notApplicable } = await pack.analyze(resource);
  const reported = diagnostics.filter((each) => each.policy === policy);
  return [
    ...reported.map(({ message }) => message),
    notApplicable.get(policy) ?? '',
  ]
    .join('\n')
    .replace(/(?<=azure-acr@v)[\d.]+/, 'X')
    .trim();
}

/** The messages of the pack. */
export async function sectionsOfPulumi(): Promise<Section[]> {
  const pack = await Analyzer.boot();
  try {
    return [
      {
        title: 'Policies',
        about:
          'Pulumi prints the level, the policy and the resource in front. What does not apply is only in the policy report.',
        messages: await verdictMessages(pack),
      },
      {
        title: 'A pack of your own',
        about: 'What `policies` throws.',
        messages: [
          {
            when: 'an option that is not known',
            text: thrownBy(() => policies({ ruls: {} } as never)),
          },
        ],
      },
    ];
  } finally {
    await pack.close();
  }
}
