'use strict';
// Preloaded into a measured process (node --require). Says what the process has
// used on its file descriptor 3: at SIGUSR2, and at SIGTERM, which ends it.
const { writeSync } = require('node:fs');

function report() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = {
    // Milliseconds of all threads, in the kernel too.
    cpu: (userCPUTime + systemCPUTime) / 1000,
    // Megabytes at most until now.
    memory: maxRSS / 1024,
  };
  writeSync(3, `${JSON.stringify(usage)}\n`);
}

process.on('SIGUSR2', report);
process.once('SIGTERM', () => {
  report();
  process.exit();
});
