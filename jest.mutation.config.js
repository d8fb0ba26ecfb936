'use strict';
// The tests that "npm run mutation" holds mutants of rules and engine against.
const [unit] = require('./jest.config').projects;

module.exports = {
  ...unit,
  testRegex: '/test/shared/(rules|engine|model)/.*\\.test\\.ts$',
};
