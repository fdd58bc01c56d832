import { PUBLIC } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { appendAuditEntry, recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import type { OpenedSession } from '../sessions/session.store.ts';
import { type Caller, enter, normalAccount } from './sign-in.actions.ts';
import type { Vouched } from './single-sign-on.ts';

/**
 * Opens a session for whom the provider vouches. The first time, the person with that verified account or email
 * is linked to (issuer, subject); from then on only the link counts, so a reused email address opens nothing.
 *
 * @throws Refusal `single-sign-on.unknown`
 */
export async function enterVouched(services: Services, vouched: Vouched, caller: Caller): Promise<OpenedSession> {
  const person = await services.database.transact(async (tx) => {
    const linked = await findLinked(tx, vouched);
    if (linked) return linked;
    const [match, ...others] = await findUnlinked(tx, vouched);
    if (!match || others.length > 0) return undefined;
    await tx
      .updateTable('person')
      .set({ oidc_issuer: vouched.issuer, oidc_subject: vouched.subject })
      .where('id', '=', match.id)
      .execute();
    recordChange(tx, { kind: 'person', id: match.id, after: { linked: vouched.issuer } });
    const actor = { ...PUBLIC, personId: match.id, name: match.name, address: caller.ip, requestId: caller.id };
    await appendAuditEntry(tx, actor, 'session.link', services.clock.now().toString());
    return match;
  });
  if (person?.state !== 'active') throw new Refusal('single-sign-on.unknown');
  return enter(services, person, caller, { secondFactor: false, by: 'singleSignOn' });
}

interface Found {
  id: string;
  name: string;
  state: string;
}

async function findLinked(tx: Tx, { issuer, subject }: Vouched): Promise<Found | undefined> {
  return tx
    .selectFrom('person')
    .select(['id', 'name', 'state'])
    .where('oidc_issuer', '=', issuer)
    .where('oidc_subject', '=', subject)
    .executeTakeFirst();
}

/** Two people with one email address: neither is linked, an administrator decides. */
async function findUnlinked(tx: Tx, { account, email }: Vouched): Promise<Found[]> {
  if (!account && !email) return [];
  const unlinked = tx
    .selectFrom('person')
    .select(['id', 'name', 'state'])
    .where('oidc_subject', 'is', null)
    .where('is_demo', '=', false)
    .where('state', '=', 'active');
  const matching = account
    ? unlinked.where('account', '=', normalAccount(account))
    : unlinked.where((e) => e(e.fn('lower', ['email']), '=', (email ?? '').toLowerCase()));
  return matching.limit(2).forUpdate().execute();
}
