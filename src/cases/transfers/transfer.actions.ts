import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import { endStay } from '../../records/departures/departure.actions.ts';
import { createRecord } from '../../records/keeping/keeping.actions.ts';
import { findRecord } from '../../records/keeping/keeping.store.ts';
import { kindOf } from '../../records/keeping/kinds.ts';
import { allowLook, endLook } from '../../records/teams/team.actions.ts';
import {
  findTransfer,
  insertTransfer,
  lockTransfer,
  partiesOf,
  stayOn,
  type TransferRow,
  updateTransfer,
} from './transfer.store.ts';
import { advanceTransfer, type TransferStep } from './transfer.ts';

interface Doer {
  readonly actor: Actor;
  readonly clock: Clock;
}

/**
 * The team, or the operator with whom it stays, asks that it move to another carrier.
 *
 * @throws Refusal `transfer.open` where one is under way, `input.invalid` where the carrier takes no teams
 */
export async function proposeTransfer(
  tx: Tx,
  { actor, clock }: Doer,
  teamId: string,
  { toCarrierId, reason }: { toCarrierId: string; reason: string },
): Promise<TransferRow> {
  const today = clock.today();
  const [to] = await sqlRows<{ operator_id: string | null }>(
    tx,
    "select operator_id from carrier where id = $1 and kind <> 'cluster' and (closed_on is null or closed_on >= $2)",
    [toCarrierId, today],
  );
  const stay = await stayOn(tx, teamId, today);
  if (!to?.operator_id || stay?.carrierId === toCarrierId)
    throw new Refusal('input.invalid', {}, [
      { path: 'toCarrierId', code: 'reference', message: '该载体不能接收，请另选一家' },
    ]);
  const id = newId();
  const year = Number(today.slice(0, 4));
  const number = numberFrom('移{year}{serial:5}', year, await nextSerial(tx, `transfer:${year}`));
  const [team] = await sqlRows<{ organisation_id: string | null }>(
    tx,
    'select organisation_id from team where id = $1',
    [teamId],
  );
  const agreed = team?.organisation_id != null && team.organisation_id === actor.organisationId;
  const at = clock.now().toString();
  const row = { id, number, teamId, fromCarrierId: stay?.carrierId ?? null, toCarrierId, reason };
  try {
    await insertTransfer(tx, { ...row, at, by: actor.personId, agreed });
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'team_transfer_one_open') throw new Refusal('transfer.open');
    throw error;
  }
  const made = (await findTransfer(tx, id)) as TransferRow;
  if (agreed) await openFile(tx, { actor, clock }, made);
  recordChange(tx, { kind: 'transfer', id, after: { ...row, agreed } });
  return made;
}

const purposeOf = (number: string) => `移苗入孵 ${number}`;

/**
 * What the team agreed to: the receiving operator may look at its file while it decides, and at what happened with others before
 * (江苏 三(二): 移苗入孵, its history goes with it by consent).
 */
async function openFile(tx: Tx, doer: Doer, { teamId, toOperatorId, number }: TransferRow): Promise<void> {
  if (toOperatorId === null) return;
  const today = doer.clock.today();
  const given = { organisationId: toOperatorId, purpose: purposeOf(number), validFrom: today };
  await allowLook(tx, doer, teamId, { ...given, scope: 'look', validTo: addDays(today, 90) });
  await allowLook(tx, doer, teamId, { ...given, scope: 'history', validTo: null });
}

interface Given {
  readonly version: number;
  readonly answer: string | null;
  readonly startsOn: Day | null;
  readonly desks: number | null;
  readonly freeMonths: number | null;
}

/**
 * Takes a step of a transfer; `move` ends the stay the day before and begins the new one.
 *
 * @throws Refusal `transfer.not-yours`, `transfer.wrong-state`, `transfer.too-early`, `input.invalid`, `conflict`
 */
export async function takeTransferStep(
  tx: Tx,
  doer: Doer,
  id: string,
  step: TransferStep,
  given: Given,
): Promise<TransferRow> {
  const { actor, clock } = doer;
  const row = await lockTransfer(tx, id, given.version);
  const to = advanceTransfer(step, row.state, partiesOf(actor, row), given.answer);
  const at = clock.now().toString();
  const change: Record<string, unknown> = { state: to, answer: given.answer };
  if (step === 'agree') Object.assign(change, { agreed_at: at, agreed_by: actor.personId });
  if (step === 'accept') {
    if (given.startsOn === null || given.startsOn < clock.today())
      throw new Refusal('input.invalid', {}, [
        { path: 'startsOn', code: 'period', message: '请填写今日或以后的转入日期' },
      ]);
    const { startsOn, desks, freeMonths } = given;
    Object.assign(change, {
      accepted_at: at,
      accepted_by: actor.personId,
      starts_on: startsOn,
      desks,
      free_months: freeMonths,
    });
  }
  if (step === 'move') Object.assign(change, { done_at: at, tenancy_id: await move(tx, doer, row) });
  await updateTransfer(tx, id, change);
  if (step === 'agree') await openFile(tx, doer, row);
  if (['refused', 'withdrawn', 'done'].includes(to) && row.toOperatorId !== null)
    await endLook(tx, doer, row.teamId, row.toOperatorId, {
      purpose: purposeOf(row.number),
      // Where it moved, what came before goes with it for as long as the team lets it.
      scopes: to === 'done' ? ['look'] : ['look', 'history'],
    });
  recordChange(tx, { kind: 'transfer', id, before: { state: row.state }, after: { state: to, answer: given.answer } });
  return (await findTransfer(tx, id)) as TransferRow;
}

async function move(tx: Tx, doer: Doer, row: TransferRow): Promise<string> {
  const { clock } = doer;
  const { startsOn, teamId, desks, freeMonths, number } = row;
  if (startsOn === null) throw new Error(`transfer ${row.id} was accepted without a day`);
  if (clock.today() < startsOn) throw new Refusal('transfer.too-early', { startsOn });
  const lastDay = addDays(startsOn, -1);
  const stay = await stayOn(tx, teamId, clock.today());
  if (stay && stay.carrierId !== row.toCarrierId) {
    const record = await findRecord(tx, kindOf('tenancy'), stay.carrierId, stay.id);
    if (!record) throw new Error(`tenancy ${stay.id} is gone`);
    if (lastDay < record.validFrom) throw new Refusal('transfer.too-early', { startsOn });
    await endStay(tx, doer, record.rootId, { lastDay, exitKind: 'moved', reason: `移苗入孵 ${number}` });
  }
  const tenancy = await createRecord(tx, doer, row.toCarrierId, 'tenancy', {
    validFrom: startsOn,
    note: `移苗入孵 ${number}`,
    values: { teamId, number, desks, freeMonths },
  });
  return tenancy.id;
}
