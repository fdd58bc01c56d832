import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';

export interface CertificateRow {
  id: string;
  designationId: string;
  number: string;
  issuedOn: string;
  fileId: string;
  sha256: string;
}
const COLUMNS = `id, designation_id as "designationId", number, issued_on as "issuedOn", file_id as "fileId", sha256`;

export async function insertCertificate(tx: Tx, row: Omit<CertificateRow, 'id'> & { at: string }): Promise<void> {
  await tx
    .insertInto('certificate')
    .values({
      id: newId(),
      designation_id: row.designationId,
      number: row.number,
      issued_on: row.issuedOn,
      file_id: row.fileId,
      sha256: row.sha256,
      issued_at: row.at,
    })
    .execute();
}

export async function certificateOf(tx: Tx, designationId: string): Promise<CertificateRow | undefined> {
  const [row] = await sqlRows<CertificateRow>(tx, `select ${COLUMNS} from certificate where designation_id = $1`, [
    designationId,
  ]);
  return row;
}

export interface Verified {
  number: string;
  sha256: string;
  issuedOn: string;
  name: string;
  carrierId: string;
  carrier: string;
  holder: string;
  grantedBy: string;
  state: 'valid' | 'rectifying' | 'revoked' | 'lapsed';
  validFrom: string;
  validTo: string | null;
  endedOn: string | null;
}

/** By the number on its face, or by the hash of its PDF. */
export async function findCertificate(
  tx: Tx,
  by: { number: string } | { sha256: string },
): Promise<Verified | undefined> {
  const [row] = await sqlRows<Verified>(
    tx,
    `select z.number, z.sha256, z.issued_on as "issuedOn", d.name, d.carrier_id as "carrierId", c.name as carrier,
       h.name as holder, g.name as "grantedBy", d.state, d.valid_from as "validFrom", d.valid_to as "validTo", d.ended_on as "endedOn"
     from certificate z join designation d on d.id = z.designation_id join carrier c on c.id = d.carrier_id
     join organisation h on h.id = d.holder_id join organisation g on g.id = d.organisation_id
     where ($1::text is not null and z.number = $1) or ($2::text is not null and z.sha256 = $2)`,
    ['number' in by ? by.number : null, 'sha256' in by ? by.sha256 : null],
  );
  return row;
}
