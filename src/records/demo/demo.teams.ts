import type { Clock } from '../../kernel/clock.ts';
import { addDays, dayOf, yearOf } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { insertRecords } from '../keeping/keeping.store.ts';
import { kindOf, type TeamRecordKindCode } from '../keeping/kinds.ts';
import type { Values } from '../keeping/values.ts';
import { STAGES } from '../teams/incubation-record.ts';
import { teamOfOrganisation } from '../teams/team.store.ts';
import { DEMO_ORGANISATION_IDS } from './demo.ids.ts';

interface Entry {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly values: Values;
}

/** Entries of a team's book that its operator has confirmed. */
async function insertConfirmed(
  tx: Tx,
  teamId: string,
  kind: TeamRecordKindCode,
  entries: readonly Entry[],
  at: string,
): Promise<void> {
  const records = entries.map((entry) => ({ ...entry, note: null, fileId: null, example: true }));
  const ids = await insertRecords(tx, kindOf(kind), teamId, records, at);
  await sqlRows(tx, `update ${kind} set confirmed_at = $2 where id = any($1::uuid[])`, [ids, at]);
}

/**
 * What the example team keeps of itself, confirmed: its founders, a trademark to renew soon, a certificate that runs out.
 * Safe at every start.
 */
export async function insertDemoTeamRecords(tx: Tx, clock: Pick<Clock, 'now'>): Promise<void> {
  const at = clock.now().toString();
  const team = await teamOfOrganisation(tx, DEMO_ORGANISATION_IDS.exampleTeam);
  const kept = await sqlRows(tx, 'select 1 from team_person where team_id = $1 limit 1', [team?.id ?? null]);
  if (!team || kept.length > 0) return;
  const today = dayOf(Temporal.Instant.from(at));
  const put = (kind: TeamRecordKindCode, validFrom: string, validTo: string | null, values: Values) =>
    insertConfirmed(tx, team.id, kind, [{ validFrom, validTo, values }], at);
  const founder = { isFounder: true, post: '联合创始人' };
  await put('team_person', '2023-01-01', null, { ...founder, name: '示例创始人甲', category: 'student' });
  await put('team_person', '2023-01-01', null, { ...founder, name: '示例创始人乙', category: 'returnee' });
  await put('ip_right', '2016-08-11', null, {
    kind: 'trademark',
    title: '示例商标',
    number: '示例第10000001号',
    grantedOn: '2016-12-21',
    feeDueOn: addDays(today, 25),
  });
  for (const back of [3, 2, 1]) {
    const year = yearOf(today) - back;
    const figures = { revenueFen: 300_000_000, highTechRevenueFen: 210_000_000, rdFen: 24_000_000, taxFen: 9_000_000 };
    const people = { assetsFen: 500_000_000, employees: 12, techStaff: 5 };
    await put('team_year', `${year + 1}-01-20`, null, { year, ...figures, ...people });
  }
  const won = { kind: 'award', title: '示例创新创业大赛三等奖', contestLevel: 'province' };
  await put('milestone', `${yearOf(today) - 1}-09-20`, null, won);
  await put('team_goal', addDays(today, -268), null, {
    title: '首批五家客户试用',
    dueOn: addDays(today, -147),
    reachedOn: addDays(today, -159),
    evidence: '五家试用，两家转为付费(示例)',
  });
  await put('team_goal', addDays(today, -146), null, { title: '完成新一代传感器样机', dueOn: addDays(today, 120) });
  await put('certificate_held', '2025-05-06', addDays(today, 60), { kind: 'techSme', number: '示例2025430104000001' });
}

/**
 * The teams of a space along the chain (钦州 二(一)): each came through every stage before its own.
 * Safe at every start.
 */
export async function insertDemoStages(tx: Tx, clock: Pick<Clock, 'now'>, carrierId: string): Promise<void> {
  const at = clock.now().toString();
  const teams = await sqlRows<{ id: string; since: string }>(
    tx,
    `select team_id as id, min(valid_from)::text as since from tenancy
     where carrier_id = $1
       and not exists (select 1 from incubation_stage s join tenancy n on n.team_id = s.team_id where n.carrier_id = $1)
     group by team_id order by min(valid_from), team_id`,
    [carrierId],
  );
  for (const [n, { id, since }] of teams.entries()) {
    const reached = n % STAGES.length;
    const stages = STAGES.slice(0, reached + 1).map(({ code }, step) => ({
      validFrom: addDays(since, step * 200),
      validTo: step < reached ? addDays(since, step * 200 + 199) : null,
      values: { stage: code },
    }));
    await insertConfirmed(tx, id, 'incubation_stage', stages, at);
  }
}
