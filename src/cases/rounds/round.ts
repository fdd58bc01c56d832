import { formatClosing, formatMoment } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';

/** A round's state follows from the clock; it is never stored. */
export const ROUND_STATES = {
  announced: { zh: '未开始', en: 'Announced' },
  open: { zh: '受理中', en: 'Open' },
  closed: { zh: '已截止', en: 'Closed' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type RoundState = keyof typeof ROUND_STATES;

/** What happens when the time of an expert is over, or an interest of one becomes known. */
export const LATE_EXPERTS = {
  propose: { zh: '建议接替专家，由经办人确认', en: 'Propose a replacement to the officer' },
  replace: { zh: '自动撤换', en: 'Replace at once' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type LateExperts = keyof typeof LATE_EXPERTS;

export interface Moments {
  readonly title: string;
  readonly opensAt: string;
  /** The first moment that is too late. */
  readonly closesAt: string;
}

export function roundState({ opensAt, closesAt }: Pick<Moments, 'opensAt' | 'closesAt'>, now: string): RoundState {
  const at = Date.parse(now);
  if (at < Date.parse(opensAt)) return 'announced';
  return at < Date.parse(closesAt) ? 'open' : 'closed';
}

/** The refusal of what comes outside the time of intake; it tells every time there is. */
export function outsideIntake(rounds: readonly Moments[]): Refusal {
  const opening = (at: string) => formatMoment(Temporal.Instant.from(at));
  const closing = (at: string) => formatClosing(Temporal.Instant.from(at));
  const message =
    rounds.length === 0
      ? '尚未发布受理批次'
      : `受理时间: ${rounds.map(({ title, opensAt, closesAt }) => `${title} ${opening(opensAt)}至${closing(closesAt)}`).join('; ')}`;
  const moments = rounds.map(({ title, opensAt, closesAt }) => ({ title, opensAt, closesAt }));
  return new Refusal('round.closed', { rounds: moments }, [{ path: 'roundId', code: 'round.closed', message }]);
}
