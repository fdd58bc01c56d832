import { mayReach } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { pinyinOf } from '../../platform/search/words.ts';
import type { Services } from '../../platform/services.ts';
import { type CheckedDraft, checkDraft } from '../../policy/draft.check.ts';
import { packHash } from '../../policy/hash.ts';
import type { Pack, PackFiles } from '../../policy/pack.ts';
import { findTerritory, findTerritoryByCode, type TerritoryRow } from '../../records/territories/territory.store.ts';
import { packByHash, WORDS } from '../packs/pack.actions.ts';
import {
  findPackFiles,
  insertRecall,
  insertVersion,
  keepPack,
  latestVersion,
  nextVersionNumber,
  type VersionRow,
} from '../packs/pack.store.ts';
import {
  type DraftRow,
  divisionCode,
  draftAuthors,
  draftFiles,
  findDraft,
  insertDraft,
  insertEvent,
  insertFile,
  isPackIdTaken,
  lockDraft,
  organisationKind,
  placeOfDivision,
  updateDraft,
  zoneBelow,
} from './draft.store.ts';
import { DRAFT_STATES, DRAFT_STEPS, type DraftStep, stateAfter } from './draft.ts';
import { filesOfNewPack } from './new-pack.ts';

/** What only a signed-in person does. */
function personOf({ personId }: Actor): string {
  if (!personId) throw new Refusal('not-signed-in');
  return personId;
}

export async function actsForDepartment(tx: Tx, { organisationId }: Actor): Promise<boolean> {
  const kind = organisationId && (await organisationKind(tx, organisationId));
  return kind === 'department' || kind === 'zoneCommittee';
}

/** @throws Refusal `not-permitted` for whoever acts for another kind of body */
export async function requireDepartment(tx: Tx, actor: Actor): Promise<void> {
  if (!(await actsForDepartment(tx, actor))) throw new Refusal('not-permitted');
}

function refuse(path: string, code: string, message: string): Refusal {
  return new Refusal('draft.invalid', {}, [{ path, code, message }]);
}

export interface NewDraft {
  /** The text it begins from: the latest of this id. */
  readonly basePackId: string;
  /** Absent: an amendment of the base itself. Given: a pack of its own, for this territory. */
  readonly own?:
    | { readonly territoryId: string; readonly instrument: string; readonly title: string; readonly issuer: string }
    | undefined;
}

/** Begins as a copy: of the version to be amended, or of another territory's pack under an identity of its own. */
export async function createDraft(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  given: NewDraft,
): Promise<string> {
  const by = personOf(actor);
  const base = await latestVersion(tx, given.basePackId);
  const files = base && (await findPackFiles(tx, base.hash));
  if (!base || !files) throw new Refusal('pack.not-found', { pack: given.basePackId });
  const basePack = await packByHash(tx, base.hash);
  const { packId, title, territory, texts } = given.own
    ? await newPack(tx, given.own, basePack, files, clock.today())
    : { packId: basePack.id, title: basePack.title, territory: await territoryOf(tx, basePack), texts: files };
  const subject = { territoryPath: territory?.path ?? null, organisationIds: [], personIds: [] };
  if (!territory || !mayReach(actor, 'policy.create', subject) || !actor.organisationId)
    throw new Refusal('not-permitted');
  const id = newId();
  const at = clock.now().toString();
  await insertDraft(tx, {
    id,
    pack_id: packId,
    title,
    territory_id: territory.id,
    organisation_id: actor.organisationId,
    base_hash: base.hash,
    follows: given.own ? 0 : base.number,
    state: 'draft',
    created_at: at,
    created_by: by,
    sent_by: null,
    approved_by: null,
  });
  for (const [name, body] of Object.entries(texts))
    await insertFile(tx, { draftId: id, name, revision: 0, body, at, by });
  await insertEvent(tx, { draftId: id, kind: 'created', revision: 0, reason: null, at, personId: by });
  recordChange(tx, { kind: 'packDraft', id, after: { packId, title, base: base.hash } });
  return id;
}

async function newPack(
  tx: Tx,
  own: NonNullable<NewDraft['own']>,
  base: Pack,
  files: PackFiles,
  today: Day,
): Promise<{ packId: string; title: string; territory: TerritoryRow; texts: PackFiles }> {
  const territory = await findTerritory(tx, own.territoryId);
  const code = territory && (await divisionCode(tx, territory.id));
  if (!territory || !code) throw refuse('territoryId', 'reference', '没有这个地区');
  const division = territory.code ? territory : await findTerritoryByCode(tx, code);
  const place = (await placeOfDivision(tx, code)) ?? pinyinOf(division?.name ?? '').replace(/[^a-z0-9]/g, '');
  const packId = `${code}-${place}/${own.instrument}`;
  if (await isPackIdTaken(tx, packId)) throw refuse('instrument', 'taken', `编号 ${packId} 已经用过，请换一个简称`);
  const texts = filesOfNewPack(files, {
    id: packId,
    title: own.title,
    issuer: own.issuer,
    territory: { code, ...(territory.code ? {} : { zone: territory.name }), name: territory.name },
    basedOn: base.territory.code === EXAMPLE ? null : base.id,
    from: today,
  });
  return { packId, title: own.title, territory, texts };
}
/** The fictional province: a form to copy, nobody's law. */
const EXAMPLE = '000000';

async function territoryOf(tx: Tx, { territory: { code, zone } }: Pack) {
  const division = await findTerritoryByCode(tx, code);
  return division && zone !== undefined ? zoneBelow(tx, zone, division.path) : division;
}

async function requireDraft(tx: Tx, id: string): Promise<DraftRow> {
  const draft = await lockDraft(tx, id);
  if (!draft) throw new Refusal('not-found', { packDraft: id });
  return draft;
}

/**
 * Keeps a text as the next revision. The one it was written over is named; where somebody else saved since, nothing is
 * kept and both texts are told.
 *
 * @param text null takes the file out
 */
export async function saveFile(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  given: { packDraftId: string; name: string; over: number | null; text: string | null },
): Promise<{ revision: number; savedAt: string }> {
  const by = personOf(actor);
  const draft = await requireDraft(tx, given.packDraftId);
  if (!DRAFT_STATES[draft.state].isOpen) throw new Refusal('draft.wrong-state', { state: draft.state });
  const current = (await draftFiles(tx, draft.id)).find(({ name }) => name === given.name);
  if (current?.body === given.text && current.body !== undefined)
    return { revision: current.revision, savedAt: current.savedAt };
  if ((current?.revision ?? null) !== given.over) {
    const { body: text = null, revision = 0, savedAt = null, savedByName = null } = current ?? {};
    throw new Refusal('draft.changed', { name: given.name, text, revision, savedAt, savedBy: savedByName });
  }
  const revision = draft.revision + 1;
  const savedAt = clock.now().toString();
  await insertFile(tx, { draftId: draft.id, name: given.name, revision, body: given.text, at: savedAt, by });
  await updateDraft(tx, draft.id, { revision });
  recordChange(tx, { kind: 'packDraft', id: draft.id, after: { file: given.name, revision } });
  return { revision, savedAt };
}

export async function textsOf(tx: Tx, draftId: string): Promise<PackFiles> {
  const files = await draftFiles(tx, draftId);
  return Object.fromEntries(files.flatMap(({ name, body }) => (body === null ? [] : [[name, body]])));
}

export function checkTexts(draft: DraftRow, texts: PackFiles): CheckedDraft {
  return checkDraft(texts, WORDS, { id: draft.packId, code: draft.territoryCode, zone: draft.zone });
}

/** @throws Refusal `draft.faulty` with how many errors there are and how many examples fail */
export function soundPack(draft: DraftRow, texts: PackFiles): Pack {
  const { pack, errors, failures } = checkTexts(draft, texts);
  if (!pack || failures.length > 0)
    throw new Refusal('draft.faulty', { errors: errors.length, failures: failures.length });
  return pack;
}

/** Amends its own base; else it is a pack of its own, based on another's. */
export const isAmendment = ({ packId, basePackId }: DraftRow) => packId === basePackId;

/** Whether the base has got a newer text since the draft began or last took note of it. */
export function baseHasChanged(draft: DraftRow, latest: VersionRow | undefined): boolean {
  return latest !== undefined && latest.hash !== draft.baseHash;
}

/** Load, decide, save, tell. */
async function step(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  id: string,
  how: DraftStep,
  work: (draft: DraftRow, by: string, at: string) => Promise<Parameters<typeof updateDraft>[2]>,
  reason: string | null = null,
): Promise<void> {
  const by = personOf(actor);
  const draft = await requireDraft(tx, id);
  const state = stateAfter(draft.state, how);
  const at = clock.now().toString();
  const change = await work(draft, by, at);
  await updateDraft(tx, id, { ...change, state });
  const { revision } = draft;
  await insertEvent(tx, { draftId: id, kind: DRAFT_STEPS[how].event, revision, reason, at, personId: by });
  recordChange(tx, { kind: 'packDraft', id, before: { state: draft.state }, after: { state, revision, reason } });
}
/** The text stays as written; from here on it is compared with, and follows, the newest text of its base. */
export async function rebase(tx: Tx, services: Services, actor: Actor, id: string): Promise<void> {
  await step(tx, services, actor, id, 'rebase', async (draft) => {
    const latest = await latestVersion(tx, draft.basePackId);
    if (!latest) throw new Refusal('pack.not-found', { pack: draft.basePackId });
    return { base_hash: latest.hash, ...(isAmendment(draft) ? { follows: latest.number } : {}) };
  });
}

/** Sends what is free of errors, differs from its base and follows the newest version. */
export async function send(tx: Tx, services: Services, actor: Actor, id: string): Promise<void> {
  await step(tx, services, actor, id, 'send', async (draft, by) => {
    const texts = await textsOf(tx, id);
    const { title } = soundPack(draft, texts);
    if ((await packHash(texts)) === draft.baseHash) throw new Refusal('draft.unchanged');
    if (isAmendment(draft) && baseHasChanged(draft, await latestVersion(tx, draft.basePackId)))
      throw new Refusal('draft.base-changed');
    return { sent_by: by, title };
  });
}

export async function approve(tx: Tx, services: Services, actor: Actor, id: string, opinion: string | null) {
  const work = async (_: DraftRow, by: string) => {
    if ((await draftAuthors(tx, id)).includes(by)) throw new Refusal('draft.own');
    return { approved_by: by };
  };
  await step(tx, services, actor, id, 'approve', work, opinion);
}

export async function returnDraft(tx: Tx, services: Services, actor: Actor, id: string, reason: string): Promise<void> {
  await step(tx, services, actor, id, 'return', async () => ({ approved_by: null, sent_by: null }), reason);
}

export async function withdraw(tx: Tx, services: Services, actor: Actor, id: string, reason: string): Promise<void> {
  await step(tx, services, actor, id, 'withdraw', async () => ({}), reason);
}

/**
 * Makes the approved text the next version of its pack, for the cases that begin on the day or later. Only forward:
 * never before today, and after the version before it begins. Of two at once one wins.
 */
export async function publish(
  tx: Tx,
  services: Services,
  actor: Actor,
  { packDraftId, startsOn }: { packDraftId: string; startsOn: Day },
): Promise<void> {
  await step(tx, services, actor, packDraftId, 'publish', async (draft, by, at) => {
    const texts = await textsOf(tx, packDraftId);
    const pack = soundPack(draft, texts);
    const latest = await latestVersion(tx, draft.packId);
    const followed = isAmendment(draft) ? latest?.hash === draft.baseHash : latest === undefined;
    if (!followed || (latest?.number ?? 0) !== draft.follows) throw new Refusal('draft.base-changed');
    if (startsOn < services.clock.today()) throw refuse('startsOn', 'range', '开始日期不能早于今天');
    if (latest?.startsOn && startsOn <= latest.startsOn)
      throw refuse('startsOn', 'range', `应晚于上一版本的开始日期 ${latest.startsOn}`);
    if (startsOn < pack.inForce.from || (pack.inForce.until !== null && startsOn > pack.inForce.until))
      throw refuse('startsOn', 'range', '文件在这一天不在有效期内，请核对文件的起止日期');
    const hash = await packHash(texts);
    await keepPack(tx, { hash, pack, files: texts, at });
    const number = await nextVersionNumber(tx, draft.packId);
    const version = { packId: draft.packId, number, hash, draftId: draft.id, startsOn, at, by };
    await onlyOne(insertVersion(tx, version));
    recordChange(tx, { kind: 'pack', id: draft.packId, after: { number, hash, startsOn } });
    return {};
  });
}

/** Of two publications, or of a publication and a recall, the database lets one through: the key and the order of versions. */
async function onlyOne(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '23505' || code === '23001') throw new Refusal('draft.overtaken');
    throw error;
  }
}

/**
 * Takes a version back before its day, as though it had not been published; its draft is open to its writers again. What
 * has begun stands: then one only goes forward.
 */
export async function recall(
  tx: Tx,
  services: Pick<Services, 'clock'>,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  const work = async ({ packId, number, startsOn }: DraftRow, by: string, at: string) => {
    if (number === null || startsOn === null || startsOn <= services.clock.today()) throw new Refusal('draft.begun');
    if ((await latestVersion(tx, packId))?.number !== number) throw new Refusal('draft.followed');
    await onlyOne(insertRecall(tx, { packId, number, reason, at, by }));
    recordChange(tx, { kind: 'pack', id: packId, before: { number, startsOn }, after: { recalled: reason } });
    return { approved_by: null, sent_by: null };
  };
  await step(tx, services, actor, id, 'recall', work, reason);
}

/** What one reads who may reach it. */
export async function readDraft(tx: Tx, id: string): Promise<DraftRow> {
  const draft = await findDraft(tx, id);
  if (!draft) throw new Refusal('not-found', { packDraft: id });
  return draft;
}
