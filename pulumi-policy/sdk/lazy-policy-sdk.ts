import { createRequire, Module } from 'node:module';
import type * as PolicySdk from '@pulumi/policy';

const sdk = '@pulumi/policy';
const index = '@pulumi/pulumi';

interface Part {
  /** The module that the index exports it from. */
  readonly module: string;
  readonly pick: (exports: Readonly<Record<string, unknown>>) => unknown;
}

/**
 * The parts of `@pulumi/pulumi` that the policy SDK uses: the classes of assets,
 * once a resource has one, and of outputs, once a policy repairs a resource.
 */
const parts = new Map<string | symbol, Part>([
  ['asset', { module: `${index}/asset`, pick: (exports) => exports }],
  ['Output', { module: `${index}/output`, pick: ({ Output }) => Output }],
]);

/**
 * Loads `@pulumi/policy` without the modules that it does not need to serve
 * policies.
 *
 * It imports the index of `@pulumi/pulumi` for the two parts above, which loads all
 * that a Pulumi *program* may need: TypeScript, npm's installer, sigstore, 500
 * modules that take longer than the rest of the SDK. Here the import returns a
 * stand-in, which loads one of the parts on first use, and the whole index for
 * anything else.
 *
 * The stand-in is used only while the SDK loads, and only if the index is not
 * loaded already. If the SDK has another layout, it is loaded unchanged.
 */
export function loadPolicySdk(): typeof PolicySdk {
  const takeOut = putStandIn(requireFromSdk());
  try {
    return createRequire(__filename)(sdk) as typeof PolicySdk;
  } finally {
    takeOut();
  }
}

/** The SDK may have its own copy of `@pulumi/pulumi`, so this resolves from the SDK's directory. */
export function requireFromSdk(): NodeJS.Require {
  return createRequire(createRequire(__filename).resolve(sdk));
}

/**
 * Puts the stand-in into the module cache, where `require` looks first
 * (https://nodejs.org/api/modules.html#requirecache). Returns a function that
 * removes it.
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
        // Compiled imports read it first, to find the kind of module.
        if (name === '__esModule') return true;
        const part = loadPart(load, parts.get(name));
        return part ?? (Reflect.get(loadWhole(), name) as unknown);
      },
      has: (_, name) => Reflect.has(loadWhole(), name),
      ownKeys: () => Reflect.ownKeys(loadWhole()),
      getOwnPropertyDescriptor(_, name) {
        const descriptor = Reflect.getOwnPropertyDescriptor(loadWhole(), name);
        // A proxy may not report a property that its target lacks as non-configurable.
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

/** The file that a request resolves to; undefined if it does not resolve. */
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
