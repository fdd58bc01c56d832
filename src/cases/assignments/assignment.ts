import { CONFLICT_KINDS, type Conflict } from '../conflicts/conflict.ts';
import { BLOCKED, solve } from './solver.ts';

export interface Candidate {
  readonly personId: string;
  readonly name: string;
  readonly fields: readonly string[];
  readonly conflicts: Conflict[];
  readonly isAway: boolean;
  /** Reviews under way. */
  readonly load: number;
  /** How many more the caps allow. */
  readonly room: number;
  /** Those of one number are of one employer. */
  readonly employer: number;
}

export interface Proposed {
  readonly personId: string;
  readonly name: string;
  readonly because: string;
}
export interface Proposal {
  readonly chosen: Proposed[];
  readonly others: (Proposed & { readonly eligible: boolean; readonly conflicts: Conflict[] })[];
  /** Seats that nobody fills. */
  readonly short: number;
}

/** One more review costs this much for each in hand. */
export const SPREAD = 10;
/** An expert who knows none of the fields: only where those who do would have a hundred reviews more in hand. */
export const NO_FIT = 1000;

export const fitsOf = (fields: readonly string[], matter: string) => fields.filter((field) => matter.includes(field));

/** 0 for three fields or more, 5 more for each that is missing; NO_FIT for none. */
export const fitCost = (fits: number) => (fits === 0 ? NO_FIT : 5 * (3 - Math.min(fits, 3)));

export function because(fits: readonly string[], load: number): string {
  return `${fits.length > 0 ? `熟悉领域：${fits.join('、')}` : '领域不直接对应'}；在评${load}件；无利害关系`;
}

const isEligible = ({ conflicts, isAway, room }: Candidate) => conflicts.length === 0 && !isAway && room > 0;

/**
 * Who should review one submission: without an interest, not away, below the caps; whoever knows the field, then whoever
 * has the least to do, and of one employer at most one. The same input gives the same proposal.
 *
 * @param matter words of the case: direction, goals, trades of the tenants
 * @param seated who sits on it already; they stay
 */
export function propose(
  seats: number,
  matter: string,
  candidates: readonly Candidate[],
  seated: readonly string[] = [],
): Proposal {
  const looked = [...candidates]
    .sort((a, b) => (a.personId < b.personId ? -1 : 1))
    .map((candidate) => ({
      candidate,
      fits: fitsOf(candidate.fields, matter),
      eligible: isEligible(candidate),
      isSeated: seated.includes(candidate.personId),
    }));
  const costOf = ({ fits, candidate }: (typeof looked)[number]) => fitCost(fits.length) + SPREAD * candidate.load;
  const { seated: panels } = solve({
    seats: [seats + looked.filter(({ isSeated }) => isSeated).length],
    experts: looked.length,
    cost: Float64Array.from(looked, (one) => (one.eligible ? fitCost(one.fits.length) : BLOCKED)),
    employer: looked.map(({ candidate }) => candidate.employer),
    room: looked.map(({ candidate, isSeated }) => (isSeated ? candidate.room + 1 : candidate.room)),
    load: looked.map(({ candidate }) => candidate.load),
    spread: SPREAD,
    pins: looked.flatMap(({ isSeated }, at) => (isSeated ? [[0, at] as const] : [])),
  });
  const chosen = (panels[0] ?? [])
    .flatMap((at) => looked[at] ?? [])
    .filter(({ isSeated }) => !isSeated)
    .sort((a, b) => costOf(a) - costOf(b));
  const says = ({ candidate, fits }: (typeof looked)[number]) => {
    if (candidate.conflicts.length > 0)
      return `应当回避：${[...new Set(candidate.conflicts.map(({ kind }) => CONFLICT_KINDS[kind].zh))].join('、')}`;
    if (candidate.isAway) return '本时段不在岗';
    if (candidate.room <= 0) return '已达评审件数上限';
    return because(fits, candidate.load);
  };
  const told = (one: (typeof looked)[number]) => ({
    personId: one.candidate.personId,
    name: one.candidate.name,
    because: says(one),
  });
  return {
    chosen: chosen.map(told),
    others: looked
      .filter((one) => !chosen.includes(one) && !one.isSeated)
      .map((one) => ({ ...told(one), eligible: one.eligible, conflicts: one.candidate.conflicts })),
    short: seats - chosen.length,
  };
}
