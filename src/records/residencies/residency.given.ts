import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { contentHash } from '../../platform/documents/document.ts';
import { insertEdition, insertResidency, markOffered } from './residency.store.ts';
import type { ResidencyContent } from './residency.ts';

/** An agreement that both have signed and that is in force. */
export async function givenAgreement(
  tx: Tx,
  of: { carrierId: string; teamId: string; tenancyId: string },
  content: Partial<ResidencyContent> & { startsOn: Day },
): Promise<string> {
  const id = newId();
  const at = `${content.startsOn}T01:00:00Z`;
  const number = `RZXY-${id.slice(-12)}`;
  const whole: ResidencyContent = {
    teamName: '甲团队',
    founderName: '张创业',
    endsOn: null,
    freeMonths: 0,
    includes: [],
    desks: 1,
    deskCodes: null,
    areaM2: null,
    rentMonthFen: null,
    serviceMonthFen: null,
    internetMonthFen: null,
    waterMonthFen: null,
    powerMonthFen: null,
    depositFen: 0,
    noticeDays: 30,
    noticeUnit: 'day',
    earlyExit: 'refuse',
    clauses: null,
    ...content,
  };
  await insertResidency(tx, { id, number, ...of, admissionId: null, renews: null, at, example: false });
  await insertEdition(tx, {
    residencyId: id,
    edition: 1,
    content: whole,
    hash: contentHash({ ...whole }),
    at,
    by: null,
  });
  await markOffered(tx, id, 1, at);
  await sqlRows(
    tx,
    `update residency set state = 'inForce', team_signed_by = '张创业', team_signed_at = $2, signed_at = $2 where id = $1`,
    [id, at],
  );
  return id;
}
