import type { Insertable } from 'kysely';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { CaseAssessmentTable, JudgementTable } from '../../platform/db/schema.ts';

export async function insertAssessment(tx: Tx, row: Insertable<CaseAssessmentTable>): Promise<void> {
  await tx.insertInto('case_assessment').values(row).execute();
}

export async function assessmentsOf(tx: Tx, caseId: string) {
  return tx
    .selectFrom('case_assessment')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export interface JudgementRow {
  readonly leaf: string;
  readonly outcome: 'met' | 'unmet';
  readonly reason: string;
  readonly at: string;
  readonly personName: string | null;
  readonly organisationName: string | null;
  readonly byApplicant: boolean;
}

/** The newest judgement of each leaf; a body's stands before the applicant's own word. */
export async function judgementsOf(tx: Tx, caseId: string): Promise<JudgementRow[]> {
  return sqlRows<JudgementRow>(
    tx,
    `select distinct on (j.leaf) j.leaf, j.outcome, j.reason, j.at, p.name as "personName", o.name as "organisationName",
       j.organisation_id is not distinct from c.applicant_id as "byApplicant"
     from judgement j join case_file c on c.id = j.case_id left join person p on p.id = j.person_id
       left join organisation o on o.id = j.organisation_id
     where j.case_id = $1 order by j.leaf, "byApplicant", j.at desc, j.id desc`,
    [caseId],
  );
}

export async function insertJudgement(tx: Tx, row: Insertable<JudgementTable>): Promise<void> {
  await tx.insertInto('judgement').values(row).execute();
}
