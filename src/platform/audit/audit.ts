import type { Actor } from '../../kernel/actor.ts';
import { sqlRows, type Tx } from '../db/database.ts';

/** What a command did to one subject; `before` and `after` hold what changed, without secrets. */
export interface Change {
  readonly kind: string;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

const changes = new WeakMap<Tx, Change[]>();

/** Notes what this transaction changes; the command's one audit entry will carry it. */
export function recordChange(tx: Tx, change: Change): void {
  const noted = changes.get(tx);
  if (noted) noted.push(change);
  else changes.set(tx, [change]);
}

/**
 * Appends the command's one entry to the chain, in the command's own transaction and as its last statement:
 * the head row stays locked until commit, so it is taken as late as possible.
 */
export async function appendAuditEntry(tx: Tx, actor: Actor, action: string, at: string): Promise<void> {
  const noted = changes.get(tx) ?? [];
  const body = JSON.stringify({
    at,
    action,
    actor: {
      person: actor.personId,
      name: actor.name,
      organisation: actor.organisationId,
      roles: actor.roles,
      system: actor.isSystem,
    },
    address: actor.address,
    request: actor.requestId,
    changes: noted,
  });
  changes.delete(tx);
  const first = noted[0];
  await sqlRows(
    tx,
    `with head as (
       update audit_head set seq = seq + 1, hash = encode(sha256(convert_to(hash || $1, 'UTF8')), 'hex') returning seq, hash)
     insert into audit_entry (seq, at, person_id, organisation_id, action, subject_kind, subject_id, body, hash)
     select seq, $2, $3, $4, $5, $6, $7, $1, hash from head`,
    [body, at, actor.personId, actor.organisationId, action, first?.kind ?? null, first?.id ?? null],
  );
}
