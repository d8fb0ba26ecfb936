/** An entry of a construct's metadata; annotations are such entries. */
export interface MetadataEntry {
  readonly type: string;
  readonly data: unknown;
  readonly trace?: string[] | undefined;
}

/** The part of a construct's node that this package uses. */
export interface ConstructNode {
  readonly id: string;
  readonly path: string;
  readonly scope?: Construct | undefined;
  readonly children: readonly Construct[];
  readonly metadata: readonly MetadataEntry[];
  addMetadata(type: string, data: unknown): void;
  addValidation(validation: { validate(): string[] }): void;
  tryFindChild(id: string): Construct | undefined;
  tryGetContext(key: string): unknown;
}

/**
 * A construct, as a structural type: if two copies of a library are loaded, neither
 * `instanceof` nor a nominal type is reliable. The markers below are in the global
 * symbol registry and the same in cdktf, in cdktn and in every copy of them.
 */
export interface Construct {
  readonly node: ConstructNode;
}

/** The root of a program. */
export interface App extends Construct {
  readonly outdir: string;
  readonly skipValidation?: boolean | undefined;
  readonly manifest: Manifest;
  synth(): void;
}

/** The manifest that is written beside the stacks. */
export interface Manifest {
  readonly outdir: string;
  readonly stacks: Readonly<Record<string, StackManifest | undefined>>;
  writeToFile(): void;
}

/** A stack's entry in the manifest. */
export interface StackManifest {
  readonly synthesizedStackPath: string;
  annotations: readonly {
    readonly constructPath: string;
    readonly level: string;
    readonly message: unknown;
    readonly stacktrace?: readonly string[] | undefined;
  }[];
}

/** One synthesis. */
export interface SynthesisSession {
  readonly outdir: string;
  readonly skipValidation?: boolean | undefined;
  readonly manifest: Manifest;
}

/** Writes a stack; the property may be replaced. */
export interface StackSynthesizer {
  synthesize(session: SynthesisSession): void;
}

/** A unit of deployment: what is written to one `cdk.tf.json`. */
export interface Stack extends Construct {
  synthesizer: StackSynthesizer;
  runAllValidations(): void;
  toTerraform(): unknown;
  toHclTerraform(): { readonly hcl: string };
}

/** A construct that renders to Terraform: a resource, a module, a local. */
export interface Element extends Construct {
  readonly friendlyUniqueId: string;
  readonly terraformResourceType?: string;
  addOverride(path: string, value: unknown): void;
  toTerraform(): unknown;
  toHclTerraform(): unknown;
}

/** The key of an app's policy options, shared by all copies of this package. */
export const enforced = Symbol.for('azure-acr-policy-pack/enforced');

const constructMarker = Symbol.for('constructs.Construct');
const appMarker = Symbol.for('cdktf/App');
const stackMarker = Symbol.for('cdktf/TerraformStack');
const elementMarker = Symbol.for('cdktf/TerraformElement');

export function isConstruct(value: unknown): value is Construct {
  return hasMarker(value, constructMarker);
}

export function isApp(value: unknown): value is App {
  return hasMarker(value, appMarker);
}

export function isStack(value: unknown): value is Stack {
  return hasMarker(value, stackMarker);
}

export function isElement(value: unknown): value is Element {
  return hasMarker(value, elementMarker);
}

function hasMarker(value: unknown, marker: symbol): boolean {
  return typeof value === 'object' && value !== null && marker in value;
}

/** A construct and its scopes, from the inside out. */
export function* lineage(construct: Construct): Generator<Construct> {
  let scope: Construct | undefined = construct;
  while (scope !== undefined) {
    yield scope;
    scope = scope.node.scope;
  }
}

/** The root of a construct's tree: the App, unless the program makes none. */
export function rootOf(construct: Construct): Construct {
  return [...lineage(construct)].at(-1) ?? construct;
}

/** Returns whether the policy is enforced on a tree. */
export function isEnforced(root: Construct): boolean {
  return enforced in root;
}

/** The stack that a construct is, or belongs to. */
export function stackOf(construct: Construct): Stack | undefined {
  for (const scope of lineage(construct)) if (isStack(scope)) return scope;
  return undefined;
}

/** Every stack at or below a construct, in the order in which they are synthesized. */
export function stacksBelow(construct: Construct): Stack[] {
  const below = construct.node.children.flatMap(stacksBelow);
  return isStack(construct) ? [construct, ...below] : below;
}

/** A construct and everything below it. */
export function constructsBelow(construct: Construct): Construct[] {
  return [construct, ...construct.node.children.flatMap(constructsBelow)];
}

/** The elements that render into the stack of a scope, without nested stacks. */
export function elementsBelow(
  scope: Construct,
  found: Element[] = [],
): Element[] {
  if (isElement(scope)) found.push(scope);
  for (const child of scope.node.children) {
    if (!isStack(child)) elementsBelow(child, found);
  }
  return found;
}
