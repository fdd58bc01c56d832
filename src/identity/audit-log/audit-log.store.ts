import type { z } from 'zod';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows } from '../../platform/db/page.ts';
import type { auditInput, auditView } from './audit-log.contract.ts';

interface Row {
  seq: number;
  at: string;
  action: string;
  person_id: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  body: string;
  hash: string;
}

interface Body {
  actor: { name: string; roles: string[] };
  address: string | null;
  request: string | null;
  changes: { kind: string; id: string; before?: unknown; after?: unknown }[];
}

/** Newest first. Names of people are those they had when they acted. */
export async function listAudit(tx: Tx, filter: z.output<typeof auditInput>): Promise<z.input<typeof auditView>> {
  const where = `
    where ($1::uuid is null or a.person_id = $1) and ($2::text is null or a.action ilike $2)
      and ($3::text is null or a.subject_kind = $3) and ($4::text is null or a.subject_id = $4)
      and ($5::timestamptz is null or a.at >= $5) and ($6::timestamptz is null or a.at < $6)`;
  const action = filter.action ? `%${filter.action.replace(/[\\%_]/g, '\\$&')}%` : null;
  const { personId = null, subjectKind = null, subjectId = null, from = null, until = null } = filter;
  const values = [personId, action, subjectKind, subjectId, from, until];
  const total = await countRows(tx, `from audit_entry a ${where}`, values, filter);
  const rows = await sqlRows<Row>(
    tx,
    `select a.seq, a.at, a.action, a.person_id, a.organisation_id, o.name organisation_name, a.body, a.hash
     from audit_entry a left join organisation o on o.id = a.organisation_id
     ${where} order by a.seq desc limit $7 offset $8`,
    [...values, filter.size, (filter.page - 1) * filter.size],
  );
  return { rows: rows.map(entryOf), ...total };
}

function entryOf({ seq, at, action, person_id, organisation_id, organisation_name, body, hash }: Row) {
  const { actor, address, request, changes } = JSON.parse(body) as Body;
  return {
    seq,
    at,
    action,
    person: { id: person_id, name: actor.name },
    organisation: { id: organisation_id, name: organisation_name },
    roles: actor.roles,
    address,
    requestId: request,
    changes,
    hash,
  };
}
