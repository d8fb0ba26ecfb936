'use strict';
// A test runner for Stryker that runs the tests of Jest (jest-circus, expect)
// in one process that stays. Stryker's own runner starts Jest anew for every
// mutant, which takes seconds; this takes milliseconds.
const { join, relative } = require('node:path');
const circus = require('jest-circus');
const { jestExpect } = require('@jest/expect');
const modules = require('./modules');
const { isChosen } = require('./sample');

const activeMutantVariable = '__STRYKER_ACTIVE_MUTANT__';

const { describe, test, it, beforeAll, afterAll, beforeEach, afterEach } =
  circus;
Object.assign(globalThis, { describe, test, it, expect: jestExpect });
Object.assign(globalThis, { beforeAll, afterAll, beforeEach, afterEach });

/** What instrumented code reads and writes. */
const stryker = (globalThis.__stryker__ = {});

class CircusRunner {
  static inject = ['options', 'logger'];
  #log;
  #every;
  #root = process.cwd();
  #files;
  #substitutes;
  #leaveOut;
  /** The files of the project that each file of tests evaluates. */
  #loads = new Map();
  /** What can't be seen in this process. */
  #unfit = new Set();

  constructor({ circus: { testFiles, substitutes, leaveOut, every } }, log) {
    this.#log = log;
    this.#every = every;
    this.#leaveOut = leaveOut.map((name) => new RegExp(name));
    this.#files = testFiles.map((file) => join(this.#root, file));
    this.#substitutes = substitutes;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    process.env.NODE_ENV = 'test';
    for (const [file, other] of Object.entries(this.#substitutes)) {
      modules.substitute(join(this.#root, file), join(this.#root, other));
    }
    process.on('uncaughtException', blame);
    process.on('unhandledRejection', blame);
    circus.addEventHandler(followCoverage);
  }

  async dryRun({ coverageAnalysis }) {
    const tests = [];
    const coverage = { static: {}, perTest: {} };
    const times = new Map();
    for (const file of this.#files) {
      stryker.mutantCoverage = { static: {}, perTest: {} };
      const start = performance.now();
      const all = await this.#run(file, (id) => this.#isWanted(id), false);
      times.set(file, performance.now() - start);
      this.#loads.set(file, modules.evaluated());
      const unfit = all.filter(({ errors }) => errors.some(isUnfit));
      for (const { result } of unfit) this.#unfit.add(result.id);
      const fit = all.filter(({ result }) => !this.#unfit.has(result.id));
      tests.push(...fit.map(({ result }) => result));
      this.#addTo(coverage.static, stryker.mutantCoverage.static);
      for (const { result, sees } of fit) {
        const own = (coverage.perTest[result.id] = {});
        for (const id of sees)
          this.#addTo(own, stryker.mutantCoverage.perTest[id]);
      }
    }
    stryker.mutantCoverage = undefined;
    this.#files.sort((a, b) => times.get(a) - times.get(b));
    if (this.#unfit.size > 0) {
      this.#log.info('%d tests need processes: left out', this.#unfit.size);
    }
    return {
      status: 'complete',
      tests,
      ...(coverageAnalysis === 'off' ? {} : { mutantCoverage: coverage }),
    };
  }

  async mutantRun({ activeMutant, testFilter, sandboxFileName, hitLimit }) {
    stryker.activeMutant = activeMutant.id;
    process.env[activeMutantVariable] = activeMutant.id;
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    const chosen = testFilter && new Set(testFilter);
    let ran = 0;
    try {
      for (const file of this.#filesFor(sandboxFileName, chosen)) {
        const all = await this.#run(
          file,
          (id) => (chosen ? chosen.has(id) : this.#isWanted(id)),
          true,
        );
        const results = all.map(({ result }) => result);
        if (stryker.hitCount > hitLimit) {
          return { status: 'timeout', reason: 'it goes on and on' };
        }
        ran += results.filter(({ status }) => status !== skipped).length;
        const failed = results.find(({ status }) => status === failure);
        if (failed !== undefined) {
          return {
            status: 'killed',
            killedBy: [failed.id],
            failureMessage: failed.failureMessage,
            nrOfTests: ran,
          };
        }
      }
      return { status: 'survived', nrOfTests: ran };
    } finally {
      stryker.activeMutant = undefined;
      delete process.env[activeMutantVariable];
    }
  }

  /** What no test is said to see is not tested: so a mutant is left out of a sample. */
  #addTo(counts, more = {}) {
    for (const [id, count] of Object.entries(more)) {
      if (isChosen(id, this.#every)) counts[id] = (counts[id] ?? 0) + count;
    }
  }

  #isWanted(id) {
    return (
      !this.#unfit.has(id) && !this.#leaveOut.some((name) => name.test(id))
    );
  }

  /** A test sees a mutant only in a file that it loads. */
  #filesFor(mutated, chosen) {
    return this.#files.filter((file) => {
      const name = relative(this.#root, file);
      if (chosen) return [...chosen].some((id) => id.startsWith(`${name} `));
      return this.#loads.get(file)?.has(mutated) ?? true;
    });
  }

  async #run(file, isChosen, bail) {
    modules.forget();
    circus.resetState();
    const name = relative(this.#root, file);
    const state = circus.getState();
    state.testTimeout = 60_000;
    try {
      circus.describe(name, () => {
        require(file);
      });
    } catch (error) {
      // What can't even be loaded fails whatever it would have tested.
      return [resultOf(`${name} loads`, file, [error])];
    }
    const tests = testsBelow(state.rootDescribeBlock);
    number(tests);
    for (const each of tests) {
      if (each.mode === undefined && !isChosen(each.id)) each.mode = 'skip';
    }
    skipEmpty(state.rootDescribeBlock);
    bailing = bail ? tests : undefined;
    await circus.run();
    const results = tests.map((each) => ({
      ...resultOf(each.id, file, each.errors, each),
      sees: [each.id, ...hooksAbove(each)],
    }));
    const stray = state.unhandledErrors;
    const isKnown = results.some(({ errors }) => errors.some(isUnfit));
    if (stray.length === 0 || isKnown) return results;
    return [resultOf(`${name} as a whole`, file, stray), ...results];
  }
}

const success = 0;
const failure = 1;
const skipped = 2;

function resultOf(id, fileName, errors, test) {
  const [error] = errors.map((each) => (Array.isArray(each) ? each[0] : each));
  const status =
    errors.length > 0 ? failure : test.status === 'done' ? success : skipped;
  return {
    errors,
    sees: [],
    result: {
      id,
      name: id,
      fileName,
      timeSpentMs: test?.duration ?? 0,
      status,
      ...(status === failure
        ? { failureMessage: String(error?.stack ?? error) }
        : {}),
    },
  };
}

const isUnfit = (error) =>
  (Array.isArray(error) ? error[0] : error)?.name === 'NotInProcess';

/** The tests that are still to come when one fails, if one is enough. */
let bailing;

function followCoverage(event) {
  switch (event.name) {
    case 'hook_start':
      if (event.hook.type === 'beforeAll') {
        stryker.currentTestId = hookId(event.hook);
      }
      break;
    case 'test_start':
      stryker.currentTestId = event.test.id;
      break;
    case 'test_done':
      stryker.currentTestId = undefined;
      if (event.test.errors.length > 0) stop();
      break;
    case 'hook_failure':
      stop();
      break;
    default:
  }
}

function stop() {
  for (const each of bailing ?? []) {
    if (each.status === null && each.errors.length === 0) each.mode = 'skip';
  }
}

/** An error that nobody awaited belongs to the test that runs. */
function blame(error) {
  const { currentlyRunningTest, unhandledErrors } = circus.getState();
  (currentlyRunningTest?.errors ?? unhandledErrors).push(error);
}

const hookIds = new WeakMap();
let hooks = 0;
function hookId(hook) {
  if (!hookIds.has(hook)) hookIds.set(hook, `hook ${hooks++}`);
  return hookIds.get(hook);
}

function hooksAbove({ parent }) {
  if (!parent) return [];
  return [
    ...parent.hooks.filter(({ type }) => type === 'beforeAll').map(hookId),
    ...hooksAbove(parent),
  ];
}

function testsBelow(block) {
  return block.children.flatMap((child) =>
    child.type === 'test' ? [child] : testsBelow(child),
  );
}

/** Gives each test a name that no other has. */
function number(tests) {
  const counts = new Map();
  for (const each of tests) {
    const names = [each.name];
    for (let block = each.parent; block.parent; block = block.parent) {
      names.unshift(block.name);
    }
    const name = names.join(' ');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    each.id = count === 1 ? name : `${name} (${count})`;
  }
}

/** Where nothing runs, nothing is set up. */
function skipEmpty(block) {
  const isEmpty = block.children.every((child) =>
    child.type === 'test' ? child.mode === 'skip' : skipEmpty(child),
  );
  if (isEmpty) block.mode = 'skip';
  return isEmpty;
}

exports.strykerPlugins = [
  { kind: 'TestRunner', name: 'circus', injectableClass: CircusRunner },
];

exports.strykerValidationSchema = {
  properties: {
    circus: {
      description: 'Files of tests, and what is loaded in place of what.',
      type: 'object',
    },
  },
};
