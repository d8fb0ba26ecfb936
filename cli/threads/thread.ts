import { parentPort, workerData } from 'node:worker_threads';
import { formats } from '../formats/format';
import { Judge } from '../judge';
import { piecesOf } from '../pieces';
import type {
  Job,
  JudgedDocument,
  Task,
  ThreadMessage,
  ThreadOptions,
} from './messages';

const options = workerData as ThreadOptions;
const judge = new Judge(options.judge);
const renderer = formats[options.format].load()(options.render);

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answer(job));
});

function answer(job: Job): ThreadMessage {
  try {
    const documents = job.tasks.map(judgeOne);
    return { documents, exemptionUses: judge.exemptions.uses() };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function judgeOne({ number, candidate }: Task): JudgedDocument {
  const pieces = piecesOf(judge.judgeFile(candidate), renderer.document());
  let text = '';
  let step = pieces.next();
  for (; step.done !== true; step = pieces.next()) text += step.value;
  return { number, text, report: step.value };
}
