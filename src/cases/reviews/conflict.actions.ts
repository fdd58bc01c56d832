import { sealedPlace } from '../../identity/people/person.ts';
import { unseal } from '../../identity/people/personal-data.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import { type ExpertRow, findExperts } from '../experts/expert.store.ts';
import { phoneHash } from '../experts/phone.ts';
import { type Conflict, conflictsOf, type Party } from './conflict.ts';
import { casesReviewedBy, type FoundParty, partiesOf, reviewsOf } from './review.store.ts';

/** Everyone an interest in whom keeps an expert away from this case, as it stands today. */
export async function loadParties(tx: Tx, services: Services, file: CaseRow): Promise<Party[]> {
  const found = await partiesOf(tx, [file], services.clock.today());
  return opened(services, found.get(file.id) ?? []);
}

function opened({ config }: Services, found: readonly FoundParty[]): Party[] {
  return found.map(({ people, ...party }) => ({
    ...party,
    phoneHashes: people.flatMap(({ id, phone }) =>
      phone ? [phoneHash(unseal(phone, sealedPlace(id, 'phone'), config.encryptionKey), config.encryptionKey)] : [],
    ),
  }));
}

export function conflicts(expert: ExpertRow, parties: readonly Party[], recused: ReadonlySet<string>): Conflict[] {
  const computed = conflictsOf(expert, parties);
  if (!recused.has(expert.personId)) return computed;
  return [...computed, { kind: 'recused', path: [expert.name, '在本件中已声明回避'] }];
}

/**
 * Experts who must not see the case: recused, or assigned while an interest has come to light since.
 * For the loader of the subject `case`; an expert who was never assigned does not reach the case anyway.
 */
export async function excludedExperts(tx: Tx, services: Services, caseId: string): Promise<string[]> {
  const reviews = await reviewsOf(tx, caseId);
  if (reviews.length === 0) return [];
  const recused = new Set(reviews.filter(({ state }) => state === 'recused').map(({ expert_id }) => expert_id));
  const parties = await loadParties(tx, services, await caseById(tx, caseId));
  const experts = await findExperts(tx, [...new Set(reviews.map(({ expert_id }) => expert_id))]);
  return experts.filter((expert) => conflicts(expert, parties, recused).length > 0).map(({ personId }) => personId);
}

/** The same rule for lists: the cases that the actor, as an expert, must not see; neither their titles nor their number. */
export async function excludedCases(tx: Tx, services: Services, actor: Actor): Promise<string[]> {
  if (!actor.personId) return [];
  const files = await casesReviewedBy(tx, actor.personId);
  if (files.length === 0) return [];
  const [expert] = await findExperts(tx, [actor.personId]);
  if (!expert) return [];
  const parties = await partiesOf(tx, files, services.clock.today());
  return files
    .filter(
      ({ id, recused }) => recused || conflicts(expert, opened(services, parties.get(id) ?? []), NOBODY).length > 0,
    )
    .map(({ id }) => id);
}
const NOBODY: ReadonlySet<string> = new Set();
