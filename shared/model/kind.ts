/** The names of one kind of resource that rules evaluate. */
interface KindNames {
  /** The type in Azure Resource Manager. */
  readonly type: string;
  /** Its name in a sentence: `webhook`. */
  readonly singular: string;
  readonly plural: string;
}

/**
 * The kinds of resources that rules evaluate: registries, and their children, which
 * are resources of their own in Azure:
 * https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries
 */
const kindTable = {
  registry: {
    type: 'Microsoft.ContainerRegistry/registries',
    singular: 'container registry',
    plural: 'registries',
  },
  replication: {
    type: 'Microsoft.ContainerRegistry/registries/replications',
    singular: 'replication',
    plural: 'replications',
  },
  token: {
    type: 'Microsoft.ContainerRegistry/registries/tokens',
    singular: 'token',
    plural: 'tokens',
  },
  webhook: {
    type: 'Microsoft.ContainerRegistry/registries/webhooks',
    singular: 'webhook',
    plural: 'webhooks',
  },
  cacheRule: {
    type: 'Microsoft.ContainerRegistry/registries/cacheRules',
    singular: 'cache rule',
    plural: 'cache rules',
  },
} as const satisfies Record<string, KindNames>;

/** A kind of resource that rules evaluate. */
export type Kind = keyof typeof kindTable;

/** A kind of child of a registry. */
export type ChildKind = Exclude<Kind, 'registry'>;

/** All kinds of children. */
export const childKinds = (Object.keys(kindTable) as Kind[]).filter(
  (kind) => kind !== 'registry',
);

/** The names of a kind. */
export function namesOfKind(kind: Kind): KindNames {
  return kindTable[kind];
}

/** The last part of the type of a child, in lower case: `webhooks`. */
export function segmentOf(kind: ChildKind): string {
  const { type } = kindTable[kind];
  return type.slice(type.lastIndexOf('/') + 1).toLowerCase();
}

const bySegment: ReadonlyMap<string, ChildKind> = new Map(
  childKinds.map((kind) => [segmentOf(kind), kind]),
);

/** The kind of a child by the last part of its type: `webhooks`; undefined if it is none of these. */
export function childKindOf(segment: string): ChildKind | undefined {
  return bySegment.get(segment.toLowerCase());
}
