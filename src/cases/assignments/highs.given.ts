import highsModule from 'highs';
import { BLOCKED, type Instance } from './solver.ts';

/** The same problem as a linear programme in which all seats are filled; its polytope is that of a flow, so that the least cost is a whole solution's. */
function asProgramme({ seats, experts, cost, employer, room, load, spread, pins }: Instance): string {
  const pinned = new Set(pins.map(([submission, expert]) => submission * experts + expert));
  const [objective, rows, bounds]: [string[], string[], string[]] = [[], [], []];
  const held: string[][] = Array.from({ length: experts }, () => []);
  for (const [submission, count] of seats.entries()) {
    const all: string[] = [];
    const byEmployer = new Map<number, string[]>();
    for (let k = 0; k < experts; k++) {
      const at = submission * experts + k;
      const own = cost[at] === BLOCKED && pinned.has(at) ? 0 : (cost[at] as number);
      if (own === BLOCKED) continue;
      const name = `x${submission}_${k}`;
      all.push(name);
      held[k]?.push(name);
      if (own > 0) objective.push(`${own} ${name}`);
      bounds.push(`${pinned.has(at) ? 1 : 0} <= ${name} <= 1`);
      byEmployer.set(employer[k] as number, [...(byEmployer.get(employer[k] as number) ?? []), name]);
    }
    rows.push(`${all.length > 0 ? all.join(' + ') : '0 none'} = ${count}`);
    for (const names of byEmployer.values()) if (names.length > 1) rows.push(`${names.join(' + ')} <= 1`);
  }
  for (const [k, names] of held.entries()) {
    const steps = Array.from({ length: room[k] as number }, (_, step) => `y${k}_${step}`);
    for (const [step, name] of steps.entries()) {
      const own = spread * ((load[k] as number) + step);
      if (own > 0) objective.push(`${own} ${name}`);
      bounds.push(`0 <= ${name} <= 1`);
    }
    rows.push(`${['0 none', ...names].join(' + ')}${steps.map((name) => ` - ${name}`).join('')} = 0`);
  }
  // The format wants short lines.
  const wrap = (sum: string) => sum.replaceAll(' + ', '\n + ').replaceAll(' - ', '\n - ');
  const constraints = rows.map((row, at) => `c${at}: ${wrap(row)}`).join('\n');
  return `Minimize\nobj: ${wrap(['0 none', ...objective].join(' + '))}\nSubject To\n${constraints}\nBounds\n${bounds.join('\n')}\nEnd`;
}

// Its types speak of the CommonJS build; Node loads the other one, whose default export is the loader.
const loaded = (highsModule as unknown as typeof highsModule.default)();

/** The least cost at which all seats are filled, as another solver finds it; null where they cannot be. */
export async function leastByHighs(instance: Instance): Promise<{ cost: number; seconds: number } | null> {
  const highs = await loaded;
  const programme = asProgramme(instance);
  const start = performance.now();
  const solved = highs.solve(programme, { output_flag: false });
  if (solved.Status === 'Infeasible') return null;
  if (solved.Status !== 'Optimal') throw new Error(`HiGHS: ${solved.Status}`);
  return { cost: Math.round(solved.ObjectiveValue), seconds: (performance.now() - start) / 1000 };
}
