'use strict';
// Loads the sources and the tests of a sandbox: compiled once, evaluated anew
// for each file of tests, so that nothing that one mutant left behind in a
// module is seen by the next.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');
const vm = require('node:vm');
const { transformSync } = require('@swc/core');
const { ModuleMocker } = require('jest-mock');

const mocker = new ModuleMocker(globalThis);

/** The sandbox; a test may change the working folder. */
let root;

/** Compiled sources by file name. */
const compiled = new Map();

/** What makes what is answered in place of a module, by the module's file. */
const mocks = new Map();

/** What is loaded in place of a file, by the file's path without its extension. */
const substitutes = new Map();

/** The files of the project that were evaluated since the last `forget`. */
let evaluated = new Set();

function compile(filename) {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  return new vm.Script(
    Module.wrap(code).replace('(exports,', '(jest, exports,'),
    {
      filename,
    },
  );
}

Module._extensions['.ts'] = (module, filename) => {
  let script = compiled.get(filename);
  if (script === undefined) {
    script = compile(filename);
    compiled.set(filename, script);
  }
  evaluated.add(filename);
  const require = Module.createRequire(filename);
  forAllTests(() => {
    script.runInThisContext()(
      jestFor(require),
      module.exports,
      require,
      module,
      filename,
      dirname(filename),
    );
  });
};

/** What is evaluated with a module counts for every test, not for the first one that needs the module. */
function forAllTests(evaluate) {
  const { __stryker__: stryker } = globalThis;
  const test = stryker.currentTestId;
  stryker.currentTestId = undefined;
  try {
    evaluate();
  } finally {
    stryker.currentTestId = test;
  }
}

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const mock =
    mocks.size === 0 ? undefined : mocks.get(fileOf(request, parent));
  return mock === undefined ? load.call(this, request, parent, isMain) : mock();
};

/** @returns undefined for what is not there; that is told when it is loaded */
function fileOf(request, parent) {
  try {
    return Module._resolveFilename(request, parent);
  } catch {
    return undefined;
  }
}

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const source = sourceOf(request, parent);
  const filename = resolve.call(this, source, parent, ...rest);
  return substitutes.get(filename) ?? filename;
};

/** What is asked for compiled is loaded from its source. */
function sourceOf(request, parent) {
  if (root === undefined || !request.startsWith('.') || !parent?.filename) {
    return request;
  }
  const file = join(dirname(parent.filename), request);
  const compiled = join(root, 'dist') + sep;
  return file.startsWith(compiled)
    ? join(root, file.slice(compiled.length).replace(/\.js$/, '.ts'))
    : request;
}

/** What of Jest's object the tests use. */
function jestFor(require) {
  return {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    requireActual(request) {
      const file = require.resolve(request);
      const mock = mocks.get(file);
      mocks.delete(file);
      try {
        return require(request);
      } finally {
        if (mock !== undefined) mocks.set(file, mock);
      }
    },
    doMock(request, factory) {
      let made;
      mocks.set(
        require.resolve(request),
        () => (made ??= { exports: factory() }).exports,
      );
    },
    dontMock: (request) => mocks.delete(require.resolve(request)),
    isolateModules(run) {
      const kept = { ...Module._cache };
      for (const file of Object.keys(kept)) delete Module._cache[file];
      try {
        run();
      } finally {
        for (const file of Object.keys(Module._cache)) {
          delete Module._cache[file];
        }
        Object.assign(Module._cache, kept);
      }
    },
  };
}

/** Forgets every module of the project, not those of its dependencies, and what took the place of any. */
function forget() {
  evaluated = new Set();
  mocks.clear();
  for (const file of Object.keys(Module._cache)) {
    if (!file.includes(`${sep}node_modules${sep}`)) delete Module._cache[file];
  }
}

module.exports = {
  begin: () => (root = process.cwd()),
  forget,
  substitute: (file, other) => substitutes.set(file, other),
  evaluated: () => evaluated,
};
