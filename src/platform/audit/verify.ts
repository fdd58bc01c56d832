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

/** Recomputes the whole chain. Reads in pages, so its memory does not grow with the log. */
export async function verifyAudit(tx: Tx): Promise<AuditVerdict> {
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
      if (
        body.action !== row.action ||
        body.actor.person !== row.person_id ||
        new Date(body.at).toISOString() !== row.at
      ) {
        return broken(`第 ${expected} 条的检索字段与正文不符`);
      }
      previous = row.hash;
      expected++;
    }
    if (rows.length < 1000) break;
  }
  const [head] = await sqlRows<{ seq: number; hash: string }>(tx, 'select seq, hash from audit_head');
  if (head?.seq !== expected - 1 || head.hash !== previous) {
    return { entries: expected - 1, brokenAt: expected, reason: '链尾与记录不符,末尾可能被删除' };
  }
  return { entries: expected - 1, brokenAt: null, reason: null };
}
