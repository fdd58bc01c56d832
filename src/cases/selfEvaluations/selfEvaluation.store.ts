import { FACT_KEYS } from '../../facts/fact-sheet.ts';
import type { FactKey } from '../../facts/vocabulary.ts';
import type { FactValue } from '../../kernel/fact.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { ON_THE_SPOT, type SpotOutcome, VERIFICATIONS, type VerificationOutcome } from './selfEvaluation.ts';

export interface DeclaredFigure {
  readonly fact: FactKey;
  readonly value: FactValue;
  readonly reason: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly at: string;
  readonly by: string | null;
}
export async function declaredFigures(tx: Tx, caseId: string): Promise<DeclaredFigure[]> {
  return sqlRows<DeclaredFigure>(
    tx,
    `select d.fact, d.value, d.reason, d.file_id as "fileId", f.name as "fileName", d.at, p.name as by
     from declared_figure d join file f on f.id = d.file_id left join person p on p.id = d.person_id
     where d.case_id = $1 and d.fact = any($2::text[]) order by d.fact`,
    [caseId, FACT_KEYS],
  );
}

export async function saveFigure(
  tx: Tx,
  caseId: string,
  figure: { fact: FactKey; value: FactValue; reason: string; fileId: string; at: string; personId: string | null },
): Promise<void> {
  const changes = {
    value: JSON.stringify(figure.value),
    reason: figure.reason,
    file_id: figure.fileId,
    at: figure.at,
    person_id: figure.personId,
  };
  await tx
    .insertInto('declared_figure')
    .values({ id: newId(), case_id: caseId, fact: figure.fact, ...changes })
    .onConflict((conflict) => conflict.columns(['case_id', 'fact']).doUpdateSet(changes))
    .execute();
}

export async function removeFigure(tx: Tx, caseId: string, fact: string): Promise<boolean> {
  const gone = await sqlRows(tx, 'delete from declared_figure where case_id = $1 and fact = $2 returning id', [
    caseId,
    fact,
  ]);
  return gone.length > 0;
}

export interface Verification {
  readonly fact: string;
  readonly outcome: VerificationOutcome;
  readonly note: string;
  readonly at: string;
  readonly by: string | null;
}
const named = (table: object) =>
  Object.keys(table)
    .map((name) => `'${name}'`)
    .join(', ');
/** A reviewer's words; the others of the table are what a visit found. */
export const byReviewer = (row: string) => `${row}.outcome in (${named(VERIFICATIONS)})`;

/** The newest word of a reviewer on each figure, given after the unit stated it last. */
export async function verificationsOf(tx: Tx, caseId: string): Promise<Verification[]> {
  return sqlRows<Verification>(
    tx,
    `select distinct on (v.fact) v.fact, v.outcome, v.note, v.at, p.name as by
     from figure_verification v left join person p on p.id = v.person_id
     left join declared_figure d on d.case_id = v.case_id and d.fact = v.fact
     where v.case_id = $1 and ${byReviewer('v')} and (d.id is null or d.at <= v.at) order by v.fact, v.at desc, v.id desc`,
    [caseId],
  );
}

/** What was found of a figure where the unit was visited. */
export interface OnTheSpot {
  readonly fact: string;
  readonly outcome: SpotOutcome;
  readonly note: string;
  readonly at: string;
  readonly by: string | null;
}
export async function foundOnTheSpot(tx: Tx, caseId: string): Promise<OnTheSpot[]> {
  return sqlRows<OnTheSpot>(
    tx,
    `select v.fact, v.outcome, v.note, v.at, p.name as by from figure_verification v left join person p on p.id = v.person_id
     where v.case_id = $1 and v.outcome in (${named(ON_THE_SPOT)}) order by v.fact`,
    [caseId],
  );
}

export async function insertVerification(
  tx: Tx,
  caseId: string,
  given: {
    fact: string;
    outcome: (Verification | OnTheSpot)['outcome'];
    note: string;
    at: string;
    personId: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('figure_verification')
    .values({
      id: newId(),
      case_id: caseId,
      fact: given.fact,
      outcome: given.outcome,
      note: given.note,
      at: given.at,
      person_id: given.personId,
    })
    .execute();
}

/** What the reviewer accepted in place of what the records show, for many cases at once. */
export async function acceptedFigures(
  tx: Tx,
  caseIds: readonly string[],
): Promise<{ caseId: string; fact: FactKey; value: FactValue }[]> {
  return sqlRows(
    tx,
    `select d.case_id as "caseId", d.fact, d.value from declared_figure d
     join lateral (select v.outcome from figure_verification v where v.case_id = d.case_id and v.fact = d.fact and v.at >= d.at and ${byReviewer('v')}
       order by v.at desc, v.id desc limit 1) v on v.outcome = 'accepted'
     where d.case_id = any($1::uuid[]) order by d.case_id, d.fact`,
    [caseIds],
  );
}

export async function answersTo(tx: Tx, caseId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('warning_answer')
    .select(['warning', 'answer'])
    .where('case_id', '=', caseId)
    .execute();
  return new Map(rows.map(({ warning, answer }) => [warning, answer]));
}

export async function saveAnswer(
  tx: Tx,
  caseId: string,
  given: { warning: string; answer: string; at: string; personId: string | null },
): Promise<void> {
  const change = { answer: given.answer, at: given.at, person_id: given.personId };
  await tx
    .insertInto('warning_answer')
    .values({ case_id: caseId, warning: given.warning, ...change })
    .onConflict((conflict) => conflict.columns(['case_id', 'warning']).doUpdateSet(change))
    .execute();
}

/** Teams that are counted as residents of this carrier and of another one on the same day; remote ones are counted apart. */
export async function teamsInTwoSpaces(tx: Tx, carrierId: string, on: string) {
  return sqlRows<{ team: string; carrier: string }>(
    tx,
    `select distinct coalesce(t.company_name, t.name) as team, k.name as carrier from tenancy y
     join team t on t.root_id = y.team_id and t.valid_from <= $2 and (t.valid_to is null or t.valid_to >= $2)
     join team u on (u.root_id = t.root_id or (t.uscc is not null and u.uscc = t.uscc))
     join tenancy z on z.team_id = u.root_id and z.carrier_id <> y.carrier_id and z.remote is not true
       and z.valid_from <= $2 and (z.valid_to is null or z.valid_to >= $2)
     join carrier k on k.id = z.carrier_id
     where y.carrier_id = $1 and y.remote is not true and y.valid_from <= $2 and (y.valid_to is null or y.valid_to >= $2)
     order by 1, 2 limit 50`,
    [carrierId, on],
  );
}

/** Members of the teams in residence on a day, where entered; remote teams have no desk. */
export async function peopleOfTenants(tx: Tx, carrierId: string, on: string): Promise<number | null> {
  const [row] = await sqlRows<{ people: number | null }>(
    tx,
    `select sum(t.members)::int as people from tenancy y
     join team t on t.root_id = y.team_id and t.valid_from <= $2 and (t.valid_to is null or t.valid_to >= $2)
     where y.carrier_id = $1 and y.remote is not true and y.valid_from <= $2 and (y.valid_to is null or y.valid_to >= $2)`,
    [carrierId, on],
  );
  return row?.people ?? null;
}
