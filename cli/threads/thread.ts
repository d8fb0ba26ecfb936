import { parentPort, workerData } from 'node:worker_threads';
import { formats } from '../formats/format';
import { Judge } from '../judge';
import { piecesOf } from '../pieces';
import type { Job, Task, ThreadMessage, ThreadOptions } from './messages';

const options = workerData as ThreadOptions;
const judge = new Judge(options.judge);
const renderer = formats[options.format].load()(options.render);

parentPort?.on('message', (job: Job) => {
  try {
    for (const task of job) judgeOne(task);
    say('ready');
  } catch (error) {
    say({ fault: error instanceof Error ? error.message : String(error) });
  }
});

function judgeOne({ number, candidate }: Task): void {
  const pieces = piecesOf(judge.judgeFile(candidate), renderer.document());
  let step = pieces.next();
  for (; step.done !== true; step = pieces.next()) {
    say({ number, piece: step.value });
  }
  const exemptionUses = judge.exemptions.uses();
  say({ number, report: step.value, exemptionUses });
}

function say(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
