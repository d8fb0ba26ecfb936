/** Maximum length of a string in messages. */
const longestShown = 60;

/** Shortens a string for a message. */
export function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
