import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import {
  deleteRecord,
  endRecord,
  existingFiles,
  findRecord,
  insertRecords,
  type KeptRecord,
  lockRecord,
  type NewRecord,
  rootsOf,
  sayWhy,
  updateRecord,
} from './keeping.store.ts';
import { isMaterial, type RecordKind } from './kind.ts';
import { type AnyKindCode, kindOf, type RecordKindCode } from './kinds.ts';
import { checkPeriod, checkValues } from './values.ts';

/** Who keeps the book, and when. */
export interface Keeper {
  readonly actor: Actor;
  readonly clock: Clock;
}

/** As filled in, not checked yet. */
export interface Entry {
  validFrom: Day;
  validTo?: Day | null;
  note?: string | null;
  fileId?: string | null;
  values: Readonly<Record<string, unknown>>;
}

/** 上海 第七条: while a filing binds the carrier, what is material changes by a case. */
export async function requireDirectChange(tx: Tx, carrierId: string, what: readonly string[]): Promise<void> {
  const [carrier] = await sqlRows<{ change_procedure: string | null }>(
    tx,
    'select change_procedure from carrier where id = $1 for update',
    [carrierId],
  );
  if (carrier?.change_procedure)
    throw new Refusal('carrier.material-change', { carrier: carrierId, pack: carrier.change_procedure, fields: what });
}

/** A database constraint as the "no" it stands for. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw constraintRefusal(error) ?? error;
  }
}

export function constraintRefusal(error: unknown): Refusal | null {
  const { code, constraint, detail } = error as { code?: string; constraint?: string; detail?: string };
  if (constraint === 'tenancy_desk_booked') {
    const message = `所填工位在入驻期间已有预订(${detail})，请先取消或改期，或换工位`;
    return new Refusal('record.overlaps', { constraint }, [
      { path: 'values.deskCodes', code: 'booked', message },
      { path: 'deskCodes', code: 'booked', message },
    ]);
  }
  if (code === '23P01') {
    return new Refusal('record.overlaps', { constraint }, [
      { path: 'validFrom', code: 'overlaps', message: '与已有记录的期间重叠' },
    ]);
  }
  if (code === '23505') {
    return new Refusal('record.taken', { constraint }, [
      { path: 'values', code: 'taken', message: TAKEN[constraint ?? ''] ?? '已有同样的记录' },
    ]);
  }
  if (code === '23503') return new Refusal('record.in-use', { constraint });
  if (code === '23514')
    return new Refusal('input.invalid', { constraint }, [
      { path: 'values', code: 'check', message: CHECKS[constraint ?? ''] ?? '数值不符合要求' },
    ]);
  return null;
}

/** What may be there once only. */
const TAKEN: Readonly<Record<string, string>> = {
  team_year_one: '该年度已经填报，请更正原来的一行',
  team_report_one: '该月已经填报，请更正原来的一份',
};

/** Checks over several columns. */
const CHECKS: Readonly<Record<string, string>> = {
  team_report_month_check: '月份应为 2026-11 的形式',
  diagnosis_market_check: '每项为1至5分',
  diagnosis_product_check: '每项为1至5分',
  diagnosis_people_check: '每项为1至5分',
  diagnosis_finance_check: '每项为1至5分',
  diagnosis_done: '落实日期不能早于诊断日期',
  team_year_parts: '高新技术产品收入不能多于营业收入，科技人员不能多于从业人员',
  milestone_contest: '大赛级别只填在类型为“大赛获奖”的里程碑上',
  cluster_member_kind: '集聚区有成员，或载体是某集聚区的成员，不能改变类别',
  tenancy_remote_has_no_desk: '远程团队不占实体工位：工位填0，不填工位编号',
  online_community_url_check: '网址应以 http 或 https 开头',
  tenancy_terms_check: '免费月数(最多)不能少于免费月数(最少)',
  tenancy_terms_check1: '免费月数(最多)不能少于免费月数(最少)',
  investment_case_check: '请选择获投团队或填写获投团队名称',
  investment_case_check1: '请选择获投团队或填写获投团队名称',
};

const NOTE_LENGTH = 4000;

/** Checks entries one by one; references and files are looked up together. */
export async function checkEntries(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  entries: readonly Entry[],
): Promise<{ record: NewRecord; errors: FieldRefusal[] }[]> {
  const found = entries.map((entry) => {
    const { values, errors } = checkValues(kind, entry.values);
    const validTo = kind.when === 'moment' ? entry.validFrom : (entry.validTo ?? null);
    const note = entry.note?.trim().slice(0, NOTE_LENGTH) || null;
    return {
      record: { validFrom: entry.validFrom, validTo, values, note, fileId: entry.fileId ?? null },
      errors: [...errors, ...checkPeriod(kind, entry.validFrom, validTo)],
    };
  });
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.type !== 'reference' || !field.refersTo) continue;
    const ids = new Set(
      found.map(({ record }) => record.values[name]).filter((id): id is string => typeof id === 'string'),
    );
    const owner = field.anyCarrier ? null : ownerId;
    const roots = await rootsOf(tx, kindOf(field.refersTo as AnyKindCode), owner, [...ids]);
    for (const { record, errors } of found) {
      const id = record.values[name];
      if (typeof id !== 'string') continue;
      const root = roots.get(id);
      if (root) record.values = { ...record.values, [name]: root };
      else errors.push({ path: `values.${name}`, code: 'reference', message: `${field.zh}：未找到所选记录` });
    }
  }
  const files = new Set(found.map(({ record }) => record.fileId).filter((id) => id !== null));
  const existing = await existingFiles(tx, kind.about ?? 'carrier', ownerId, [...files]);
  for (const { record, errors } of found) {
    if (record.fileId && !existing.has(record.fileId))
      errors.push({ path: 'fileId', code: 'reference', message: '未找到所选文件' });
  }
  return found;
}

async function checkEntry(tx: Tx, kind: RecordKind, ownerId: string, entry: Entry): Promise<NewRecord> {
  const [checked] = await checkEntries(tx, kind, ownerId, [entry]);
  if (!checked || checked.errors.length > 0) throw new Refusal('input.invalid', {}, checked?.errors ?? []);
  return checked.record;
}

async function lockOrRefuse(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  id: string,
  version: number,
): Promise<KeptRecord> {
  const before = await lockRecord(tx, kind, ownerId, id);
  if (!before) throw new Refusal('not-found');
  if (before.version !== version) throw new Refusal('conflict', { version: before.version });
  return before;
}

async function kept(tx: Tx, kind: RecordKind, ownerId: string, id: string, before?: KeptRecord): Promise<KeptRecord> {
  const after = await findRecord(tx, kind, ownerId, id);
  if (!after) throw new Error(`${kind.code} ${id} is gone`);
  recordChange(tx, { kind: `record.${kind.code}`, id, ...(before ? { before } : {}), after });
  return after;
}

const materialNames = (kind: RecordKind) =>
  Object.entries(kind.fields)
    .filter(([, field]) => field.material)
    .map(([name]) => name);

export async function createRecord(
  tx: Tx,
  keeper: Keeper,
  ownerId: string,
  code: AnyKindCode,
  entry: Entry,
  follows?: Pick<KeptRecord, 'rootId' | 'example'>,
): Promise<KeptRecord> {
  const kind = kindOf(code);
  if (isMaterial(kind)) await requireDirectChange(tx, ownerId, materialNames(kind));
  const record = await checkEntry(tx, kind, ownerId, entry);
  const rows = [follows ? { ...record, rootId: follows.rootId, example: follows.example } : record];
  const [id = ''] = await refusing(insertRecords(tx, kind, ownerId, rows, keeper.clock.now().toString()));
  return kept(tx, kind, ownerId, id);
}

/** What was entered wrongly is put right; the old version and the reason are kept. */
export async function correctRecord(
  tx: Tx,
  keeper: Keeper,
  ownerId: string,
  code: AnyKindCode,
  id: string,
  correction: Entry & { version: number; reason: string },
): Promise<KeptRecord> {
  const kind = kindOf(code);
  const before = await lockOrRefuse(tx, kind, ownerId, id, correction.version);
  const record = await checkEntry(tx, kind, ownerId, correction);
  const names = materialNames(kind).filter((name) => before.values[name] !== record.values[name]);
  const movesPeriod = before.validFrom !== record.validFrom || before.validTo !== record.validTo;
  if (isMaterial(kind) && (names.length > 0 || movesPeriod))
    await requireDirectChange(tx, ownerId, materialNames(kind));
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: correction.reason, person: keeper.actor.personId, at });
  await refusing(updateRecord(tx, kind, id, record, at));
  return kept(tx, kind, ownerId, id, before);
}

/** The record holds until `lastDay`, that day included. */
export async function endRecordOn(
  tx: Tx,
  keeper: Keeper,
  ownerId: string,
  code: AnyKindCode,
  id: string,
  { version, lastDay }: { version: number; lastDay: Day },
): Promise<KeptRecord> {
  const kind = kindOf(code);
  const before = await lockOrRefuse(tx, kind, ownerId, id, version);
  if (kind.when === 'moment')
    throw new Refusal('input.invalid', {}, [{ path: 'lastDay', code: 'moment', message: `${kind.zh}没有终止日期` }]);
  if (isMaterial(kind)) await requireDirectChange(tx, ownerId, materialNames(kind));
  const errors = checkPeriod(kind, before.validFrom, lastDay);
  if (errors.length > 0)
    throw new Refusal(
      'input.invalid',
      {},
      errors.map((error) => ({ ...error, path: 'lastDay' })),
    );
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: '终止', person: keeper.actor.personId, at });
  await refusing(endRecord(tx, kind, id, lastDay, at));
  return kept(tx, kind, ownerId, id, before);
}

/** 自某日起变更: the record ends the day before, and one with the new content follows it. */
export async function succeedRecord(
  tx: Tx,
  keeper: Keeper,
  ownerId: string,
  code: AnyKindCode,
  id: string,
  successor: Entry & { version: number },
): Promise<KeptRecord> {
  const kind = kindOf(code);
  if (isMaterial(kind)) await requireDirectChange(tx, ownerId, materialNames(kind));
  const before = await lockOrRefuse(tx, kind, ownerId, id, successor.version);
  if (successor.validFrom <= before.validFrom)
    throw new Refusal('input.invalid', {}, [
      { path: 'validFrom', code: 'period', message: `应晚于原记录的${kind.startZh}；原记录写错的用“更正”` },
    ]);
  const lastDay = addDays(successor.validFrom, -1);
  const ended = await endRecordOn(tx, keeper, ownerId, code, id, { version: successor.version, lastDay });
  return createRecord(tx, keeper, ownerId, code, successor, ended);
}

/** 作废: entered by mistake, never true. What it said is kept with the reason. */
export async function withdrawRecord(
  tx: Tx,
  keeper: Keeper,
  ownerId: string,
  code: AnyKindCode,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const kind = kindOf(code);
  const before = await lockOrRefuse(tx, kind, ownerId, id, version);
  if (isMaterial(kind)) await requireDirectChange(tx, ownerId, materialNames(kind));
  await sayWhy(tx, { reason, person: keeper.actor.personId, at: keeper.clock.now().toString() });
  await refusing(deleteRecord(tx, kind, id));
  recordChange(tx, { kind: `record.${kind.code}`, id, before });
}

/** The operator's word that the book of a kind holds everything from a day on; null takes it back. */
export async function stateBookComplete(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  code: RecordKindCode,
  completeFrom: Day | null,
): Promise<void> {
  if (completeFrom === null) {
    await sqlRows(tx, 'delete from record_book where carrier_id = $1 and kind = $2', [carrierId, code]);
  } else {
    await sqlRows(
      tx,
      `insert into record_book (carrier_id, kind, complete_from, stated_at, stated_by) values ($1, $2, $3, $4, $5)
       on conflict (carrier_id, kind) do update set complete_from = excluded.complete_from, stated_at = excluded.stated_at, stated_by = excluded.stated_by`,
      [carrierId, code, completeFrom, keeper.clock.now().toString(), keeper.actor.personId],
    );
  }
  recordChange(tx, { kind: 'recordBook', id: carrierId, after: { kind: code, completeFrom } });
}
