import type { Followed } from '../../cases/casefile/steps.ts';
import { type Day, formatDay } from '../../kernel/day.ts';
import { EFFECTS } from '../../kernel/effect.ts';
import { fen, formatMoney } from '../../kernel/money.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { LEVELS, type Level } from '../designations/designation.ts';
import { REWARD_KINDS, type RewardKind } from '../rewards/reward.ts';

interface Found {
  kind: 'granted' | 'revoked' | 'lapsed' | 'level' | 'bar' | 'claim' | 'rectification' | RewardKind;
  cites: string | null;
  from: Day;
  until: Day | null;
  /** Of the designation. */
  name: string | null;
  level: Level | null;
  amount: number | null;
}

const FOUND = `select e.on_day as "from",
    case when e.from_state is null then 'granted' when e.to_level is not null then 'level' else e.to_state end as kind, e.cites,
    case when e.to_state in ('revoked', 'lapsed') then null else d.valid_to end as until, d.name || ' ' || d.number as name, e.to_level as level,
    null::bigint as amount, e.at
  from designation_event e join designation d on d.id = e.designation_id
  where e.case_id = $1 and (e.from_state is null or e.to_level is not null or e.to_state in ('revoked', 'lapsed'))
  union all select from_day, 'bar', cites, until_day, null, null, null, created_at from bar where case_id = $1
  union all select ordered_on, 'claim', cites, null, null, null, amount, created_at from recovery_claim where case_id = $1
  union all select opened_on, 'rectification', findings -> 0 ->> 'cites', null, null, null, null, null from rectification where case_id = $1
  union all select on_day, kind, cites, null, null, level, amount, created_at from reward where case_id = $1
  order by 1, 2`;

const ONCE = '—';
const UNTIL_HELD_AGAIN = '重新取得资格之前';
const WORDS: Readonly<Record<Found['kind'], (row: Found) => { says: string; ends: string }>> = {
  granted: ({ name, until }) => ({ says: `授予${name}`, ends: until ? formatDay(until) : '长期有效' }),
  revoked: ({ name }) => ({ says: `${EFFECTS.revokeDesignation.zh}：${name}`, ends: UNTIL_HELD_AGAIN }),
  lapsed: ({ name }) => ({ says: `${EFFECTS.lapseDesignation.zh}：${name}`, ends: UNTIL_HELD_AGAIN }),
  level: ({ name, level, until }) => ({
    says: `${name}降为${level ? LEVELS[level].zh : ''}`,
    ends: until ? `${formatDay(until)}（资格的有效期）` : '资格终止之日',
  }),
  bar: ({ until }) => ({ says: EFFECTS.barApplicant.zh, ends: until ? formatDay(until) : '另行解除之日' }),
  claim: ({ amount }) => ({ says: `${EFFECTS.claimRecovery.zh}${formatMoney(fen(amount ?? 0))}`, ends: '缴清之日' }),
  rectification: () => ({ says: EFFECTS.openRectification.zh, ends: '验收通过之日，期限见整改通知书' }),
  commendation: () => ({ says: REWARD_KINDS.commendation.zh, ends: ONCE }),
  priority: () => ({ says: REWARD_KINDS.priority.zh, ends: '下一次评价结果发布之日' }),
  recommendation: ({ level }) => ({
    says: `${REWARD_KINDS.recommendation.zh}（${level ? LEVELS[level].zh : ''}）`,
    ends: ONCE,
  }),
  amount: ({ amount }) => ({ says: `${REWARD_KINDS.amount.zh}${formatMoney(fen(amount ?? 0))}`, ends: ONCE }),
};

/** What the decision signed in a case put into force, each with the day it begins and what ends it. */
export async function followedFrom(tx: Tx, caseId: string): Promise<Followed[]> {
  const rows = await sqlRows<Found & Record<string, unknown>>(tx, FOUND, [caseId]);
  return rows.map((row) => ({ ...WORDS[row.kind](row), cites: row.cites ?? '', from: row.from }));
}
