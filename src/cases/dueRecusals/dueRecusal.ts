import type { Interested } from '../experts/expert.ts';

/** How far a case had come when an interest of one of its experts became known. `answers`: what the body may do about it. */
export const PHASES = {
  sitting: { zh: '评审中', en: 'Under review', answers: ['seat', 'noted'] },
  finished: {
    zh: '评审已结束，尚未据以作出结论',
    en: 'Reviewed, nothing concluded yet',
    answers: ['goOn', 'reexamine'],
  },
  relied: { zh: '已据评分拟定结论，尚未发布', en: 'Concluded, not yet released', answers: ['reexamine'] },
  closed: { zh: '结果已发布', en: 'Released', answers: ['reexamine', 'stand'] },
} as const satisfies Record<string, { zh: string; en: string; answers: readonly Answer[] }>;
export type Phase = keyof typeof PHASES;

/** `reason`: one must be given. */
export const ANSWERS = {
  seat: { zh: '由建议的专家接替', en: 'Seat the proposed expert', reason: false },
  noted: { zh: '已知悉', en: 'Noted', reason: false },
  goOn: { zh: '按其余专家的评分继续', en: 'Go on with the other scores', reason: true },
  reexamine: { zh: '重新审查', en: 'Re-examine', reason: true },
  stand: { zh: '维持原结果', en: 'Let the result stand', reason: true },
} as const satisfies Record<string, { zh: string; en: string; reason: boolean }>;
export type Answer = keyof typeof ANSWERS;

export interface Stage {
  readonly state: string;
  readonly step_kind: string | null;
  readonly pass: number;
  readonly result: string | null;
}
/** Steps at which the conclusion that the scores led to stands already, though nothing is released. */
const RELIED: readonly (string | null)[] = ['publicNotice', 'decision', 'release'];

/** null: nothing rests on a review of that pass. */
export function phaseOf(file: Stage, pass: number, lastFinished: number | null): Phase | null {
  if (file.state !== 'closed' && file.step_kind === 'expertReview') return file.pass === pass ? 'sitting' : null;
  if (pass !== lastFinished) return null;
  if (file.state === 'closed') return file.result === 'granted' || file.result === 'refused' ? 'closed' : null;
  if (file.step_kind === 'award') return 'closed';
  return RELIED.includes(file.step_kind) ? 'relied' : 'finished';
}

/** What may be answered; a case that ended otherwise in the meantime leaves nothing to decide. */
export const answersTo = (phase: Phase, isClosed: boolean): readonly Answer[] =>
  isClosed && phase !== 'closed' ? ['noted'] : PHASES[phase].answers;

/** What already was on a day: an interest that began after the review was handed in had no part in it. */
export function interestedOn<E extends Interested>(expert: E, day: string): E {
  return {
    ...expert,
    interests: expert.interests.filter(({ fromDay }) => fromDay === null || fromDay <= day),
    memberships: expert.memberships.filter(({ since }) => since <= day),
  };
}
