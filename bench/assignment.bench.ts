import highsModule from 'highs';
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

/** The same problem as a linear programme; its polytope is that of a flow, so that the least cost is a whole solution's. */
function asProgramme({ seats, experts, cost, employer, room, load, spread }: Instance): string {
  const [objective, rows, bounds]: [string[], string[], string[]] = [[], [], []];
  const held: string[][] = Array.from({ length: experts }, () => []);
  for (const [submission, count] of seats.entries()) {
    const all: string[] = [];
    const byEmployer = new Map<number, string[]>();
    for (let k = 0; k < experts; k++) {
      const own = cost[submission * experts + k] as number;
      if (own === BLOCKED) continue;
      const name = `x${submission}_${k}`;
      all.push(name);
      held[k]?.push(name);
      if (own > 0) objective.push(`${own} ${name}`);
      bounds.push(`0 <= ${name} <= 1`);
      byEmployer.set(employer[k] as number, [...(byEmployer.get(employer[k] as number) ?? []), name]);
    }
    rows.push(`${all.join(' + ')} = ${count}`);
    for (const names of byEmployer.values()) if (names.length > 1) rows.push(`${names.join(' + ')} <= 1`);
  }
  for (const [k, names] of held.entries()) {
    const steps = Array.from({ length: room[k] as number }, (_, step) => `y${k}_${step}`);
    for (const [step, name] of steps.entries()) {
      const own = spread * ((load[k] as number) + step);
      if (own > 0) objective.push(`${own} ${name}`);
      bounds.push(`0 <= ${name} <= 1`);
    }
    rows.push(`${names.join(' + ')} - ${steps.join(' - ')} = 0`);
  }
  // The format wants short lines.
  const wrap = (sum: string) => sum.replaceAll(' + ', '\n + ').replaceAll(' - ', '\n - ');
  const constraints = rows.map((row, at) => `c${at}: ${wrap(row)}`).join('\n');
  return `Minimize\nobj: ${wrap(objective.join(' + '))}\nSubject To\n${constraints}\nBounds\n${bounds.join('\n')}\nEnd`;
}

async function leastByHighs(instance: Instance): Promise<{ cost: number; seconds: number }> {
  // Its types speak of the CommonJS build; Node loads the other one, whose default export is the loader.
  const highs = await (highsModule as unknown as typeof highsModule.default)();
  const programme = asProgramme(instance);
  const start = performance.now();
  const solved = highs.solve(programme, { output_flag: false });
  if (solved.Status !== 'Optimal') throw new Error(`HiGHS: ${solved.Status}`);
  return { cost: Math.round(solved.ObjectiveValue), seconds: (performance.now() - start) / 1000 };
}

/** 2,000 x 300 x 5 in so many seconds, with the gap to the optimum that HiGHS, and a proof of our own, find. */
export async function benchAssignment(print: (line: string) => void = console.log): Promise<boolean> {
  const instance = generate(2000, 300, 5);
  const start = performance.now();
  const { seated, cost, short } = solve(instance);
  const seconds = (performance.now() - start) / 1000;
  const proven = short.length === 0 && isOptimal(instance, seated);
  const highs = await leastByHighs(instance);
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
