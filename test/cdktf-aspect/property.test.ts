import type { TerraformStack } from 'cdktf';
import * as fc from 'fast-check';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import { readConfiguration } from '../../shared/terraform/configuration';
import {
  annotationsBelow,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  outputOf,
  toolkit,
} from '../support/cdktf';
import type { LibraryName } from '../support/cdktf';
import { findingsOf } from '../support/findings';

/** A change to a program; the number picks a registry. */
type Change =
  | {
      readonly on: 'resource' | 'stack';
      readonly registry: number;
      readonly path: string;
      readonly value: unknown;
    }
  | {
      readonly on: 'property';
      readonly registry: number;
      readonly value: unknown;
    };

interface Program {
  /** By enforceAcrPolicy, or by the aspect alone. */
  readonly isEnforced: boolean;
  readonly registries: readonly {
    readonly sku: string;
    readonly publicAccess: unknown;
    readonly ruleSet: readonly { readonly defaultAction: string }[] | undefined;
    readonly count: number | undefined;
    readonly logicalId: string | undefined;
  }[];
  readonly before: readonly Change[];
  /** At the visit of a registry, by an aspect that runs after the policy. */
  readonly during: readonly Change[];
  /** In a validation. */
  readonly after: readonly Change[];
}

const scalar = fc.constantFrom<unknown>(
  true,
  false,
  'true',
  'false',
  null,
  undefined,
  'Deny',
  'Allow',
  '${var.x}',
  '${local.off}',
  '${local.on}',
  7,
);

const path = fc.constantFrom(
  'public_network_access_enabled',
  'network_rule_set',
  'network_rule_set.0',
  'network_rule_set.0.default_action',
  'network_rule_set.default_action',
  'sku',
  'count',
);

const value = fc.oneof(
  scalar,
  fc.record({ default_action: fc.constantFrom('Deny', 'Allow') }),
  fc.array(fc.record({ default_action: fc.constantFrom('Deny', 'Allow') }), {
    maxLength: 2,
  }),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    on: fc.constantFrom('resource' as const, 'stack' as const),
    registry: fc.nat(4),
    path,
    value,
  }),
  fc.record({
    on: fc.constant('property' as const),
    registry: fc.nat(4),
    value: fc.constantFrom<unknown>(true, false, undefined),
  }),
);

const changes = fc.array(change, { maxLength: 3 });

const program: fc.Arbitrary<Program> = fc.record({
  isEnforced: fc.boolean(),
  registries: fc.array(
    fc.record({
      sku: fc.constantFrom('Premium', 'premium', 'Basic', '${var.sku}'),
      publicAccess: scalar,
      ruleSet: fc.option(
        fc.array(
          fc.record({ defaultAction: fc.constantFrom('Deny', 'Allow', 'x') }),
          { maxLength: 2 },
        ),
        { nil: undefined },
      ),
      count: fc.constantFrom(undefined, undefined, 0, 1),
      logicalId: fc.constantFrom(undefined, undefined, undefined, 'same'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  before: changes,
  during: changes,
  after: changes,
});

/** Writes the program and returns, by address, the policy's outcome and the expected one. */
function run(
  name: LibraryName,
  { registries, isEnforced, ...stages }: Program,
) {
  const tools = toolkit(name);
  const app = newApp(tools);
  const web = newStack(tools, app, 'web');
  new tools.TerraformLocal(web, 'off', false);
  new tools.TerraformLocal(web, 'on', true);
  const declared = registries.map((each, index) => {
    const registry = newRegistry(tools, web, `registry${index}`, {
      sku: each.sku,
      publicNetworkAccessEnabled: each.publicAccess as boolean,
      ...(each.ruleSet === undefined
        ? {}
        : { networkRuleSet: [...each.ruleSet] }),
      ...(each.count === undefined ? {} : { count: each.count }),
    });
    if (each.logicalId !== undefined)
      registry.overrideLogicalId(each.logicalId);
    return registry;
  });
  const apply = (all: readonly Change[]) => {
    for (const { registry, ...each } of all) {
      const target = declared[registry];
      // One more name than there are registries: a stack override may add one.
      const id = target?.friendlyUniqueId ?? 'added';
      if (each.on === 'stack') {
        web.addOverride(
          `resource.azurerm_container_registry.${id}.${each.path}`,
          each.value,
        );
      } else if (each.on === 'resource') {
        target?.addOverride(each.path, each.value);
      } else if (target !== undefined) {
        target.publicNetworkAccessEnabled = each.value as boolean;
      }
    }
  };
  apply(stages.before);
  if (isEnforced) tools.enforceAcrPolicy(app);
  else tools.Aspects.of(web).add(new tools.AcrPolicyAspect());
  tools.Aspects.of(web).add({
    visit: ({ node }) => {
      if (node.id === 'registry0') apply(stages.during);
    },
  });
  web.node.addValidation({
    validate: () => {
      apply(stages.after);
      return [];
    },
  });
  app.synth();
  return {
    said: saidOf(web, declared),
    deserved: deservedBy(outputOf(app, 'web')),
  };
}

function saidOf(
  web: TerraformStack,
  declared: readonly { node: { path: string }; friendlyUniqueId: string }[],
): string[] {
  return annotationsBelow(web).map(({ path, level, message }) => {
    const construct = declared.find(({ node }) => node.path === path);
    const id =
      construct?.friendlyUniqueId ??
      /"(?<id>\w+)"/.exec(message)?.groups?.['id'];
    return `${level === 'error' ? 'fail' : 'unknown'} ${id}`;
  });
}

function deservedBy(output: unknown): string[] {
  return readConfiguration(
    output as never,
    'terraform',
    () => undefined,
  ).flatMap(({ type, name, address, read }) =>
    findingsOf([acrFirewall], { type, name, address }, read)
      .filter(({ effect }) => effect !== 'none')
      .map(({ outcome }) => `${outcome} ${name}`),
  );
}

describe.each(libraryNames)('any program on %s', (name) => {
  beforeAll(() => {
    // So that failing stacks are written too, and can be compared with the report.
    process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] = 'true';
  });
  afterAll(() => {
    delete process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'];
  });

  test('the annotations say what the output deserves', () => {
    fc.assert(
      fc.property(program, (each) => {
        let result;
        try {
          result = run(name, each);
        } catch (error) {
          // The library itself can't write some overrides.
          expect(String(error)).toMatch(/Cannot \w+ propert/);
          return;
        }
        expect(result.said.sort()).toEqual(result.deserved.sort());
      }),
      { numRuns: 200 },
    );
  });
});
