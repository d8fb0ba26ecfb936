'use strict';

/**
 * Prints what a bench measured: the median, the median of the ratios to the
 * reference, and the quarters around it that hold half of them.
 */
function printTable({ name, rounds, reference, units, limits, figures }) {
  console.log(`\n${name} (${rounds} rounds, "${reference}" is 1)\n`);
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
  for (const { subject, quantity, limit, ratio } of limited(figures, limits)) {
    const verdict = ratio <= limit ? 'kept' : 'missed';
    console.log(
      `${subject}, ${quantity}: at most ${limit}, ${verdict} with ${ratio.toFixed(3)}`,
    );
  }
}

/** The ratios that have a limit. */
function limited(figures, limits = {}) {
  return figures.flatMap(({ subject, ...quantities }) =>
    Object.entries(limits[subject] ?? {}).map(([quantity, limit]) => ({
      subject,
      quantity,
      limit,
      ratio: quantities[quantity].ratio.median,
    })),
  );
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
