'use strict';
// As usage.js, for a process that ends by itself: says at the end what it has
// used.
require('./usage');

process.once('exit', () => process.emit('SIGUSR2'));
