import { leastByHighs } from '../src/cases/assignments/highs.given.ts';
import { BLOCKED, type Instance, isOptimal, solve } from '../src/cases/assignments/solver.ts';

/** Always the same: one pair in thirty has an interest, a third of the experts know a field, two experts to an employer. */
function generate(submissions: number, experts: number, seats: number): Instance {
  let state = 20240601;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const cost = new Float64Array(submissions * experts);
  for (let at = 0; at < cost.length; at++)
    cost[at] = random() < 1 / 30 ? BLOCKED : random() < 1 / 3 ? Math.floor(random() * 4) * 5 : 1000;
  const fair = Math.ceil((submissions * seats) / experts);
  return {
    seats: Array.from({ length: submissions }, () => seats),
    experts,
    cost,
    employer: Array.from({ length: experts }, () => Math.floor((random() * experts) / 2)),
    room: Array.from({ length: experts }, () => fair + Math.floor(random() * 9)),
    load: Array.from({ length: experts }, () => Math.floor(random() * 5)),
    spread: 10,
    pins: [],
  };
}

/** 2,000 x 300 x 5 in so many seconds, with the gap to the optimum that HiGHS, and a proof of our own, find. */
export async function benchAssignment(print: (line: string) => void = console.log): Promise<boolean> {
  const instance = generate(2000, 300, 5);
  const start = performance.now();
  const { seated, cost, short } = solve(instance);
  const seconds = (performance.now() - start) / 1000;
  const proven = short.length === 0 && isOptimal(instance, seated);
  const highs = await leastByHighs(instance);
  if (!highs) throw new Error('HiGHS fills not all seats');
  const gap = (cost - highs.cost) / highs.cost;
  const ok = proven && gap === 0 && seconds <= highs.seconds;
  print(
    `bench assignment-2000x300x5 ours=${seconds.toFixed(1)}s limit=${highs.seconds.toFixed(1)}s ratio=${(highs.seconds / seconds).toFixed(2)} goal=1 ${ok ? 'ok' : 'short'}`,
  );
  print(
    `bench assignment-gap ours=${cost} limit=${highs.cost} ratio=${(1 + gap).toFixed(6)} goal=1 ${gap === 0 ? 'ok' : 'short'}`,
  );
  return ok;
}

if (import.meta.main) process.exitCode = (await benchAssignment()) ? 0 : 1;
