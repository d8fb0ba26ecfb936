'use strict';
// Preloaded into a process (node --require): writes down which files it loaded.
const { writeFileSync } = require('node:fs');

process.once('SIGTERM', () => process.exit());
process.once('exit', () => {
  writeFileSync(process.env.RECORD, JSON.stringify(Object.keys(require.cache)));
});
