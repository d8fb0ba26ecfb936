'use strict';
// Builds the pack in a clone after `npm ci` or `npm install` changed its
// packages. npm runs `dependencies` in the root package only, so also where the
// published tarball was extracted and its dependencies are installed in place
// (as Pulumi Cloud does): there the compiled files came along and the sources
// did not.
//
// It must not be `prepare`, `prepack` or `postpack`: npm prints a banner for
// these during `npm pack`, and `pulumi policy publish` takes all of its standard
// output as the name of the file (`Pack` in pulumi's sdk/nodejs/npm/npm.go).
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
if (existsSync(join(root, 'tsconfig.build.json'))) require('./build.js');
