import { addDays, addMonths } from '../kernel/day.ts';
import { parameterOn } from './evaluate.ts';
import type { Pack } from './pack.ts';

/**
 * The last day of what a rule orders for a term (三年内不再受理): counted from the day of the decision. Null: the rule
 * sets no term, or leaves it open.
 *
 * @param decidedOn YYYY-MM-DD; chooses the value of the term as well
 */
export function lastDayOf(pack: Pack, rule: string, decidedOn: string): string | null {
  const found = pack.recorded.find((each) => each.id === rule);
  if (!found) throw new RangeError(`no rule ${rule} in ${pack.id}`);
  const months = found.term === null ? undefined : parameterOn(pack, found.term, decidedOn);
  return typeof months === 'number' ? addDays(addMonths(decidedOn, months), -1) : null;
}
