import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** The value of a term, as plain JSON. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/**
 * A term of the template language, beside what it comes to: computed at once,
 * every argument, in plain JavaScript and without a look at the product.
 */
export interface Term {
  readonly write: (...args: string[]) => string;
  readonly value: Plain;
  readonly args: readonly Term[];
}

/** Writes a term as an expression; the subterm of a number, counted from the outside in, as `unknown`. */
export function writeTerm(term: Term, hidden = -1): string {
  let number = 0;
  const write = (one: Term): string => {
    const isHidden = number++ === hidden;
    const args = one.args.map(write);
    return isHidden ? 'unknown' : one.write(...args);
  };
  return write(term);
}

export function sizeOf(term: Term): number {
  return term.args.reduce((sum, arg) => sum + sizeOf(arg), 1);
}

type Ints = readonly number[];
type Names = Readonly<Record<string, number>>;

interface Sorts {
  bool: Term;
  int: Term;
  text: Term;
  ints: Term;
  names: Term;
}

function literal(value: Plain, text: string): Term {
  return { write: () => text, value, args: [] };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A call whose arguments are terms of given sorts. */
function call(
  name: string,
  args: readonly Arbitrary<Term>[],
  compute: (...values: never[]) => Plain,
): Arbitrary<Term> {
  return form((...texts) => `${name}(${texts.join(', ')})`, args, compute);
}

function form(
  write: (...texts: string[]) => string,
  args: readonly Arbitrary<Term>[],
  compute: (...values: never[]) => Plain,
): Arbitrary<Term> {
  return fc.tuple(...args).map((terms) => ({
    write,
    value: compute(...(terms.map(({ value }) => value) as never[])),
    args: terms,
  }));
}

const smallInt = fc
  .integer({ min: -3, max: 6 })
  .map((value) => literal(value, String(value)));
const smallText = fc
  .constantFrom('', 'a', 'B', "it's", 'Deny', 'a,b', '[x]')
  .map((value) => literal(value, quote(value)));
const truth = fc.boolean().map((value) => literal(value, `${value}()`));
const nothing = fc.constant(literal(null, 'null()'));

/** A lambda over whole numbers that uses a term from outside. */
const x = "lambdaVariables('x')";

function unique(values: Ints): Ints {
  return values.filter((value, index) => values.indexOf(value) === index);
}

const tree = fc.letrec((sort: fc.LetrecTypedTie<Sorts>) => {
  const { bool, int, text, ints, names } = {
    bool: sort('bool'),
    int: sort('int'),
    text: sort('text'),
    ints: sort('ints'),
    names: sort('names'),
  };
  const choose = (kind: Arbitrary<Term>) =>
    call('if', [bool, kind, kind], (which: boolean, a: Plain, b: Plain) =>
      which ? a : b,
    );
  const options = {
    maxDepth: 5,
    depthSize: 'small',
    depthIdentifier: 'term',
    withCrossShrink: true,
  } as const;
  return {
    bool: fc.oneof(
      options,
      truth,
      choose(bool),
      call('and', [bool, bool], (a: boolean, b: boolean) => a && b),
      call('or', [bool, bool], (a: boolean, b: boolean) => a || b),
      call('not', [bool], (a: boolean) => !a),
      call('equals', [int, int], (a: number, b: number) => a === b),
      call('equals', [text, text], (a: string, b: string) => a === b),
      call('equals', [ints, ints], (a: Ints, b: Ints) => a.join() === b.join()),
      call('equals', [text, nothing], () => false),
      call('less', [int, int], (a: number, b: number) => a < b),
      call('empty', [ints], (a: Ints) => a.length === 0),
      call('empty', [text], (a: string) => a.length === 0),
      call('contains', [ints, int], (a: Ints, b: number) => a.includes(b)),
      call('contains', [names, text], (a: Names, b: string) =>
        Object.keys(a).some((name) => name.toLowerCase() === b.toLowerCase()),
      ),
      call('startsWith', [text, text], (a: string, b: string) =>
        a.toLowerCase().startsWith(b.toLowerCase()),
      ),
    ),
    int: fc.oneof(
      options,
      smallInt,
      choose(int),
      call('add', [int, int], (a: number, b: number) => a + b),
      call('sub', [int, int], (a: number, b: number) => a - b),
      call('length', [text], (a: string) => a.length),
      call('length', [ints], (a: Ints) => a.length),
      call('indexOf', [ints, int], (a: Ints, b: number) => a.indexOf(b)),
      call('int', [call('string', [int], String)], Number),
      form(
        (a, b) => `coalesce(tryGet(${a}, 'a'), ${b})`,
        [names, int],
        (a: Names, b: number) => a['a'] ?? b,
      ),
      form(
        (a, b) =>
          `reduce(${a}, ${b}, lambda('x', 'y', sub(${x}, lambdaVariables('y'))))`,
        [ints, int],
        (a: Ints, b: number) => a.reduce((sum, one) => sum - one, b),
      ),
    ),
    text: fc.oneof(
      options,
      smallText,
      choose(text),
      call('concat', [text, text], (a: string, b: string) => a + b),
      call('toLower', [text], (a: string) => a.toLowerCase()),
      call('string', [int], String),
      call('take', [text, int], (a: string, n: number) =>
        a.slice(0, Math.max(n, 0)),
      ),
      call('skip', [text, int], (a: string, n: number) =>
        a.slice(Math.max(n, 0)),
      ),
      call('coalesce', [nothing, text], (_: null, a: string) => a),
      form(
        (a, b, c) => `format('{0}-{1}{2}', ${a}, ${b}, ${c})`,
        [text, int, bool],
        (a: string, b: number, c: boolean) =>
          `${a}-${b}${c ? 'True' : 'False'}`,
      ),
      form(
        (a) => `join(${a}, ';')`,
        [ints],
        (a: Ints) => a.join(';'),
      ),
      form(
        (a, b) => `replace(${a}, 'a', ${b})`,
        [text, text],
        (a: string, b: string) => a.split('a').join(b),
      ),
    ),
    ints: fc.oneof(
      options,
      call('createArray', [int, int], (...all: Ints) => all),
      fc.constant(literal([], 'createArray()')),
      choose(ints),
      call('concat', [ints, ints], (a: Ints, b: Ints) => [...a, ...b]),
      call('union', [ints, ints], (a: Ints, b: Ints) => unique([...a, ...b])),
      call('intersection', [ints, ints], (a: Ints, b: Ints) =>
        unique(a.filter((one) => b.includes(one))),
      ),
      call('skip', [ints, int], (a: Ints, n: number) =>
        a.slice(Math.max(n, 0)),
      ),
      form(
        (a, b) => `map(${a}, lambda('x', add(${x}, ${b})))`,
        [ints, int],
        (a: Ints, b: number) => a.map((one) => one + b),
      ),
      form(
        (a, b) => `filter(${a}, lambda('x', less(${x}, ${b})))`,
        [ints, int],
        (a: Ints, b: number) => a.filter((one) => one < b),
      ),
      form(
        (a, b) => `filter(${a}, lambda('x', or(${b}, less(${x}, 2))))`,
        [ints, bool],
        (a: Ints, b: boolean) => a.filter((one) => b || one < 2),
      ),
      form(
        (a) => `sort(${a}, lambda('x', 'y', less(${x}, lambdaVariables('y'))))`,
        [ints],
        (a: Ints) => [...a].sort((one, other) => one - other),
      ),
    ),
    names: fc.oneof(
      options,
      form(
        (a, b) => `createObject('a', ${a}, 'b', ${b})`,
        [int, int],
        (a: number, b: number) => ({ a, b }),
      ),
      form(
        (a) => `createObject('c', ${a})`,
        [int],
        (c: number) => ({ c }),
      ),
      choose(names),
      call('union', [names, names], (a: Names, b: Names) => ({ ...a, ...b })),
      call('intersection', [names, names], (a: Names, b: Names) =>
        Object.fromEntries(
          Object.entries(a).filter(([name, value]) => b[name] === value),
        ),
      ),
      form(
        (a, b) => `shallowMerge(createArray(${a}, ${b}))`,
        [names, names],
        (a: Names, b: Names) => ({ ...a, ...b }),
      ),
      form(
        (a, b) => `mapValues(${a}, lambda('x', sub(${x}, ${b})))`,
        [names, int],
        (a: Names, b: number) =>
          Object.fromEntries(
            Object.entries(a).map(([name, value]) => [name, value - b]),
          ),
      ),
    ),
  };
});

/** Any term, of any sort, that Azure can evaluate. */
export const anyTerm: Arbitrary<Term> = fc.oneof(
  tree.bool,
  tree.int,
  tree.text,
  tree.ints,
  tree.names,
);
