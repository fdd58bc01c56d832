import type { Insertable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { CaseFileTable } from '../../platform/db/schema.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';

export interface CarrierAtIntake {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly form: string | null;
  readonly operatorId: string | null;
  readonly territoryId: string;
  readonly territoryPath: string;
}

export async function carrierAtIntake(tx: Tx, id: string): Promise<CarrierAtIntake | undefined> {
  const [row] = await sqlRows<CarrierAtIntake>(
    tx,
    `select c.id, c.name, c.kind, c.form, c.operator_id as "operatorId", c.territory_id as "territoryId", t.path as "territoryPath"
     from carrier c join territory t on t.id = c.territory_id where c.id = $1`,
    [id],
  );
  return row;
}

/** What looks like the same matter twice. Shown to the applicant and to the reviewer; it refuses nothing. */
export interface Duplicate {
  readonly kind: 'openCase' | 'designation' | 'similarName';
  readonly number: string;
  readonly name: string;
}

/**
 * Open cases of the same carrier under the pack, and open cases under it of other carriers whose name is the same
 * but for spaces, brackets and the words that every such name ends in.
 */
export async function similarCases(tx: Tx, carrier: CarrierAtIntake, packId: string): Promise<Duplicate[]> {
  return sqlRows<Duplicate>(
    tx,
    `with named as (
       select c.id, c.number, c.carrier_id, k.name, ${bare('k.name')} as bare from case_file c join carrier k on k.id = c.carrier_id
       where c.pack_id = $2 and c.state <> 'closed' and not c.against)
     select case when carrier_id = $1 then 'openCase' else 'similarName' end as kind, number, name from named
     where carrier_id = $1 or (bare <> '' and bare = ${bare('$3::text')}) order by 1, 2 limit 20`,
    [carrier.id, packId, carrier.name],
  );
}
const bare = (name: string) =>
  `regexp_replace(${name}, '[[:space:]()（）·\\-—“”"]|众创空间|创客空间|孵化器|孵化基地|股份有限公司|有限责任公司|有限公司', '', 'g')`;

/** @throws Refusal `case.already-open` when the carrier has one of the procedure, whoever was first */
export async function insertCase(tx: Tx, row: Insertable<CaseFileTable>): Promise<CaseRow> {
  try {
    await tx.insertInto('case_file').values(row).execute();
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (constraint === 'case_file_one_open' || constraint === 'case_file_one_open_of_team')
      throw new Refusal('case.already-open');
    throw error;
  }
  return caseById(tx, row.id);
}

export async function openCaseOf(
  tx: Tx,
  carrierId: string,
  packId: string,
  procedureId: string,
  mentorId: string | null = null,
) {
  return tx
    .selectFrom('case_file')
    .select(['id', 'number'])
    .where('carrier_id', '=', carrierId)
    .where('pack_id', '=', packId)
    .where('procedure_id', '=', procedureId)
    .where('mentor_id', 'is not distinct from', mentorId)
    .where('state', '<>', 'closed')
    .executeTakeFirst();
}
