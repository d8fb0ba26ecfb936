import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as ContainerRegistryModule from '@cdktf/provider-azurerm/lib/container-registry';
import * as cdktf from 'cdktf';
import * as cdktn from 'cdktn';
import type { Construct, IConstruct } from 'constructs';
import * as cdktfPolicy from '../../cdktf-aspect/cdktf';
import * as cdktnPolicy from '../../cdktf-aspect/cdktn';
import type { Outcome } from '../../shared/rules/types';

export type LibraryName = 'cdktf' | 'cdktn';

/** Both libraries: every test of the aspect runs on each. */
export const libraryNames: readonly LibraryName[] = ['cdktf', 'cdktn'];

/** A library, the policy for it, and the generated class of azurerm's registry on it. */
export type Toolkit = typeof cdktf &
  typeof cdktfPolicy &
  Pick<typeof ContainerRegistryModule, 'ContainerRegistry'>;

const toolkits: Record<LibraryName, Toolkit> = {
  cdktf: { ...cdktf, ...cdktfPolicy, ...containerRegistryOn(cdktf) },
  // The libraries have one API, but their types are nominal.
  cdktn: {
    ...cdktn,
    ...cdktnPolicy,
    ...containerRegistryOn(cdktn),
  } as unknown as Toolkit,
};

export function toolkit(name: LibraryName): Toolkit {
  return toolkits[name];
}

/** The two ways to put the policy on a program, for `describe.each`. */
export function waysToHold({
  enforceAcrPolicy,
  AcrPolicyAspect,
  Aspects,
}: Toolkit) {
  type Hold = (
    app: cdktf.App,
    stack: IConstruct,
    options: cdktfPolicy.AcrPolicyOptions,
  ) => void;
  return [
    [
      'enforceAcrPolicy',
      (app, _, options) => {
        enforceAcrPolicy(app, options);
      },
    ],
    [
      'the aspect',
      (_, stack, options) => {
        Aspects.of(stack).add(new AcrPolicyAspect(options));
      },
    ],
  ] satisfies [way: string, hold: Hold][];
}

/** The generated provider, its import of cdktf answered by the library that is given. */
function containerRegistryOn(library: object): typeof ContainerRegistryModule {
  let loaded: typeof ContainerRegistryModule | undefined;
  jest.isolateModules(() => {
    jest.doMock('cdktf', () => library);
    loaded = jest.requireActual<typeof ContainerRegistryModule>(
      '@cdktf/provider-azurerm/lib/container-registry',
    );
    jest.dontMock('cdktf');
  });
  if (loaded === undefined) throw new Error('the provider did not load');
  return loaded;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder that is gone when the tests of the file are. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'acr-policy-'));
  folders.push(folder);
  return folder;
}

/** An App that writes into a folder of its own. */
export function newApp(
  { App }: Toolkit,
  config: cdktf.AppConfig = {},
): cdktf.App {
  return new App({ outdir: temporaryFolder(), ...config });
}

/** A stack with the provider that azurerm's resources need. */
export function newStack(
  { TerraformStack, TerraformProvider }: Toolkit,
  scope: Construct,
  id: string,
): cdktf.TerraformStack {
  const stack = new TerraformStack(scope, id);
  new (class AzurermProvider extends TerraformProvider {})(stack, 'azurerm', {
    terraformResourceType: 'azurerm',
    terraformGeneratorMetadata: { providerName: 'azurerm' },
  });
  return stack;
}

type RegistryConfig = ContainerRegistryModule.ContainerRegistryConfig;

/** A Premium registry of the generated provider; what is not given is not set. */
export function newRegistry(
  { ContainerRegistry }: Toolkit,
  scope: Construct,
  id: string,
  config: Partial<RegistryConfig> = {},
): ContainerRegistryModule.ContainerRegistry {
  return new ContainerRegistry(scope, id, {
    name: id,
    location: 'westeurope',
    resourceGroupName: 'rg',
    sku: 'Premium',
    ...config,
  });
}

/** An annotation on a construct. */
export interface FoundAnnotation {
  readonly path: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly trace: readonly string[] | undefined;
}

const levels = {
  '@cdktf/error': 'error',
  '@cdktf/warn': 'warning',
  '@cdktf/info': 'info',
} as const;

function isAnnotationType(type: string): type is keyof typeof levels {
  return Object.hasOwn(levels, type);
}

/** The annotations on a construct and below it that speak of one rule. */
export function annotationsBelow(
  construct: IConstruct,
  rule = 'Azure.ACR.Firewall',
): FoundAnnotation[] {
  return construct.node.findAll().flatMap(({ node }) =>
    node.metadata.flatMap(({ type, data, trace }) =>
      isAnnotationType(type) && String(data).includes(rule)
        ? [
            {
              path: node.path,
              level: levels[type],
              message: String(data),
              trace,
            },
          ]
        : [],
    ),
  );
}

/** The same in short: `['error web/open']`. */
export function verdictsBelow(construct: IConstruct, rule?: string): string[] {
  return annotationsBelow(construct, rule).map(
    ({ level, path }) => `${level} ${path}`,
  );
}

/** The error that a function throws; null if it does not. */
export function errorOf(run: () => unknown): Error | null {
  try {
    run();
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** The paths of the constructs for whose annotations a synthesis fails, in the order of the error. */
export function blockedBy(run: () => unknown): string[] {
  const message = errorOf(run)?.message ?? '';
  return [...message.matchAll(/^\[(?<path>[^\]]+)\]/gm)].map(
    ({ groups }) => groups?.['path'] ?? '',
  );
}

/** The written files of a stack. */
export function outputOf(app: cdktf.App, stackId: string): unknown {
  const file = join(app.outdir, 'stacks', stackId, 'cdk.tf.json');
  return JSON.parse(readFileSync(file, 'utf8')) as unknown;
}

/** A resource of any type, or a `module`, by the attributes that are to be written. */
export interface Declared {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function declare(
  { TerraformResource, TerraformHclModule }: Toolkit,
  stack: cdktf.TerraformStack,
  id: string,
  { type, attributes }: Declared,
): cdktf.TerraformElement {
  if (type === 'module') {
    const { source, ...variables } = attributes;
    return new TerraformHclModule(stack, id, {
      source: String(source),
      variables,
    });
  }
  const resource = new TerraformResource(stack, id, {
    terraformResourceType: type,
  });
  for (const [name, value] of Object.entries(attributes)) {
    resource.addOverride(name, value);
  }
  return resource;
}

/**
 * Declares resources in one stack, synthesizes it and returns the aspect's report
 * of each: what it does not mention either passes or is not its business.
 */
export function judgeWithAspect(
  library: LibraryName,
  declared: readonly Declared[],
  rule = 'Azure.ACR.Firewall',
  options: Readonly<Record<string, unknown>> = {},
): (Extract<Outcome, 'fail' | 'unknown'> | 'silent')[] {
  const tools = toolkit(library);
  const app = newApp(tools, { skipValidation: true });
  const stack = new tools.TerraformStack(app, 'stack');
  const resources = declared.map((each, index) =>
    declare(tools, stack, `resource${index}`, each),
  );
  // A violation must differ from an unknown outcome, whatever the rule's level.
  tools.enforceAcrPolicy(app, {
    rules: { [rule]: { level: 'mandatory', ...options } },
  });
  const error = errorOf(() => {
    app.synth();
  });
  return resources.map((resource) => {
    const [annotation, ...more] = annotationsBelow(resource, rule);
    if (more.length > 0) throw new Error('one registry, several annotations');
    if (annotation === undefined) return 'silent';
    if (annotation.level !== 'error') return 'unknown';
    if (error === null) throw new Error('an error annotation did not block');
    return 'fail';
  });
}
