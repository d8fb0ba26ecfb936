import { parentPort, workerData } from 'node:worker_threads';
import { formats } from '../formats/format';
import { Judge } from '../judge';
import { judgeWhole } from './whole';
import type { Job, ThreadMessage, ThreadOptions } from './messages';

const options = workerData as ThreadOptions;
const judge = new Judge(options.judge);
const renderer = formats[options.format].load()(options.render);

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answer(job));
});

function answer(job: Job): ThreadMessage {
  try {
    const documents = job.tasks.map((task) =>
      judgeWhole(task, judge, renderer),
    );
    return { documents, exemptionUses: judge.exemptions.uses() };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
