/** A message, and when it is printed. */
export interface Message {
  readonly when: string;
  readonly says: string;
}

/** A part of the page of messages. */
export interface Section {
  readonly title: string;
  readonly about: string;
  readonly messages: readonly Message[];
}

/** A section as Markdown: a table where every message is a line, else a block for each. */
export function sectionText({ title, about, messages }: Section): string {
  const isTable = messages.every(({ says }) => !says.includes('\n'));
  return [
    `## ${title}`,
    about,
    ...(isTable ? [tableOf(messages)] : messages.map(blockOf)),
  ].join('\n\n');
}

function tableOf(messages: readonly Message[]): string {
  return [
    '| when | what is said |',
    '| --- | --- |',
    ...messages.map(({ when, says }) => `| ${cell(when)} | ${code(says)} |`),
  ].join('\n');
}

function blockOf({ when, says }: Message): string {
  return `${when}:\n\n\`\`\`text\n${says}\n\`\`\``;
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
