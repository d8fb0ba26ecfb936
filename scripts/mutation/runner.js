'use strict';
// A test runner for Stryker that runs the tests of Jest (jest-circus, expect)
// in one process that stays. Stryker's own runner starts Jest anew for every
// mutant, which takes seconds; this takes milliseconds.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const modules = require('./modules');
const { isChosen } = require('./sample');
const { begin, failure, runFile, skipped, stryker } = require('./suite');

const activeMutantVariable = '__STRYKER_ACTIVE_MUTANT__';

const describe = ({ fileName, location, mutatorName, replacement }) =>
  `${fileName}:${location.start.line + 1}:${location.start.column + 1} ${mutatorName}: ${replacement}`;

function activate(id) {
  stryker.activeMutant = id;
  if (id === undefined) delete process.env[activeMutantVariable];
  else process.env[activeMutantVariable] = id;
}

class CircusRunner {
  static inject = ['options', 'logger'];
  #log;
  #every;
  #root = process.cwd();
  #files;
  #substitutes;
  #leaveOut;
  /** How many mutants of a file each file of tests has killed. */
  #kills = new Map();
  /** What each file of tests takes, in milliseconds. */
  #times = new Map();
  /** The files of the project that each file of tests evaluates. */
  #loads = new Map();
  /** What can't be seen in this process. */
  #unfit = new Set();
  /** What passes alone where nothing is changed: its failure is a mutant's. */
  #fit = new Set();
  /** What the run without mutants has shown: a mutant that ends this process leaves it to the next. */
  #notes = join(this.#root, 'mutation-notes.json');

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
    begin();
    for (const [file, other] of Object.entries(this.#substitutes)) {
      modules.substitute(join(this.#root, file), join(this.#root, other));
    }
    if (!existsSync(this.#notes)) return;
    const { times, loads, unfit } = JSON.parse(readFileSync(this.#notes));
    this.#times = new Map(times);
    this.#loads = new Map(loads.map(([file, own]) => [file, new Set(own)]));
    this.#unfit = new Set(unfit);
  }

  #takeNotes() {
    const loads = [...this.#loads].map(([file, own]) => [file, [...own]]);
    const [times, unfit] = [[...this.#times], [...this.#unfit]];
    writeFileSync(this.#notes, JSON.stringify({ times, loads, unfit }));
  }

  async dryRun({ coverageAnalysis }) {
    const tests = [];
    const coverage = { static: {}, perTest: {} };
    for (const file of this.#files) {
      stryker.mutantCoverage = { static: {}, perTest: {} };
      const start = performance.now();
      const all = await runFile(file, (id) => this.#isWanted(id), false);
      this.#times.set(file, performance.now() - start);
      this.#loads.set(file, modules.evaluated());
      // What needs a process of its own does not pass here.
      const unfit = all.filter(({ result }) => result.status === failure);
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
    this.#takeNotes();
    stryker.mutantCoverage = undefined;
    for (const id of this.#unfit) this.#log.info('left out: %s', id);
    return {
      status: 'complete',
      tests,
      ...(coverageAnalysis === 'off' ? {} : { mutantCoverage: coverage }),
    };
  }

  async mutantRun({ activeMutant, testFilter, sandboxFileName, hitLimit }) {
    activate(activeMutant.id);
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    const chosen = testFilter && new Set(testFilter);
    let ran = 0;
    try {
      const files = this.#filesFor(sandboxFileName, chosen);
      for (let file = files.shift(); file; file = files.shift()) {
        const isWanted = (id) =>
          (chosen?.has(id) ?? true) && this.#isWanted(id);
        const all = await runFile(file, isWanted, true);
        const results = all.map(({ result }) => result);
        if (stryker.hitCount > hitLimit) {
          return { status: 'timeout', reason: 'it goes on and on' };
        }
        ran += results.filter(({ status }) => status !== skipped).length;
        const failed = results.find(({ status }) => status === failure);
        if (failed !== undefined) {
          if (!(await this.#isFit(failed.id, file, isWanted))) {
            this.#log.info('left out, as it fails alone: %s', failed.id);
            this.#unfit.add(failed.id);
            activate(activeMutant.id);
            files.unshift(file);
            continue;
          }
          this.#remember(sandboxFileName, file);
          return {
            status: 'killed',
            killedBy: [failed.id],
            failureMessage: failed.failureMessage,
            nrOfTests: ran,
          };
        }
      }
      if (ran === 0) return { status: 'error', errorMessage: 'no test ran' };
      this.#log.info('survived: %s', describe(activeMutant));
      return { status: 'survived', nrOfTests: ran };
    } finally {
      activate(undefined);
    }
  }

  /** Tells whether a test that failed passes where nothing is changed, alone too. */
  async #isFit(id, file, isWanted) {
    if (this.#fit.has(id)) return true;
    activate(undefined);
    const all = await runFile(file, (each) => each === id, false);
    // What failed may be the file as a whole.
    const own = all.some(({ result }) => result.id === id)
      ? all
      : await runFile(file, isWanted, false);
    const isFit = own.every(({ result }) => result.status !== failure);
    if (isFit) this.#fit.add(id);
    return isFit;
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

  #remember(mutated, killer) {
    const kills = this.#kills.get(mutated) ?? new Map();
    kills.set(killer, (kills.get(killer) ?? 0) + 1);
    this.#kills.set(mutated, kills);
  }

  /**
   * A test sees a mutant only in a file that it loads. First goes what takes
   * little time and has killed mutants of the same file.
   */
  #filesFor(mutated, chosen) {
    const kills = this.#kills.get(mutated);
    const cost = (file) =>
      this.#times.get(file) / (1 + (kills?.get(file) ?? 0));
    const files = [...this.#files].sort((a, b) => cost(a) - cost(b));
    return files.filter((file) => {
      const name = relative(this.#root, file);
      if (chosen) return [...chosen].some((id) => id.startsWith(`${name} `));
      return this.#loads.get(file)?.has(mutated) ?? true;
    });
  }
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
