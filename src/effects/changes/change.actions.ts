import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { answersOf, valuesOf } from '../../cases/forms/form.store.ts';
import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { type Day, dayOf } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { applyMaterialChange, type MaterialChange } from '../../records/carriers/carrier.actions.ts';
import { findCarrier } from '../../records/carriers/carrier.store.ts';
import { findOrganisation } from '../../records/organisations/organisation.store.ts';
import { floorAreaOn, insertChange } from './change.store.ts';
import { type ChangeField, lateness } from './change.ts';

interface Wanted {
  readonly field: ChangeField;
  readonly before: string | null;
  readonly after: string;
  readonly change: MaterialChange;
}

/**
 * 登记变更: what the change form asked for takes effect from the day it happened; the register keeps what was before. A
 * report later than the pack's limit is flagged.
 *
 * @source 上海市众创空间发展实施细则 第七条
 */
export const applyChange: EffectHandler = async (tx, { services, actor, file, procedure, now }) => {
  const answers = valuesOf(await answersOf(tx, file.id));
  const happenedOn = answers['change.happenedOn'];
  if (typeof happenedOn !== 'string')
    throw new Refusal('input.invalid', {}, [
      { path: 'change.happenedOn', code: 'required', message: '申请表未填写变更发生日期' },
    ]);
  const wanted = await wantedChanges(tx, file.carrier_id, answers, happenedOn);
  const keeper = { actor, clock: services.clock };
  const change = Object.assign({}, ...wanted.map((one) => one.change)) as MaterialChange;
  await applyMaterialChange(tx, keeper, file.carrier_id, { from: happenedOn, caseId: file.id, change });
  const reportedOn = dayOf(Temporal.Instant.from(file.submitted_at ?? now));
  const limit = procedure.covers?.reportWithinWorkingDays;
  const late = lateness(happenedOn, reportedOn, limit, await loadWorkingCalendar(tx));
  for (const { field, before, after } of wanted) {
    const { provisional: _, ...lateBy } = late;
    const applied = { caseId: file.id, carrierId: file.carrier_id, field, before, after, happenedOn, reportedOn };
    await insertChange(tx, { ...applied, ...lateBy, at: now });
  }
  recordChange(tx, { kind: 'carrier', id: file.carrier_id, after: { changes: wanted, happenedOn, late } });
};

async function wantedChanges(
  tx: Tx,
  carrierId: string,
  answers: Readonly<Record<string, unknown>>,
  on: Day,
): Promise<Wanted[]> {
  const carrier = await findCarrier(tx, carrierId);
  if (!carrier) throw new Refusal('not-found');
  const given = (field: ChangeField) => answers[`change.${field}`];
  const found: Wanted[] = [];
  const area = given('floorArea');
  if (typeof area === 'number') {
    const before = await floorAreaOn(tx, carrierId, on);
    found.push({
      field: 'floorArea',
      before: before === null ? null : String(before),
      after: String(area),
      change: { floorArea: area },
    });
  }
  const operatorId = given('operator');
  if (typeof operatorId === 'string' && operatorId !== '') {
    const before = carrier.operatorId ? await findOrganisation(tx, carrier.operatorId) : undefined;
    const after = await findOrganisation(tx, operatorId);
    if (!after)
      throw new Refusal('input.invalid', {}, [
        { path: 'change.operator', code: 'reference', message: '未找到变更后的运营机构' },
      ]);
    found.push({ field: 'operator', before: before?.name ?? null, after: after.name, change: { operatorId } });
  }
  const direction = given('direction');
  if (typeof direction === 'string' && direction.trim() !== '')
    found.push({
      field: 'direction',
      before: carrier.focus,
      after: direction.trim(),
      change: { focus: direction.trim() },
    });
  const goals = given('goals');
  if (typeof goals === 'string' && goals.trim() !== '')
    found.push({ field: 'goals', before: carrier.goals, after: goals.trim(), change: { goals: goals.trim() } });
  if (found.length === 0)
    throw new Refusal('input.invalid', {}, [
      { path: 'change.floorArea', code: 'required', message: '申请表未填写任何变更事项' },
    ]);
  return found;
}
