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

/** The firewall rule alone: the others say the same in other words. */
const firewallAlone: AcrPolicyOptions = {
  rules: Object.fromEntries(
    rules
      .filter(({ name }) => name !== 'Azure.ACR.Firewall')
      .map(({ name }) => [name, 'disabled']),
  ),
};

/** What is told of an app with one registry: the error that ends the synthesis, and the annotations that don't. */
function toldOf(
  options: AcrPolicyOptions,
  declare: (stack: ReturnType<typeof newStack>) => void,
): string {
  const app = newApp(tools);
  const stack = newStack(tools, app, 'shop');
  declare(stack);
  tools.enforceAcrPolicy(app, { ...firewallAlone, ...options });
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

const open = (stack: ReturnType<typeof newStack>) => {
  newRegistry(tools, stack, 'open');
};

function verdictMessages(): Message[] {
  return [
    { when: 'A violation', text: toldOf({}, open) },
    {
      when: 'A value that only Terraform knows',
      text: toldOf({}, (stack) => {
        const variable = new tools.TerraformVariable(stack, 'open', {});
        newRegistry(tools, stack, 'web', {
          publicNetworkAccessEnabled: variable.booleanValue,
        });
      }),
    },
    {
      when: 'An exemption',
      text: toldOf(
        {
          exemptions: [
            { resource: 'shop/open', reason, expires: '2099-12-31' },
          ],
        },
        open,
      ),
    },
    {
      when: 'An exemption that is over',
      text: toldOf(
        {
          exemptions: [
            { resource: 'shop/open', reason, expires: '2020-02-29' },
          ],
        },
        open,
      ),
    },
    {
      when: 'Exemptions without effect',
      text: toldOf(
        {
          exemptions: [
            { resource: 'shop/closed', reason },
            { resource: 'gone/*', reason },
          ],
        },
        (stack) => {
          newRegistry(tools, stack, 'closed', {
            publicNetworkAccessEnabled: false,
          });
        },
      ),
    },
    {
      when: 'An exemption in code that does not count',
      text: toldOf({ inCodeExemptions: 'forbid' }, (stack) => {
        const registry = newRegistry(tools, stack, 'open');
        tools.exemptFromAcrPolicy(registry, { reason });
      }),
    },
    { when: 'A repair', text: toldOf({ remediate: true }, open) },
    {
      when: 'A registry whose place is not recorded',
      text: toldOf({}, (stack) => {
        stack.addOverride('resource.azurerm_container_registry.added', {
          sku: 'Premium',
        });
      }),
    },
    {
      when: 'A file that is not read',
      text: toldOf({}, (stack) => {
        inCustomSynthesis(stack, ({ outdir }) => {
          writeFileSync(join(outdir, 'stacks/shop/extra.tf'), '');
        });
      }),
    },
    {
      when: 'A stack that is in the manifest alone',
      text: toldOf({}, (stack) => {
        inCustomSynthesis(stack, ({ manifest }) => {
          Object.assign(manifest.stacks, { other: { annotations: [] } });
        });
      }),
    },
  ];
}

function usageMessages(): Message[] {
  const app = newApp(tools);
  const stack = newStack(tools, app, 'shop');
  tools.enforceAcrPolicy(app);
  const attempts: [when: string, attempt: () => void][] = [
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

/** What the aspect says. */
export function sectionsOfCdktf(): Section[] {
  return [
    {
      title: 'Annotations',
      about:
        'A violation is an error annotation, which ends the synthesis. The others are warnings and infos.',
      messages: verdictMessages(),
    },
    {
      title: 'Wrong usage',
      about: 'Thrown where the function is called.',
      messages: usageMessages(),
    },
  ];
}
