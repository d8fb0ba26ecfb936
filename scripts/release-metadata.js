'use strict';
// Writes into package.json and README.md what only the forge knows, before a
// release: the address of the repository, without which npm refuses provenance,
// and links that work on npm's page of the package, which has no files beside it.
// With --check it changes nothing and fails if something is missing.
// Usage: GITHUB_SERVER_URL=… GITHUB_REPOSITORY=… node scripts/release-metadata.js [--check]
const { readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const relativeLink = /(!?)(\[[^\]]*\])\((?![a-z]+:|#)([^)\s]+)\)/g;

/** The address of the repository, as the environment of GitHub's workflows has it. */
function repositoryUrl({ GITHUB_SERVER_URL, GITHUB_REPOSITORY }) {
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) {
    throw new Error(
      'GITHUB_SERVER_URL and GITHUB_REPOSITORY must name the repository.',
    );
  }
  return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
}

function metadata(url) {
  return {
    repository: { type: 'git', url: `git+${url}.git` },
    homepage: `${url}#readme`,
    bugs: { url: `${url}/issues` },
  };
}

/**
 * Makes the links of a page absolute. Pictures need the file itself, other links
 * its page.
 *
 * @param isDirectory whether a path in the repository is one
 */
function withAbsoluteLinks(page, url, tag, isDirectory) {
  return page.replace(relativeLink, (_, picture, label, target) => {
    const [path] = target.split('#');
    const view = picture ? 'raw' : isDirectory(path) ? 'tree' : 'blob';
    return `${picture}${label}(${url}/${view}/${tag}/${target})`;
  });
}

/** What a release must not be published with. */
function problemsOf(manifest, readme, url) {
  const problems = Object.entries(metadata(url))
    .filter(
      ([name, value]) =>
        JSON.stringify(manifest[name]) !== JSON.stringify(value),
    )
    .map(
      ([name, value]) =>
        `package.json: ${name} is not ${JSON.stringify(value)}`,
    );
  const links = [...readme.matchAll(relativeLink)].map(
    ([, , , target]) => `README.md: ${target} is relative`,
  );
  return [...problems, ...links];
}

function main(args) {
  const root = process.cwd();
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const url = repositoryUrl(process.env);
  const manifest = JSON.parse(read('package.json'));
  if (!args.includes('--check')) {
    Object.assign(manifest, metadata(url));
    writeFileSync(
      join(root, 'package.json'),
      `${JSON.stringify(manifest, null, 2)}\n`,
    );
    writeFileSync(
      join(root, 'README.md'),
      withAbsoluteLinks(
        read('README.md'),
        url,
        `v${manifest.version}`,
        (path) => statSync(join(root, path)).isDirectory(),
      ),
    );
  }
  const problems = problemsOf(manifest, read('README.md'), url);
  if (problems.length === 0) return 0;
  console.error(
    `${problems.join('\n')}\nFix: run "node scripts/release-metadata.js" before publishing.`,
  );
  return 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
