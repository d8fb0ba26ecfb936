import { assertReadable } from '../../../cli/inputs/text';
import { acrPolicy, inFolder } from '../cli';
import { checkWith, diagnosticsOf, largeStack } from '../threads';
import { thrownBy } from './section';
import type { Section } from './section';

/** The size of what is refused, and of the machine's memory, are not the message. */
async function memoryFault(): Promise<string> {
  const { stderr } = await acrPolicy(['check', '-'], {
    stdin: `{"resource":[${'{},'.repeat(12_000_000)}{}]}`,
    nodeFlags: ['--max-old-space-size=256'],
  });
  return stderr.trim().replaceAll(/\d+(?= MiB)|(?<=size=)\d+/g, 'N');
}

async function threadFault(): Promise<string> {
  const files = Object.fromEntries(
    Array.from('abcdefghij', (name) => [
      `${name}/cdk.tf.json`,
      largeStack(name, true),
    ]),
  );
  return inFolder(files, async (cwd) =>
    diagnosticsOf(await checkWith(2, ['.'], cwd, 'thread ends')).trim(),
  );
}

/** What the command says of what a process has too little of. */
export async function sectionsOfProcesses(): Promise<Section[]> {
  return [
    {
      title: 'The command: memory and threads',
      about: 'On standard error; the run ends with exit code 2.',
      messages: [
        {
          when: 'a document that needs more memory than there is',
          says: await memoryFault(),
        },
        {
          when: 'a document that is too long',
          says: thrownBy(() => {
            assertReadable(2 ** 30);
          }),
        },
        { when: 'a thread that came to its end', says: await threadFault() },
      ],
    },
  ];
}
