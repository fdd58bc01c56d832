import { reaches } from '../../identity/access.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { constraintRefusal, type Keeper } from '../keeping/keeping.actions.ts';
import { endRecord, insertRecords, listRecords, sayWhy, updateRecord } from '../keeping/keeping.store.ts';
import type { Values } from '../keeping/values.ts';
import { PREMISES } from '../premises/premises.ts';
import { findTerritory } from '../territories/territory.store.ts';
import { reindexCarrier } from './carrier.search.ts';
import {
  type CarrierData,
  endVersion,
  findCarrier,
  insertCarrier,
  insertVersion,
  listCarrierVersions,
  lockCarrier,
  rewriteVersion,
  updateCarrier,
  updateVersioned,
  writeChangeProcedure,
} from './carrier.store.ts';
import { CARRIER_FORMS, type CarrierRow, materialDifference, type Versioned } from './carrier.ts';

async function check(tx: Tx, keeper: Keeper, data: CarrierData, before?: CarrierRow): Promise<void> {
  const errors: FieldRefusal[] = [];
  if (data.form && CARRIER_FORMS[data.form].kind !== data.kind)
    errors.push({ path: 'form', code: 'kind', message: '形态与载体类型不符' });
  if (data.openedOn && data.closedOn && data.closedOn < data.openedOn)
    errors.push({ path: 'closedOn', code: 'period', message: '停止运营日期不能早于开始运营日期' });
  const territory = await findTerritory(tx, data.territoryId);
  if (!territory) errors.push({ path: 'territoryId', code: 'reference', message: '未找到所在区域' });
  const { actor } = keeper;
  const reach = reaches(actor, 'carrier.create');
  const asDepartment = actor.isSystem || (reach.has('territory') && actor.territoryPath !== null);
  if (
    asDepartment &&
    territory &&
    !actor.isSystem &&
    !territory.path.startsWith(actor.territoryPath ?? '/') &&
    territory.id !== before?.territoryId
  ) {
    errors.push({ path: 'territoryId', code: 'reach', message: '所在区域不在本部门管辖范围内' });
  }
  // An operator may not put a carrier into another's books.
  if (!asDepartment && data.operatorId !== actor.organisationId && data.operatorId !== before?.operatorId) {
    errors.push({ path: 'operatorId', code: 'reach', message: '只能登记本单位运营的载体' });
  }
  if (errors.length > 0) throw new Refusal('input.invalid', {}, errors);
}

async function knownOperator<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as { code?: string }).code !== '23503') throw constraintRefusal(error) ?? error;
    throw new Refusal('input.invalid', {}, [{ path: 'operatorId', code: 'reference', message: '未找到运营机构' }]);
  }
}

async function changed(tx: Tx, id: string, before?: CarrierRow): Promise<CarrierRow> {
  await reindexCarrier(tx, id);
  const after = await findCarrier(tx, id);
  if (!after) throw new Error(`carrier ${id} is gone`);
  recordChange(tx, { kind: 'carrier', id, ...(before ? { before } : {}), after });
  return after;
}

export async function createCarrier(tx: Tx, keeper: Keeper, data: CarrierData): Promise<CarrierRow> {
  await check(tx, keeper, data);
  const id = newId();
  await knownOperator(insertCarrier(tx, id, data, { at: keeper.clock.now().toString(), example: false }));
  return changed(tx, id);
}

/**
 * Edits a carrier. What is kept by validity and differs becomes a new version from `materialFrom` on, or, without that
 * day, corrects the newest version.
 *
 * @throws Refusal `carrier.material-change` while a filing binds the carrier (上海 第七条)
 */
export async function editCarrier(
  tx: Tx,
  keeper: Keeper,
  id: string,
  {
    version,
    reason,
    materialFrom,
    ...data
  }: CarrierData & { version: number; reason: string; materialFrom: Day | null },
): Promise<CarrierRow> {
  const before = await lockCarrier(tx, id);
  if (!before) throw new Refusal('not-found');
  if (before.version !== version) throw new Refusal('conflict', { version: before.version });
  const material = materialDifference(before, data);
  if (material.length > 0 && before.changeProcedure) {
    throw new Refusal('carrier.material-change', { carrier: id, pack: before.changeProcedure, fields: material });
  }
  await check(tx, keeper, data, before);
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason, person: keeper.actor.personId, at });
  await knownOperator(updateCarrier(tx, id, data, at));
  const held = { ...data, class: data.class ?? null };
  if (material.length > 0 || held.class !== before.class || held.serviceModel !== before.serviceModel)
    await knownOperator(writeVersion(tx, id, held, { from: materialFrom, caseId: null, at }));
  return changed(tx, id, before);
}

/** A new version from a day on; without a day, or from the day the newest began, that one is rewritten. */
async function writeVersion(
  tx: Tx,
  id: string,
  held: Versioned,
  { from, caseId, at }: { from: Day | null; caseId: string | null; at: string },
): Promise<void> {
  const [newest] = await listCarrierVersions(tx, id);
  if (!newest) throw new Error(`carrier ${id} has no version`);
  if (from !== null && newest.validFrom !== null && from < newest.validFrom) {
    throw new Refusal('input.invalid', { newest: newest.validFrom }, [
      { path: 'materialFrom', code: 'period', message: `不能早于上一次变更的日期 ${newest.validFrom}` },
    ]);
  }
  if (from === null || from === newest.validFrom) {
    await rewriteVersion(tx, newest.id, held, caseId);
  } else {
    await endVersion(tx, newest.id, addDays(from, -1));
    await insertVersion(tx, id, held, { from, caseId, at });
  }
  await updateVersioned(tx, id, held, at);
}

/** What a granted change changes. An absent key stays as it is. */
export interface MaterialChange {
  readonly name?: string;
  readonly operatorId?: string | null;
  readonly focus?: string | null;
  readonly goals?: string | null;
  /** m2, of a carrier with one place or none. */
  readonly floorArea?: number;
  /** m2 of each place that changes, where there are several. */
  readonly premises?: readonly { readonly id: string; readonly areaM2: number }[];
}

/**
 * Applies a granted change from a day on: the old version and the new one both stay, with their days. Called by the
 * effect `applyChange`; it alone may pass the guard of a bound carrier.
 *
 * @throws Refusal `carrier.premises-ambiguous` when one floor area is given for several places
 * @source 上海市众创空间发展实施细则 第七条
 */
export async function applyMaterialChange(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  { from, caseId, change }: { from: Day; caseId: string | null; change: MaterialChange },
): Promise<CarrierRow> {
  const before = await lockCarrier(tx, carrierId);
  if (!before) throw new Refusal('not-found');
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: '变更办结', person: keeper.actor.personId, at });
  const { name = before.name, operatorId = before.operatorId, focus = before.focus, goals = before.goals } = change;
  const after: Versioned = { ...before, name, operatorId, focus, goals };
  if (materialDifference(before, after).length > 0)
    await knownOperator(writeVersion(tx, carrierId, after, { from, caseId, at }));
  await changeFloorArea(tx, before, { from, caseId, change, at });
  return changed(tx, carrierId, before);
}

async function changeFloorArea(
  tx: Tx,
  carrier: CarrierRow,
  { from, caseId, change, at }: { from: Day; caseId: string | null; change: MaterialChange; at: string },
): Promise<void> {
  const { floorArea, premises = [] } = change;
  if (floorArea === undefined && premises.length === 0) return;
  const { rows } = await listRecords(tx, PREMISES, {
    ownerId: carrier.id,
    on: from,
    q: undefined,
    sort: undefined,
    page: 1,
    size: 200,
  });
  if (floorArea !== undefined && rows.length > 1)
    throw new Refusal('carrier.premises-ambiguous', { premises: rows.map((row) => row.id) });
  const wanted = floorArea === undefined ? premises : [{ id: rows[0]?.id ?? null, areaM2: floorArea }];
  for (const { id, areaM2 } of wanted) {
    const old = rows.find((row) => row.id === id);
    if (id !== null && !old)
      throw new Refusal('input.invalid', {}, [
        { path: 'premises', code: 'reference', message: '未找到变更日有效的场地' },
      ]);
    if (old && old.values.areaM2 === areaM2) continue;
    const unknown = { name: null, address: carrier.address ?? carrier.territoryName, tenure: null };
    const values: Values = { ...unknown, ...(old?.values as Values | undefined), areaM2 };
    const kept = { values, note: old?.note ?? null, fileId: old?.fileId ?? null };
    if (old && old.validFrom === from) {
      await updateRecord(tx, PREMISES, old.id, { ...kept, validFrom: from, validTo: old.validTo }, at);
      continue;
    }
    if (old) await endRecord(tx, PREMISES, old.id, addDays(from, -1), at);
    const rootId = old ? { rootId: old.rootId } : {};
    const successor = { ...kept, ...rootId, validFrom: from, validTo: old?.validTo ?? null, caseId };
    await insertRecords(tx, PREMISES, carrier.id, [successor], at);
  }
}

/** Binds the carrier's material data to a pack's change procedure, or (null) frees them. Called by effects. */
export async function setChangeProcedure(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  packId: string | null,
): Promise<void> {
  const before = await lockCarrier(tx, carrierId);
  if (!before) throw new Refusal('not-found');
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: packId ? '备案生效' : '备案终止', person: keeper.actor.personId, at });
  await writeChangeProcedure(tx, carrierId, packId, at);
  recordChange(tx, {
    kind: 'carrier',
    id: carrierId,
    before: { changeProcedure: before.changeProcedure },
    after: { changeProcedure: packId },
  });
}
