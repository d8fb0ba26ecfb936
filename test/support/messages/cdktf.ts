import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AcrPolicyOptions } from '../../../cdktf-aspect/options';
import { rules } from '../../../shared/rules';
import { errorOf, newApp, newRegistry, newStack, toolkit } from '../cdktf';
import { inCustomSynthesis } from '../cdktf-tampering';
import { thrownBy } from './section';
import type { Message, Section } from './section';

const tools = toolkit('cdktf');
const reason = 'Public images, approved by the security board';

/** Only the firewall rule: the annotations of the others look the same. */
const onlyFirewall: AcrPolicyOptions = {
  rules: Object.fromEntries(
    rules
      .filter(({ name }) => name !== 'Azure.ACR.Firewall')
      .map(({ name }) => [name, 'disabled']),
  ),
};

/** What a stack declares. */
type Declare = (stack: ReturnType<typeof newStack>) => unknown;

const open: Declare = (stack) => newRegistry(tools, stack, 'open');

const situations: readonly [
  when: string,
  options: AcrPolicyOptions,
  declare: Declare,
][] = [
  ['A violation', {}, open],
  [
    'A value that only Terraform knows',
    {},
    (stack) =>
      newRegistry(tools, stack, 'web', {
        publicNetworkAccessEnabled: new tools.TerraformVariable(
          stack,
          'open',
          {},
        ).booleanValue,
      }),
  ],
  [
    'An exemption',
    {
      exemptions: [{ resource: 'shop/open', reason, expires: '2099-12-31' }],
    },
    open,
  ],
  [
    'An exemption that is over',
    {
      exemptions: [{ resource: 'shop/open', reason, expires: '2020-02-29' }],
    },
    open,
  ],
  [
    'Exemptions without effect',
    {
      exemptions: [
        { resource: 'shop/closed', reason },
        { resource: 'gone/*', reason },
      ],
    },
    (stack) =>
      newRegistry(tools, stack, 'closed', {
        publicNetworkAccessEnabled: false,
      }),
  ],
  [
    'An exemption in code that does not count',
    { inCodeExemptions: 'forbid' },
    (stack) => {
      const registry = newRegistry(tools, stack, 'open');
      tools.exemptFromAcrPolicy(registry, { reason });
    },
  ],
  ['A repair', { remediate: true }, open],
  [
    'A registry whose place is not recorded',
    {},
    (stack) => {
      stack.addOverride('resource.azurerm_container_registry.added', {
        sku: 'Premium',
      });
    },
  ],
  [
    'A file that is not read',
    {},
    (stack) => {
      inCustomSynthesis(stack, ({ outdir }) => {
        writeFileSync(join(outdir, 'stacks/shop/extra.tf'), '');
      });
    },
  ],
  [
    'A stack that only the manifest names',
    {},
    (stack) => {
      inCustomSynthesis(stack, ({ manifest }) => {
        Object.assign(manifest.stacks, { other: { annotations: [] } });
      });
    },
  ],
];

/** The error that ends the synthesis of an app with one stack, and the annotations that don't. */
function printedFor(options: AcrPolicyOptions, declare: Declare): string {
  const app = newApp(tools);
  declare(newStack(tools, app, 'shop'));
  tools.enforceAcrPolicy(app, { ...onlyFirewall, ...options });
  const error = errorOf(() => {
    app.synth();
  });
  const annotations = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => ['@cdktf/warn', '@cdktf/info'].includes(type))
    .map(({ data }) => String(data));
  return [...(error === null ? [] : [error.message.trim()]), ...annotations]
    .join('\n')
    .replaceAll(/Declared at \S+/g, 'Declared at main.ts:12');
}

function usageMessages(): Message[] {
  const app = newApp(tools);
  const stack = newStack(tools, app, 'shop');
  tools.enforceAcrPolicy(app);
  const attempts: [when: string, attempt: () => unknown][] = [
    [
      'a stack instead of the App',
      () => {
        tools.enforceAcrPolicy(stack as never);
      },
    ],
    [
      'a second call with other options',
      () => {
        tools.enforceAcrPolicy(app, { unknown: 'error' });
      },
    ],
    [
      'an option that is not known',
      () => {
        tools.enforceAcrPolicy(newApp(tools), { ruls: {} } as never);
      },
    ],
    [
      'an exemption of no construct',
      () => {
        tools.exemptFromAcrPolicy({} as never, { reason });
      },
    ],
  ];
  return attempts.map(([when, attempt]) => ({ when, text: thrownBy(attempt) }));
}

/** The messages of `enforceAcrPolicy`. */
export function sectionsOfCdktf(): Section[] {
  return [
    {
      title: 'Annotations',
      about:
        'A violation is an error annotation, which ends the synthesis. The others are warnings and infos.',
      messages: situations.map(([when, options, declare]) => ({
        when,
        text: printedFor(options, declare),
      })),
    },
    {
      title: 'Wrong usage',
      about: 'Thrown where the function is called.',
      messages: usageMessages(),
    },
  ];
}
