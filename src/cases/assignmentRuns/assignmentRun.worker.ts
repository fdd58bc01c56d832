import { parentPort, workerData } from 'node:worker_threads';
import { type Asked, plan, STEPS } from './assignmentRun.ts';

// A thread of its own: seconds of search in the main thread would stall every request.
const port = parentPort;
if (!port) throw new Error('assignmentRun.worker runs as a worker thread');
const { problem, answered } = workerData as Asked;
const every = Math.ceil(problem.submissions.reduce((sum, { seats }) => sum + seats, 0) / STEPS);
let told = 0;
const found = plan(problem, (done) => {
  if (done % every !== 0) return;
  port.postMessage({ done });
  // Goes on when this much is on record: whoever cancelled by then has the search ended here.
  Atomics.wait(answered, 0, told++);
});
port.postMessage({ plan: found });
