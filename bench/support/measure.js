'use strict';
// Measuring on a machine that does other things too: what is compared takes
// turns, round by round, so that whatever else the machine does falls on all of
// it; and each round gives a ratio of its own.

/**
 * Measures subjects in turns. The first round fills the caches of the disk and
 * does not count.
 *
 * @param {Record<string, { measure: () => Promise<Record<string, number>>, rounds?: number }>} subjects
 *   by name; what is slow may ask for fewer rounds
 * @param {number} rounds
 * @returns {Promise<Record<string, Record<string, number[]>>>} by subject and
 *   quantity, one number for each round
 */
async function alternate(subjects, rounds) {
  const samples = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, { measure, rounds: most }] of Object.entries(subjects)) {
      if (round > (most ?? rounds)) continue;
      const sample = await measure();
      if (round === 0) continue;
      samples[name] ??= {};
      for (const [quantity, value] of Object.entries(sample)) {
        (samples[name][quantity] ??= []).push(value);
      }
    }
  }
  return samples;
}

/**
 * Makes figures of samples: what each subject took, and the ratio to the
 * reference, round by round.
 *
 * @param {Record<string, Record<string, number[]>>} samples
 * @param {string} reference the name of the subject that is 1
 */
function figures(samples, reference) {
  return Object.entries(samples).map(([subject, quantities]) => ({
    subject,
    ...Object.fromEntries(
      Object.entries(quantities).map(([quantity, values]) => {
        const references = samples[reference][quantity];
        const ratios = values.map((value, round) => value / references[round]);
        return [quantity, { ...summary(values), ratio: summary(ratios) }];
      }),
    ),
  }));
}

/** The median, and the quarters around it that hold half of the numbers. */
function summary(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part) => {
    const place = part * (sorted.length - 1);
    const below = sorted[Math.floor(place)];
    return below + (sorted[Math.ceil(place)] - below) * (place % 1);
  };
  return { median: at(0.5), from: at(0.25), to: at(0.75) };
}

module.exports = { alternate, figures, summary };
