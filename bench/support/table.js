'use strict';

/** Prints what a bench measured: the median, the ratio to the reference, and the half in the middle of the ratios. */
function printTable({ bench, rounds, reference, units, figures }) {
  console.log(`\n${bench} (${rounds} rounds, "${reference}" is 1)\n`);
  const quantities = Object.entries(units);
  const rows = [
    [
      '',
      ...quantities.flatMap(([name, unit]) => [
        `${name} (${unit})`,
        'ratio',
        '',
      ]),
    ],
    ...figures.map((figure) => [
      figure.subject,
      ...quantities.flatMap(([name]) => cells(figure[name])),
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => row[column].length)),
  );
  for (const row of rows) {
    const padded = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
    );
    console.log(padded.join('  ').trimEnd());
  }
}

function cells(quantity) {
  if (quantity === undefined) return ['', '', ''];
  const { median, ratio } = quantity;
  return [
    round(median),
    ratio.median.toFixed(3),
    `${ratio.from.toFixed(2)}-${ratio.to.toFixed(2)}`,
  ];
}

/** Three digits that count. */
function round(number) {
  return number >= 100 ? number.toFixed(0) : number.toPrecision(3);
}

module.exports = { printTable };
