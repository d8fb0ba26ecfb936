'use strict';
// Files of tests, run by Jest's own runner (jest-circus, expect) in this process.
const { relative } = require('node:path');
const circus = require('jest-circus');
const { jestExpect } = require('@jest/expect');
const fc = require('fast-check');
const modules = require('./modules');

/** What instrumented code reads and writes. */
const stryker = (globalThis.__stryker__ ??= {});
exports.stryker = stryker;

/** Makes this process one for tests. */
exports.begin = function () {
  const { describe, test, it, beforeAll, afterAll, beforeEach, afterEach } =
    circus;
  Object.assign(globalThis, { describe, test, it, expect: jestExpect });
  Object.assign(globalThis, { beforeAll, afterAll, beforeEach, afterEach });
  process.env.NODE_ENV = 'test';
  modules.begin();
  // The verdict on a mutant is none of chance, and one failure is enough.
  fc.configureGlobal({ seed: 1, endOnFailure: true });
  process.on('uncaughtException', blame);
  process.on('unhandledRejection', blame);
  circus.addEventHandler(followCoverage);
};

/**
 * Runs the tests of a file.
 *
 * @param file its absolute path
 * @param isChosen which tests to run, by their names
 * @param bail whether one failure is enough
 * @returns the result of each test, what failed in it, and under which names
 *   it is recorded what it covers: its own and those of its hooks
 */
exports.runFile = async function (file, isChosen, bail) {
  modules.forget();
  circus.resetState();
  const name = relative(process.cwd(), file);
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
};

/** Stryker's statuses of a test. */
const success = 0;
const failure = 1;
const skipped = 2;
exports.failure = failure;
exports.skipped = skipped;

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
