/** Longer strings are cut in messages. */
const longestShown = 60;

/** A string as a message shows it: not at any length. */
export function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
