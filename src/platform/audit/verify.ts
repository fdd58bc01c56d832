import { createHash } from 'node:crypto';
import { sqlRows, type Tx } from '../db/database.ts';

export interface AuditVerdict {
  readonly entries: number;
  /** The first entry that does not follow from the one before, or null when the whole chain holds. */
  readonly brokenAt: number | null;
  readonly reason: string | null;
}

interface Row {
  seq: number;
  at: string;
  person_id: string | null;
  action: string;
  body: string;
  hash: string;
}

/**
 * Recomputes the whole chain. Reads in pages, so its memory does not grow with the log; entries that are added meanwhile
 * break nothing: the head before must be among what was read, and the head after no older than that.
 */
export async function verifyAudit(tx: Tx): Promise<AuditVerdict> {
  const before = await headOf(tx);
  let previous = '0'.repeat(64);
  let expected = 1;
  for (;;) {
    const rows = await sqlRows<Row>(
      tx,
      'select seq, at, person_id, action, body, hash from audit_entry where seq >= $1 order by seq limit 1000',
      [expected],
    );
    for (const row of rows) {
      const broken = (reason: string): AuditVerdict => ({ entries: expected - 1, brokenAt: expected, reason });
      if (row.seq !== expected) return broken(`缺少第 ${expected} 条`);
      if (
        createHash('sha256')
          .update(previous + row.body)
          .digest('hex') !== row.hash
      )
        return broken(`第 ${expected} 条与链不符`);
      const body = JSON.parse(row.body) as { at: string; action: string; actor: { person: string | null } };
      if (body.action !== row.action || body.actor.person !== row.person_id || keptMoment(body.at) !== row.at) {
        return broken(`第 ${expected} 条的检索字段与正文不符`);
      }
      previous = row.hash;
      expected++;
      if (row.seq === before?.seq && row.hash !== before.hash) return broken(TAIL);
    }
    if (rows.length < 1000) break;
  }
  const entries = expected - 1;
  const after = await headOf(tx);
  const holds =
    before &&
    after &&
    before.seq <= entries &&
    (after.seq > entries || (after.seq === entries && after.hash === previous));
  return holds ? { entries, brokenAt: null, reason: null } : { entries, brokenAt: expected, reason: TAIL };
}

/** As the database keeps a moment, to the nearest microsecond, and the driver tells it, to the millisecond. */
function keptMoment(at: string): string {
  return Temporal.Instant.from(at).round('microsecond').toString({ fractionalSecondDigits: 3 });
}

const TAIL = '链尾与记录不符，末尾可能被删除';

async function headOf(tx: Tx): Promise<{ seq: number; hash: string } | undefined> {
  const [head] = await sqlRows<{ seq: number; hash: string }>(tx, 'select seq, hash from audit_head');
  return head;
}
