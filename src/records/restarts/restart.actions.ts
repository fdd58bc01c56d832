import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { insertRecords, sayWhy } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { confirmOffers, type OfferRow, offersAfter, offersOf, updateOffer } from './restart.store.ts';
import { OFFERED, RESTARTS } from './restart.ts';

/** One offer of each kind, as the operator's own word and so confirmed, on the day the team leaves as failed. */
export async function proposeRestart(
  tx: Tx,
  { actor, clock }: Pick<Keeper, 'actor' | 'clock'>,
  teamId: string,
  { on, example }: { on: Day; example: boolean },
): Promise<void> {
  const at = clock.now().toString();
  const records = RESTARTS.map(({ code }) => ({
    validFrom: on,
    validTo: null,
    values: { kind: code, content: OFFERED[code], accepted: null, outcome: null },
    note: null,
    fileId: null,
    example,
  }));
  const ids = await insertRecords(tx, kindOf('restart_offer'), teamId, records, at);
  await confirmOffers(tx, ids, at, actor.personId);
  for (const id of ids) recordChange(tx, { kind: 'record.restart_offer', id, after: { teamId, on } });
}

/** 接受与否, in the team's own words. */
export async function answerOffer(
  tx: Tx,
  keeper: Pick<Keeper, 'actor' | 'clock'>,
  teamId: string,
  { recordId, version, accepted }: { recordId: string; version: number; accepted: boolean },
): Promise<void> {
  const offer = (await offersOf(tx, teamId)).find(({ id }) => id === recordId);
  await change(tx, keeper, offer, version, { accepted }, '团队答复');
}

/** What the operator of the space it left says further, and what became of it. */
export async function followUpOffer(
  tx: Tx,
  keeper: Pick<Keeper, 'actor' | 'clock'>,
  of: { carrierId: string; tenancyId: string },
  given: {
    recordId: string;
    version: number;
    accepted: boolean | null;
    content: string;
    outcome: string | null;
  },
): Promise<void> {
  const offer = (await offersAfter(tx, of.carrierId, of.tenancyId)).find(({ id }) => id === given.recordId);
  const { accepted, content, outcome } = given;
  await change(tx, keeper, offer, given.version, { accepted, content, outcome }, '帮扶跟进');
}

async function change(
  tx: Tx,
  { actor, clock }: Pick<Keeper, 'actor' | 'clock'>,
  offer: OfferRow | undefined,
  version: number,
  after: { accepted: boolean | null; content?: string; outcome?: string | null },
  reason: string,
): Promise<void> {
  if (!offer) throw new Refusal('not-found');
  const at = clock.now().toString();
  await sayWhy(tx, { reason, person: actor.personId, at });
  if (!(await updateOffer(tx, offer.id, version, after, at))) throw new Refusal('conflict', { version: offer.version });
  const before = { accepted: offer.accepted, outcome: offer.outcome };
  recordChange(tx, { kind: 'record.restart_offer', id: offer.id, before, after });
}
