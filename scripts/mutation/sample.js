'use strict';

/** Whether a mutant is in a sample of one of `every`; the same ones in each run. */
exports.isChosen = (id, every) => Number(id) % every === 0;
