'use strict';

/** Ends a run with one line that any CI can read: "N passed, N failed". */
class TallyReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.tally =
      `${results.numPassedTests} passed, ${failed} failed` +
      (skipped > 0 ? `, ${skipped} skipped` : '');
    // After jest's own summary, which is written when this hook returns.
    process.once('exit', () => console.log(this.tally));
  }
}

module.exports = TallyReporter;
