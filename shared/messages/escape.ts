/** Control characters, which move the cursor or start a line, and marks that turn the direction of text. */
const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const allUnseen = new RegExp(unseen, 'gu');

/**
 * Writes out what can't be seen in a name that someone chose: in a terminal or a
 * log it could hide or forge lines.
 */
export function escapeControlCharacters(text: string): string {
  return unseen.test(text)
    ? text.replace(
        allUnseen,
        (character) =>
          `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    : text;
}
