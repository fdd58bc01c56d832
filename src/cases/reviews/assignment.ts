import { CONFLICT_KINDS, type Conflict } from './conflict.ts';

export interface Candidate {
  readonly personId: string;
  readonly name: string;
  readonly fields: readonly string[];
  readonly conflicts: Conflict[];
  readonly isAway: boolean;
  /** Reviews under way. */
  readonly load: number;
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

/**
 * Who should review: without an interest and not away; of these first whoever knows the field, then whoever has the
 * least to do. The same input gives the same proposal.
 *
 * @param matter words of the case: direction, goals, trades of the tenants
 */
export function propose(seats: number, matter: string, candidates: readonly Candidate[]): Proposal {
  const looked = candidates.map((candidate) => ({
    candidate,
    fits: candidate.fields.filter((field) => matter.includes(field)),
    eligible: candidate.conflicts.length === 0 && !candidate.isAway,
  }));
  const order = looked
    .filter(({ eligible }) => eligible)
    .sort(
      (a, b) =>
        Number(b.fits.length > 0) - Number(a.fits.length > 0) ||
        a.candidate.load - b.candidate.load ||
        b.fits.length - a.fits.length ||
        (a.candidate.personId < b.candidate.personId ? -1 : 1),
    );
  const chosen = order.slice(0, seats);
  const because = ({ candidate, fits, eligible }: (typeof looked)[number]) => {
    if (candidate.conflicts.length > 0)
      return `应当回避:${[...new Set(candidate.conflicts.map(({ kind }) => CONFLICT_KINDS[kind].zh))].join('、')}`;
    if (!eligible) return '本时段不在岗';
    const field = fits.length > 0 ? `熟悉领域:${fits.join('、')}` : '领域不直接对应';
    return `${field};在评${candidate.load}件;无利害关系`;
  };
  return {
    chosen: chosen.map((one) => ({
      personId: one.candidate.personId,
      name: one.candidate.name,
      because: because(one),
    })),
    others: looked
      .filter((one) => !chosen.includes(one))
      .map((one) => ({
        personId: one.candidate.personId,
        name: one.candidate.name,
        because: because(one),
        eligible: one.eligible,
        conflicts: one.candidate.conflicts,
      })),
    short: seats - chosen.length,
  };
}
