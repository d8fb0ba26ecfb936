'use strict';
// Processes that are started, do their work and end.
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const usage = join(__dirname, 'usage-at-end.js');

/** Starts Node with arguments, as a subject: its time, and what it has used. */
function node(...args) {
  return starting(process.execPath, args, { isNode: true });
}

/** Starts any program, as a subject: its time. */
function program(command, ...args) {
  return starting(command, args, { isNode: false });
}

function starting(command, args, { isNode }) {
  return {
    measure: () =>
      new Promise((resolve, reject) => {
        const start = process.hrtime.bigint();
        const child = spawn(command, args, {
          stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
          env: {
            ...process.env,
            ...(isNode ? { NODE_OPTIONS: `--require ${usage}` } : {}),
          },
        });
        let errors = '';
        let used = '';
        child.stdout.resume();
        child.stderr.on('data', (text) => (errors += text));
        child.stdio[3].on('data', (text) => (used += text));
        child.on('error', reject);
        child.on('close', (code) => {
          const time = Number(process.hrtime.bigint() - start) / 1e6;
          // 1 says that something violates a policy.
          if (code !== 0 && code !== 1) {
            reject(new Error(`${command} ${args.join(' ')}: ${errors}`));
          }
          const [last = '{}'] = used.trim().split('\n').slice(-1);
          const { cpu, memory } = isNode ? JSON.parse(last) : {};
          resolve(isNode ? { time, cpu, memory } : { time });
        });
      }),
  };
}

module.exports = { node, program };
