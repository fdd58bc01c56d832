import type { Actor } from '../../kernel/actor.ts';
import { dayOf, yearOf } from '../../kernel/day.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { clauseOf } from '../../policy/load.ts';
import { quotaPlaces } from '../../policy/quota.ts';
import { scopeInSql } from '../../policy/scope.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { countOf, listedBefore, lockYear, packOfList, registered, saveCount } from './quota.store.ts';
import type { QuotaView } from './shortlist.contract.ts';
import type { ShortlistRow } from './shortlist.store.ts';

/**
 * The quotas that limit a list, with what is taken of them: listed by the same body at the same step in the calendar
 * year, on lists that are released.
 *
 * @param listed how many this list puts forward
 */
export async function quotasOf(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  list: ShortlistRow,
  listed: number,
): Promise<QuotaView[]> {
  const hash = await packOfList(tx, list.id);
  if (!hash) return [];
  const pack = await packByHash(tx, hash);
  const on = list.released_at ? dayOf(Temporal.Instant.from(list.released_at)) : clock.today();
  const year = yearOf(on);
  const quotas = pack.quotas.filter(({ at }) => at === `${list.procedure_id}/${list.step}`);
  if (quotas.length === 0) return [];
  const taken = await listedBefore(tx, list, year);
  const standing = await registered(tx, list, scopeInSql(pack), `${year - 1}-12-31`);
  const views: QuotaView[] = [];
  for (const quota of quotas) {
    const count = await countOf(tx, list, quota.id, year);
    const { share, places } = quotaPlaces(pack, quota.id, count?.counted ?? 0, on);
    const known = count ? places : null;
    views.push({
      id: quota.id,
      says: quota.says,
      cites: quota.cites,
      clause: clauseOf(pack, quota.cites)?.text ?? null,
      of: quota.of,
      kind: quota.kind,
      rounding: quota.rounding,
      year,
      share,
      counted: count?.counted ?? null,
      source: count?.source ?? null,
      statedBy: count?.statedBy ?? null,
      registered: standing,
      places: known,
      taken,
      listed,
      exceeded: known !== null && taken + listed > known,
      exception: list.quota_exceptions[quota.id] ?? null,
    });
  }
  return views;
}

/** What the document counts, once a year, with where the figure comes from. */
export async function stateCount(
  tx: Tx,
  services: Pick<Services, 'clock'>,
  actor: Actor,
  list: ShortlistRow,
  given: { quota: string; counted: number; source: string },
): Promise<void> {
  const quota = (await quotasOf(tx, services, list, 0)).find(({ id }) => id === given.quota);
  if (!quota) throw new Refusal('not-found', { quota: given.quota });
  await saveCount(tx, list, quota.year, { ...given, at: services.clock.now().toString(), by: actor.personId });
  recordChange(tx, {
    kind: 'shortlist',
    id: list.id,
    before: { quota: quota.id, counted: quota.counted, source: quota.source },
    after: { quota: quota.id, year: quota.year, counted: given.counted, source: given.source },
  });
}

/**
 * As the document says it: a quota that binds is not exceeded; one that holds in principle is, with a written reason.
 * Lists of one body that are put forward or released at once come one after the other.
 */
export async function requireWithinQuotas(
  tx: Tx,
  services: Pick<Services, 'clock'>,
  list: ShortlistRow,
  listed: number,
): Promise<void> {
  await lockYear(tx, list, yearOf(services.clock.today()));
  const fields: FieldRefusal[] = [];
  for (const quota of await quotasOf(tx, services, list, listed)) {
    const path = `quotas.${quota.id}`;
    if (quota.share === null || listed === 0) continue;
    if (quota.counted === null)
      fields.push({ path: `${path}.counted`, code: 'required', message: `${quota.cites}：请先填写${quota.of}的数量` });
    else if (quota.exceeded && quota.kind === 'must') {
      const { cites, says, places, taken } = quota;
      throw new Refusal('shortlist.over-quota', { cites, says, places, taken, listed });
    } else if (quota.exceeded && !quota.exception)
      fields.push({
        path: `${path}.exception`,
        code: 'required',
        message: `${quota.cites}：合计${quota.taken + listed}家，超出名额${quota.places}家，须书面说明理由`,
      });
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}
