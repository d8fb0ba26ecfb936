import { createRequire, Module } from 'node:module';
import type * as PolicySdk from '@pulumi/policy';

const sdk = '@pulumi/policy';
const index = '@pulumi/pulumi';

interface Part {
  /** The module that the index has it from. */
  readonly module: string;
  readonly pick: (exports: Readonly<Record<string, unknown>>) => unknown;
}

/**
 * What the policy SDK uses of the index of `@pulumi/pulumi`: the classes of
 * assets, once a resource has one, and of outputs, once a policy repairs
 * something.
 */
const parts = new Map<string | symbol, Part>([
  ['asset', { module: `${index}/asset`, pick: (exports) => exports }],
  ['Output', { module: `${index}/output`, pick: ({ Output }) => Output }],
]);

/**
 * Loads `@pulumi/policy` without what it never needs to serve policies.
 *
 * It imports the index of `@pulumi/pulumi` for the two things above, and with
 * it comes all that a Pulumi *program* may need: TypeScript, npm's installer,
 * sigstore, 500 modules that take longer to load than the rest of the SDK. Here
 * the import is answered by a stand-in, which loads a part when it is asked for
 * it, and the whole index when it is asked for anything else.
 *
 * The stand-in is there only while the SDK loads, and only where nobody has
 * loaded the index before. Where the SDK is laid out differently, it is loaded
 * as it is.
 */
export function loadPolicySdk(): typeof PolicySdk {
  const takeOut = putStandIn(requireFromSdk());
  try {
    return createRequire(__filename)(sdk) as typeof PolicySdk;
  } finally {
    takeOut();
  }
}

/** The SDK may have a copy of `@pulumi/pulumi` of its own: this requires from its place. */
export function requireFromSdk(): NodeJS.Require {
  return createRequire(createRequire(__filename).resolve(sdk));
}

/**
 * Puts the stand-in into the module cache, where `require` looks first
 * (https://nodejs.org/api/modules.html#requirecache). Returns what takes it out.
 */
function putStandIn(load: NodeJS.Require): () => void {
  const { cache } = load;
  const file = resolved(load, index);
  if (file === undefined || cache[file] !== undefined) return () => undefined;

  const standIn = new Module(file);
  const takeOut = () => {
    if (cache[file] === standIn) Reflect.deleteProperty(cache, file);
  };
  standIn.loaded = true;
  standIn.exports = lazyIndex(load, () => {
    takeOut();
    return load(index) as object;
  });
  cache[file] = standIn;
  return takeOut;
}

function lazyIndex(load: NodeJS.Require, loadWhole: () => object): object {
  return new Proxy(
    {},
    {
      get(_, name) {
        // Compiled imports ask for it first, to know what kind of module it is.
        if (name === '__esModule') return true;
        const part = loadPart(load, parts.get(name));
        return part ?? (Reflect.get(loadWhole(), name) as unknown);
      },
      has: (_, name) => Reflect.has(loadWhole(), name),
      ownKeys: () => Reflect.ownKeys(loadWhole()),
      getOwnPropertyDescriptor(_, name) {
        const descriptor = Reflect.getOwnPropertyDescriptor(loadWhole(), name);
        // A proxy may not report what its target lacks as being there for good.
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

function loadPart(load: NodeJS.Require, part: Part | undefined): unknown {
  if (part === undefined) return undefined;
  const file = resolved(load, part.module);
  return file && part.pick(load(file) as Record<string, unknown>);
}

/** The file that a request is answered with; undefined if there is none. */
export function resolved(
  load: NodeJS.Require,
  request: string,
): string | undefined {
  try {
    return load.resolve(request);
  } catch {
    return undefined;
  }
}
