import { type Day, formatDay } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { enqueue } from '../../platform/jobs/jobs.ts';
import { criteriaOf } from '../criteria/criteria.store.ts';
import { correctRecord, type Keeper } from '../keeping/keeping.actions.ts';
import { findRecord, type KeptRecord } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { proposeRestart } from '../restarts/restart.actions.ts';
import { issueStatement } from '../statements/statement.actions.ts';
import { type DepartureRow, insertDeparture, lockDeparture, updateDeparture } from './departure.store.ts';
import { CHECKS, type Checked, type ExitKind, PURPOSE_OF } from './departure.ts';

export interface Notice {
  readonly exitKind: ExitKind;
  readonly lastDay: Day;
  readonly reason: string;
  readonly criteriaMet: readonly string[];
  readonly byTeam: boolean;
}

/** The newest period of a tenancy; it is the one that ends. */
async function newestOf(tx: Tx, carrierId: string | null, tenancyId: string) {
  const [row] = await sqlRows<{
    id: string;
    carrier_id: string;
    team_id: string;
    version: number;
    valid_from: Day;
    valid_to: Day | null;
    example: boolean;
  }>(
    tx,
    `select id, carrier_id, team_id, version, valid_from, valid_to, example from tenancy
     where root_id = $1 and ($2::uuid is null or carrier_id = $2) order by valid_from desc limit 1`,
    [tenancyId, carrierId],
  );
  return row;
}

/**
 * 退出通知, 毕业 or 淘汰. Graduating and eliminating name which of the space's criteria are met.
 *
 * @param of the operator's carrier, or the team that gives notice itself
 */
export async function giveNotice(
  tx: Tx,
  { actor, clock }: Pick<Keeper, 'actor' | 'clock'>,
  of: { carrierId?: string; teamId?: string },
  tenancyId: string,
  notice: Notice,
): Promise<void> {
  const tenancy = await newestOf(tx, of.carrierId ?? null, tenancyId);
  if (!tenancy || (of.teamId !== undefined && tenancy.team_id !== of.teamId)) throw new Refusal('not-found');
  if (tenancy.valid_to !== null && tenancy.valid_to < clock.today()) throw new Refusal('tenancy.ended');
  if (notice.lastDay < tenancy.valid_from) {
    const later =
      tenancy.id === tenancyId ? '' : ':自该日起的续签或调整已经登记,要更早退出,请先在日常记录的“入驻”中作废那一条';
    throw new Refusal('input.invalid', {}, [
      { path: 'lastDay', code: 'period', message: `最后一天不能早于${formatDay(tenancy.valid_from)}${later}` },
    ]);
  }
  const purpose = PURPOSE_OF[notice.exitKind as keyof typeof PURPOSE_OF];
  const criteria = purpose && (await criteriaOf(tx, tenancy.carrier_id)).find((one) => one.purpose === purpose);
  if (purpose && !criteria) throw new Refusal('criteria.missing', { purpose });
  const known = new Set(criteria?.items.map(({ id }) => id));
  const met = notice.criteriaMet.filter((id) => known.has(id));
  if (purpose && met.length === 0)
    throw new Refusal('input.invalid', {}, [{ path: 'criteriaMet', code: 'required', message: '请选择所依据的标准' }]);
  const row = {
    id: newId(),
    carrierId: tenancy.carrier_id,
    tenancyId,
    exitKind: notice.exitKind,
    byTeam: notice.byTeam,
    noticedOn: clock.today(),
    lastDay: notice.lastDay,
    reason: notice.reason,
    criteriaId: criteria?.id ?? null,
    criteriaMet: met,
    checklist: CHECKS.map((id): Checked => ({ id, done: false, remark: null })),
    example: tenancy.example,
  };
  await insertDeparture(tx, row).catch((error: { code?: string }) => {
    throw error.code === '23505' ? new Refusal('departure.already-noticed') : error;
  });
  recordChange(tx, { kind: 'departure', id: row.id, after: { ...row, by: actor.name } });
}

async function noticed(tx: Tx, carrierId: string, tenancyId: string, version: number): Promise<DepartureRow> {
  const row = await lockDeparture(tx, carrierId, tenancyId);
  if (!row) throw new Refusal('not-found');
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  if (row.state !== 'noticed') throw new Refusal('tenancy.ended');
  return row;
}

export async function tickChecklist(
  tx: Tx,
  carrierId: string,
  tenancyId: string,
  version: number,
  checklist: readonly Checked[],
): Promise<void> {
  const before = await noticed(tx, carrierId, tenancyId, version);
  const given = new Map(checklist.map((one) => [one.id, one]));
  const after = before.checklist.map((one) => given.get(one.id) ?? one);
  await updateDeparture(tx, before.id, { checklist: after });
  recordChange(tx, { kind: 'departure', id: before.id, before: before.checklist, after });
}

export async function withdrawNotice(tx: Tx, carrierId: string, tenancyId: string, version: number): Promise<void> {
  const before = await noticed(tx, carrierId, tenancyId, version);
  await updateDeparture(tx, before.id, { state: 'withdrawn' });
  recordChange(tx, { kind: 'departure', id: before.id, before: { state: 'noticed' }, after: { state: 'withdrawn' } });
}

/** The check list is through and the last day is here: the tenancy ends, and its last statement is issued. */
export async function completeDeparture(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  tenancyId: string,
  version: number,
): Promise<void> {
  const departure = await noticed(tx, carrierId, tenancyId, version);
  const { lastDay, exitKind } = departure;
  const today = keeper.clock.today();
  if (today < lastDay) throw new Refusal('departure.too-early', { lastDay });
  const open = departure.checklist.filter((one) => !one.done);
  if (open.length > 0) throw new Refusal('departure.unchecked', { open: open.map(({ id }) => id) });
  const newest = await newestOf(tx, carrierId, tenancyId);
  const record = newest && (await findRecord(tx, kindOf('tenancy'), carrierId, newest.id));
  if (!newest || !record) throw new Refusal('not-found');
  if (lastDay < record.validFrom) throw new Refusal('departure.changed-since', { validFrom: record.validFrom });
  const at = keeper.clock.now().toString();
  await updateDeparture(tx, departure.id, { state: 'done', doneAt: at, doneBy: keeper.actor.personId });
  await endStay(tx, keeper, record, { lastDay, exitKind, reason: `退出:${departure.reason}`.slice(0, 500) });
  if (exitKind === 'failed') await proposeRestart(tx, keeper, newest.team_id, { on: today, example: newest.example });
  recordChange(tx, {
    kind: 'departure',
    id: departure.id,
    before: { state: 'noticed' },
    after: { state: 'done', lastDay },
  });
}

/** The stay ends with its last statement, whether the team leaves or moves on; whoever keeps registrations at its desk learns of it. */
export async function endStay(
  tx: Tx,
  keeper: Keeper,
  record: KeptRecord,
  { lastDay, exitKind, reason }: { lastDay: Day; exitKind: ExitKind; reason: string },
): Promise<void> {
  await correctRecord(tx, keeper, record.ownerId, 'tenancy', record.id, {
    version: record.version,
    reason,
    validFrom: record.validFrom,
    validTo: lastDay,
    note: record.note,
    fileId: record.fileId,
    values: { ...record.values, exitKind },
  });
  const tenancyId = record.rootId;
  await issueStatement(tx, keeper, tenancyId, lastDay, keeper.clock.today());
  const payload = { tenancyId, lastDay };
  const dueAt = keeper.clock.now().toString();
  await enqueue(tx, keeper.clock, { kind: 'tenancy.ended', payload, dueAt, key: tenancyId });
}
