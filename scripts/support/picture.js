'use strict';
// A picture of what the command prints on a terminal: its own output, in its
// own colours, as SVG. Nothing is loaded to show it.
const { cpSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { PassThrough, Writable } = require('node:stream');

const root = join(__dirname, '../..');

const columns = 116;
/** Where the text of a finding starts, behind its label. */
const textColumn = 13;
const character = { width: 8.4, height: 20 };
const margin = { top: 48, side: 20, bottom: 20 };

/** Of GitHub's dark theme. */
const colors = {
  paper: '#0d1117',
  text: '#e6edf3',
  dim: '#8b949e',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  36: '#79c0ff',
};

/**
 * Runs the compiled command over what CDKTF synthesized.
 *
 * @returns {Promise<string>} the picture
 */
async function pictureOfCheck() {
  const folder = mkdtempSync(join(tmpdir(), 'acr-policy-'));
  try {
    const output = join(root, 'test/fixtures/cli/cdktf-output');
    cpSync(output, join(folder, 'cdktf.out'), { recursive: true });
    const line = 'acr-policy check cdktf.out/stacks/shop';
    const printed = await outputOf(line, folder);
    return svgOf([`$ ${line}`, ...printed.trimEnd().split('\n')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the command writes to a terminal, with the terminal's control sequences. */
async function outputOf(line, cwd) {
  const { run } = require('../../dist/cli/run');
  let text = '';
  const stream = () =>
    new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
  await run(line.split(' ').slice(1), {
    stdin: new PassThrough().end(),
    stdout: Object.assign(stream(), { isTTY: true }),
    stderr: stream(),
    env: {},
    cwd,
  });
  return text;
}

function svgOf(lines) {
  const rows = lines.flatMap(rowsOf);
  const width = Math.ceil(2 * margin.side + columns * character.width);
  const height = margin.top + rows.length * character.height + margin.bottom;
  const texts = rows.map((pieces, index) => {
    const y = margin.top + (index + 0.7) * character.height;
    return `  <text y="${y}">${pieces.map(spanOf).join('')}</text>\n`;
  });
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) =>
      `  <circle cx="${margin.side + 6 + index * 20}" cy="22" r="6" fill="${fill}"/>\n`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="acr-policy finds a container registry with open network access" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="14" fill="${colors.text}" xml:space="preserve">
  <rect width="100%" height="100%" rx="10" fill="${colors.paper}"/>
${dots.join('')}${texts.join('')}</svg>
`;
}

/** The rows of one line; one that is too long goes on below its text, word by word. */
function rowsOf(line) {
  const pieces = piecesOf(line);
  const indent = pieces.length < 2 ? 0 : textColumn;
  const rows = [[]];
  let column = 0;
  for (const { text, style } of pieces) {
    for (const word of text.match(/ *[^ ]+| +/g)) {
      if (column + word.length > columns) {
        rows.push([]);
        column = indent - 1;
      }
      rows.at(-1).push({ text: word, style, column });
      column += word.length;
    }
  }
  return rows.map(joined);
}

/** Words that stand together in one style, as one piece. */
function joined(row) {
  return row.reduce((pieces, word) => {
    const last = pieces.at(-1);
    if (last?.style !== word.style) return [...pieces, word];
    return [...pieces.slice(0, -1), { ...last, text: last.text + word.text }];
  }, []);
}

/** A line's pieces, each in one style. */
function piecesOf(line) {
  const pieces = [];
  let style = {};
  // eslint-disable-next-line no-control-regex -- that is how a terminal is told of colours
  for (const [index, part] of line.split(/\u001b\[(\d+)m/).entries()) {
    if (index % 2 === 1) style = styleAfter(style, Number(part));
    else if (part !== '') pieces.push({ text: part, style });
  }
  return pieces;
}

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
function styleAfter(style, code) {
  switch (code) {
    case 1:
      return { ...style, 'font-weight': 'bold' };
    case 2:
      return { ...style, fill: colors.dim };
    case 4:
      return { ...style, 'text-decoration': 'underline' };
    case 22:
    case 24:
    case 39:
      return {};
    default:
      return { ...style, fill: colors[code] };
  }
}

/** Placed and stretched by hand, so that columns stand whatever the font is. */
function spanOf({ text, style, column }) {
  const place = {
    x: (margin.side + column * character.width).toFixed(1),
    textLength: (text.length * character.width).toFixed(1),
  };
  const attributes = Object.entries({ ...place, ...style })
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  return `<tspan${attributes}>${escape(text)}</tspan>`;
}

function escape(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00a0');
}

module.exports = { pictureOfCheck };
