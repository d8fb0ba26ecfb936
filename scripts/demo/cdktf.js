'use strict';
// CDKTF's part of the demo.
require('../support/typescript');
const { buildExample } = require('../../test/support/example');

const program = 'cdktf-typescript';

/**
 * Synthesizes the CDKTF example and prints what its author would see.
 *
 * @returns whether the open registry was stopped and the closed one was not
 */
async function demoCdktf() {
  console.log('\n=== CDKTF ===\n');
  console.log(
    `Synth of examples/${program}, on the real library. It needs neither a\n` +
      'provider nor an account.\n',
  );
  const example = buildExample(program);
  try {
    console.log('$ npm run synth\n');
    // As the example's own script does: places are then those of the TypeScript.
    const { status, output } = example.run('--enable-source-maps');
    // Node prints the line that threw before the error.
    console.log(output.replace(/^[\s\S]*?(?=Error: )/, ''));
    return (
      status !== 0 &&
      output.includes('[shop/open]') &&
      !output.includes('[shop/closed]')
    );
  } finally {
    example.remove();
  }
}

module.exports = { demoCdktf };
