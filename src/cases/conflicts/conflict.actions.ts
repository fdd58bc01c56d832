import { mayUse } from '../../identity/access.ts';
import { sealedPlace } from '../../identity/people/person.ts';
import { unseal } from '../../identity/people/personal-data.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import { findExperts } from '../experts/expert.store.ts';
import type { Interested } from '../experts/expert.ts';
import { phoneHash } from '../experts/phone.ts';
import { casesReviewedBy, partiesOf, recusedFrom, reviewersOf } from './conflict.store.ts';
import { type Conflict, conflictsOf, type Party } from './conflict.ts';

/** Everyone an interest in whom keeps an expert away from these cases, as it stands today or stood on a day. */
export async function loadAllParties(
  tx: Tx,
  { clock, config }: Pick<Services, 'clock' | 'config'>,
  files: Parameters<typeof partiesOf>[1],
  on: Day = clock.today(),
): Promise<Map<string, Party[]>> {
  const found = await partiesOf(tx, files, on);
  const hashes = new Map<string, string>();
  const hashOf = ({ id, phone }: { id: string; phone: Buffer }) => {
    const known =
      hashes.get(id) ?? phoneHash(unseal(phone, sealedPlace(id, 'phone'), config.encryptionKey), config.encryptionKey);
    hashes.set(id, known);
    return known;
  };
  return new Map(
    [...found].map(([caseId, parties]) => [
      caseId,
      parties.map(({ people, ...party }) => ({
        ...party,
        personIds: people.map(({ id }) => id),
        phoneHashes: people.flatMap(({ id, phone }) => (phone ? [hashOf({ id, phone })] : [])),
      })),
    ]),
  );
}

export async function loadParties(
  tx: Tx,
  services: Pick<Services, 'clock' | 'config'>,
  file: CaseRow,
  on?: Day,
): Promise<Party[]> {
  return (await loadAllParties(tx, services, [file], on)).get(file.id) ?? [];
}

/** The path of an interest is for those who keep the library that the expert is in; all others learn that there is one. */
export function shownConflicts(
  actor: Actor,
  { libraryPath }: { readonly libraryPath: string },
  found: readonly Conflict[],
): Conflict[] {
  const keeps =
    actor.isSystem ||
    (mayUse(actor, 'expert.manage') && actor.territoryPath !== null && libraryPath.startsWith(actor.territoryPath));
  return keeps ? [...found] : found.map(({ kind }) => ({ kind, path: [] }));
}

export function conflicts(expert: Interested, parties: readonly Party[], recused: ReadonlySet<string>): Conflict[] {
  const computed = conflictsOf(expert, parties);
  if (!recused.has(expert.personId)) return computed;
  return [...computed, { kind: 'recused', path: [expert.name, '在本件中已回避'] }];
}

/**
 * Experts who must not see the case: recused, or assigned while an interest has come to light since.
 * For the loader of the subject `case`; an expert who was never assigned does not reach the case anyway.
 */
export async function excludedExperts(tx: Tx, services: Services, caseId: string): Promise<string[]> {
  const reviewers = await reviewersOf(tx, caseId);
  if (reviewers.length === 0) return [];
  const recused = (await recusedFrom(tx, [caseId])).get(caseId) ?? new Set<string>();
  const parties = await loadParties(tx, services, await caseById(tx, caseId));
  const experts = await findExperts(tx, reviewers);
  return experts.filter((expert) => conflicts(expert, parties, recused).length > 0).map(({ personId }) => personId);
}

/** The same rule for lists: the cases that the actor, as an expert, must not see; neither their titles nor their number. */
export async function excludedCases(tx: Tx, services: Services, actor: Actor): Promise<string[]> {
  if (!actor.personId) return [];
  const files = await casesReviewedBy(tx, actor.personId);
  if (files.length === 0) return [];
  const [expert] = await findExperts(tx, [actor.personId]);
  if (!expert) return [];
  const parties = await loadAllParties(tx, services, files);
  return files
    .filter(({ id, recused }) => recused || conflictsOf(expert, parties.get(id) ?? []).length > 0)
    .map(({ id }) => id);
}
