'use strict';
// npm runs `prepare` in a clone, where the pack must be built, and also where
// the published tarball was extracted and its production dependencies are
// installed in place (that is how `pulumi policy publish` delivers a pack).
// There the compiled files came along and the sources did not.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
if (existsSync(join(root, 'tsconfig.build.json'))) require('./build.js');
