import type { Json } from '../shared/json/json';
import type { Construct } from './constructs/construct-types';

/** An aspect, as the library invokes it. */
export interface Aspect {
  visit(construct: Construct): void;
}

/** The aspects of one scope. */
export interface AspectList {
  readonly all: readonly Aspect[];
  add(aspect: Aspect): void;
}

/** The library's class `Aspects`; where it keeps aspects is each copy's secret. */
export interface AspectsClass {
  of(scope: Construct): AspectList;
}

/** The members of cdktf or cdktn that are used; everything else is recognized by markers and shapes. */
export interface Library {
  readonly name: 'cdktf' | 'cdktn';
  readonly Aspects: AspectsClass;
  /**
   * Renders tokens as the library does when it writes a stack. Tokens are kept
   * globally, so that any copy of the library resolves those of all.
   */
  resolve(value: unknown, stack: Construct): Json | undefined;
}

/** The library's own exports from which a {@link Library} is made. */
interface LibraryExports {
  readonly Aspects: unknown;
  readonly Tokenization: {
    resolve(
      value: unknown,
      options: { scope: never; resolver: never; preparing: boolean },
    ): unknown;
  };
  readonly DefaultTokenResolver: new (concat: never) => unknown;
  readonly StringConcat: new () => unknown;
}

/** Takes what is needed from the library's exports, the same in both libraries. */
export function toLibrary(
  name: Library['name'],
  exports: LibraryExports,
): Library {
  const { Tokenization, DefaultTokenResolver, StringConcat } = exports;
  // The libraries' types are nominal and differ; the shapes are the same.
  const resolver = new DefaultTokenResolver(
    new StringConcat() as never,
  ) as never;
  return {
    name,
    Aspects: exports.Aspects as AspectsClass,
    resolve: (value, stack) =>
      Tokenization.resolve(value, {
        scope: stack as never,
        resolver,
        preparing: false,
      }) as Json | undefined,
  };
}
