import { parentPort, workerData } from 'node:worker_threads';
import { type Problem, plan } from './assignmentRun.ts';

// A thread of its own: seconds of search in the main thread would stall every request.
const port = parentPort;
if (!port) throw new Error('assignmentRun.worker runs as a worker thread');
let told = performance.now();
const found = plan(workerData as Problem, (done) => {
  if (performance.now() - told < 200) return;
  told = performance.now();
  port.postMessage({ done });
});
port.postMessage({ plan: found });
