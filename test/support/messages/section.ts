/** A message, and the situation in which it is printed. */
export interface Message {
  readonly when: string;
  readonly text: string;
}

/** A part of the page of messages. */
export interface Section {
  readonly title: string;
  readonly about: string;
  /** The headings of a table with the first lines of each message; left out: see {@link sectionText}. */
  readonly lines?: readonly string[];
  readonly messages: readonly Message[];
}

/** Formats a section: a table if every message is one line, else a block for each. */
export function sectionText({
  title,
  about,
  lines,
  messages,
}: Section): string {
  const silent = messages.find(({ text }) => text === '');
  if (silent) throw new Error(`${title}: nothing is printed (${silent.when}).`);
  const [first] = messages;
  if (
    messages.length > 1 &&
    messages.every(({ text }) => text === first?.text)
  ) {
    throw new Error(`${title}: each message is ${first?.text}`);
  }
  const isTable = messages.every(({ text }) => !text.includes('\n'));
  return [
    `## ${title}`,
    about,
    ...(isTable || lines !== undefined
      ? [tableOf(lines ?? ['message'], messages)]
      : messages.map(blockOf)),
  ].join('\n\n');
}

function tableOf(
  headings: readonly string[],
  messages: readonly Message[],
): string {
  const rows = messages.map(({ when, text }) => [
    cell(when),
    ...text.split('\n').slice(0, headings.length).map(code),
  ]);
  return [['when', ...headings], ['---', ...headings.map(() => '---')], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function blockOf({ when, text }: Message): string {
  return `${when}:\n\n\`\`\`text\n${text}\n\`\`\``;
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${cell(text)}${fence}`;
}

/** A bar ends a cell, in code too. */
function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

/** The message of what is thrown. */
export function thrownBy(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('Nothing was thrown.');
}
