import type { Selectable } from 'kysely';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { DecisionTable } from '../../platform/db/schema.ts';
import type { OutcomeContext, Signed } from '../casefile/steps.ts';

export type DecisionRow = Selectable<DecisionTable>;

export async function findDecision(tx: Tx, caseId: string, pass?: number): Promise<DecisionRow | undefined> {
  let query = tx.selectFrom('decision').selectAll().where('case_id', '=', caseId);
  if (pass !== undefined) query = query.where('pass', '=', pass);
  return query.orderBy('pass', 'desc').limit(1).executeTakeFirst();
}

export async function insertDecision(
  tx: Tx,
  row: Pick<DecisionRow, 'case_id' | 'pass' | 'outcome' | 'reasons' | 'drafted_at' | 'drafted_by' | 'organisation_id'> &
    Partial<Pick<DecisionRow, 'amount_fen'>>,
): Promise<void> {
  await tx
    .insertInto('decision')
    .values({ id: newId(), state: 'draft', ...row })
    .execute();
}

export async function saveDecision(tx: Tx, id: string, change: Partial<DecisionRow>): Promise<void> {
  const { matter, ...rest } = change;
  const columns = { ...rest, ...(matter === undefined ? {} : { matter: JSON.stringify(matter) }) };
  await tx.updateTable('decision').set(columns).where('id', '=', id).execute();
}

/** What the draft orders has changed: whoever read it before signs nothing. */
export async function renewDraft(tx: Tx, caseId: string, pass: number): Promise<void> {
  await sqlRows(tx, `update decision set version = version + 1 where case_id = $1 and pass = $2 and state = 'draft'`, [
    caseId,
    pass,
  ]);
}

/** The decision in force of a case, signed; for what follows from it. */
export async function signedDecision(tx: Tx, caseId: string): Promise<DecisionRow | undefined> {
  return tx
    .selectFrom('decision')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('state', '=', 'signed')
    .orderBy('pass', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The document that an effect cites: what was signed in the case, or what it was told. */
export async function signedFor(tx: Tx, { file, signed, step, procedure }: OutcomeContext): Promise<Signed | null> {
  if (signed) return signed;
  const decision = await signedDecision(tx, file.id);
  if (!decision?.number) return null;
  const matter = decision.matter as { cites?: string } | null;
  const cites = matter?.cites || step.cites || procedure.cites;
  return { number: decision.number, reasons: decision.reasons, cites };
}

export async function namesOfPeople(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const rows = await sqlRows<{ id: string; name: string }>(
    tx,
    'select id, name from person where id = any($1::uuid[])',
    [ids.filter((id) => id !== null)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface FrozenRow {
  id: string;
  on_day: string;
  pack_hash: string;
  facts: unknown;
  judgements: unknown;
  findings: unknown;
  verdict: string;
}
export async function frozenForDecision(tx: Tx, caseId: string, id?: string | null): Promise<FrozenRow | undefined> {
  const [row] = await sqlRows<FrozenRow>(
    tx,
    `select id, on_day, pack_hash, facts, judgements, findings, verdict from case_assessment
     where case_id = $1 and kind = 'decision' and ($2::uuid is null or id = $2) order by at desc, id desc limit 1`,
    [caseId, id ?? null],
  );
  return row;
}
