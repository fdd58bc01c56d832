import { addDays, type Day } from '../../kernel/day.ts';
import type { FactValue } from '../../kernel/fact.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Keeper } from '../../records/keeping/keeping.actions.ts';
import { existingFiles, sayWhy } from '../../records/keeping/keeping.store.ts';
import { FACTS, type FactKey } from '../vocabulary.ts';
import { lastDayOf, valueProblem } from './declared.ts';

export interface Statement {
  key: FactKey;
  value: FactValue;
  validFrom: Day;
  /** null: for as long as the vocabulary lets a statement of the fact count. */
  validTo: Day | null;
  note: string | null;
  fileId: string | null;
}

/**
 * The operator states a fact from a day on. A statement of the same fact that held on that day ends the day before;
 * one that began on that very day is replaced, and its old version kept.
 */
export async function declareFact(tx: Tx, keeper: Keeper, carrierId: string, statement: Statement): Promise<string> {
  const { key, value, validFrom, validTo, note, fileId } = statement;
  const problem = valueProblem(FACTS[key], value);
  if (problem) throw new Refusal('input.invalid', { key }, [{ path: 'value', code: 'type', message: problem }]);
  if (validTo !== null && validTo < validFrom)
    throw new Refusal('input.invalid', {}, [{ path: 'validTo', code: 'period', message: '终止日期不能早于起始日期' }]);
  if (fileId && (await existingFiles(tx, 'carrier', carrierId, [fileId])).size === 0) {
    throw new Refusal('input.invalid', {}, [{ path: 'fileId', code: 'reference', message: '未找到所选文件' }]);
  }
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: '重新申报', person: keeper.actor.personId, at });
  await sqlRows(tx, 'select 1 from carrier where id = $1 for update', [carrierId]);
  const later = await sqlRows<{ id: string; valid_from: Day }>(
    tx,
    'select id, valid_from from declared_fact where carrier_id = $1 and key = $2 and (valid_to is null or valid_to >= $3) order by valid_from',
    [carrierId, key, validFrom],
  );
  const next = later.find((row) => row.valid_from > validFrom);
  const until = validTo ?? lastDayOf(FACTS[key], validFrom);
  const end = next && (until === null || until >= next.valid_from) ? addDays(next.valid_from, -1) : until;
  const same = later.find((row) => row.valid_from === validFrom);
  const id = same?.id ?? newId();
  for (const row of later) {
    if (row.valid_from < validFrom)
      await sqlRows(tx, 'update declared_fact set valid_to = $2 where id = $1', [row.id, addDays(validFrom, -1)]);
  }
  const values = [id, JSON.stringify(value), end, note, fileId, at, keeper.actor.personId];
  if (same) {
    await sqlRows(
      tx,
      'update declared_fact set value = $2, valid_to = $3, note = $4, file_id = $5, stated_at = $6, stated_by = $7 where id = $1',
      values,
    );
  } else {
    await sqlRows(
      tx,
      `insert into declared_fact (id, value, valid_to, note, file_id, stated_at, stated_by, carrier_id, key, valid_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [...values, carrierId, key, validFrom],
    );
  }
  recordChange(tx, { kind: 'declaredFact', id, after: { carrierId, ...statement, validTo: end } });
  return id;
}

/** Takes a statement back; what it said is kept with the reason. */
export async function withdrawStatement(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  id: string,
  reason: string,
): Promise<void> {
  await sayWhy(tx, { reason, person: keeper.actor.personId, at: keeper.clock.now().toString() });
  const gone = await sqlRows(tx, 'delete from declared_fact where id = $1 and carrier_id = $2 returning key, value', [
    id,
    carrierId,
  ]);
  if (gone.length === 0) throw new Refusal('not-found');
  recordChange(tx, { kind: 'declaredFact', id, before: gone[0] });
}
