'use strict';
// Loaded before the command line (`node --require`): it sees one core, and
// judges in one thread.
require('node:os').availableParallelism = () => 1;
