'use strict';
// Rehearses a release: a copy of the project is published to a registry on this
// machine, installed from there and used. Needs the network for the packages
// that it depends on, so it is not part of "npm test".
// What it can't do: provenance, which needs the identity of a workflow's run.
const { spawn } = require('node:child_process');
const {
  cpSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { Buffer } = require('node:buffer');
const { createServer } = require('node:http');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { URL } = require('node:url');
const { name, version } = require('../package.json');

const root = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'acr-release-'));

/** Keeps what is published, and sends on to another registry who asks for another package. */
function startRegistry(upstream) {
  let published;
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname } = new URL(request.url, 'http://localhost');
      if (request.method === 'PUT' && pathname === `/${name}`) {
        published = JSON.parse(Buffer.concat(chunks));
        response.end('{}');
      } else if (pathname.startsWith(`/${name}/-/`)) {
        const [{ data }] = Object.values(published._attachments);
        response.end(Buffer.from(data, 'base64'));
      } else if (pathname === `/${name}`) {
        response.statusCode = published === undefined ? 404 : 200;
        response.end(JSON.stringify(published ?? {}));
      } else {
        response.writeHead(302, {
          location: new URL(request.url.slice(1), upstream).href,
        });
        response.end();
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** Runs a command; the registry of this process must go on answering meanwhile. */
function run(cwd, environment, expected, command, ...args) {
  console.log(`> ${command} ${args.join(' ')}`);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment };
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (status) => {
      if (status === expected) resolve(output);
      else
        reject(
          new Error(
            `It ended with ${status}, expected ${expected}:\n${output}`,
          ),
        );
    });
  });
}

function copyProject() {
  const left = new Set(['node_modules', 'dist', '.git', 'coverage']);
  const copy = join(directory, 'project');
  cpSync(root, copy, {
    recursive: true,
    filter: (file) => !left.has(file.slice(root.length + 1)),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

async function rehearse() {
  const upstream = (
    await run(root, {}, 0, 'npm', 'config', 'get', 'registry')
  ).trim();
  const server = await startRegistry(upstream.replace(/\/?$/, '/'));
  const { port } = server.address();
  const local = `127.0.0.1:${port}`;
  const forge = {
    GITHUB_SERVER_URL: 'https://forge.example',
    GITHUB_REPOSITORY: 'owner/azure-acr-policy-pack',
  };
  const registry = [
    `--registry=http://${local}/`,
    `--//${local}/:_authToken=rehearsal`,
    `--cache=${join(directory, 'cache')}`,
    ...['--no-audit', '--no-fund'],
  ];
  try {
    const copy = copyProject();
    // Without what the forge knows nothing may be published.
    await run(copy, forge, 1, 'npm', 'publish', ...registry);
    await run(copy, forge, 0, 'node', 'scripts/release-metadata.js');
    await run(
      copy,
      {},
      0,
      'npm',
      'sbom',
      '--package-lock-only',
      '--omit=dev',
      '--sbom-format=cyclonedx',
    );
    await run(copy, forge, 0, 'npm', 'publish', '--access=public', ...registry);

    const prefix = join(directory, 'user');
    await run(
      directory,
      {},
      0,
      'npm',
      'install',
      '--prefix',
      prefix,
      '--omit=optional',
      '--ignore-scripts',
      ...registry,
      `${name}@${version}`,
    );
    const document = join(directory, 'main.tf.json');
    writeFileSync(
      document,
      '{"resource":{"azurerm_container_registry":{"web":{"sku":"Premium"}}}}',
    );
    const report = await run(
      directory,
      {},
      1,
      join(prefix, 'node_modules/.bin/acr-policy'),
      'check',
      document,
    );
    if (!report.includes('Azure.ACR.Firewall')) throw new Error(report);
    await run(
      join(prefix, 'node_modules', name),
      forge,
      0,
      'node',
      join(root, 'scripts/release-metadata.js'),
      '--check',
    );
    console.log(
      `\n${name}@${version} was published to a local registry, installed and used.`,
    );
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
}

rehearse().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
