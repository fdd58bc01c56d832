import { addDays, addMonths, type Day } from '../kernel/day.ts';
import { parameterOn } from './evaluate.ts';
import type { Pack } from './pack.ts';

/** The parameter by which a pack says how long a bar lasts. */
export const BAR_TERM = 'barTerm';

export interface BarTerm {
  readonly months: number | null;
  readonly cites: string;
}

/** How long the pack bars and by which clause; months null: the pack names no term, so a person lifts it. */
export function barTerm(pack: Pack, on: Day): BarTerm {
  const value = parameterOn(pack, BAR_TERM, on);
  const held = pack.parameters[BAR_TERM]?.values.filter(({ from }) => from <= on).at(-1);
  return { months: typeof value === 'number' ? value : null, cites: held?.cites ?? '' };
}

/** The last day of a bar that begins on a day. */
export function lastDay(from: Day, months: number): Day {
  return addDays(addMonths(from, months), -1);
}
