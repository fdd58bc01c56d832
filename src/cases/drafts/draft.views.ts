import { mayReach } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { coverage } from '../../policy/coverage.ts';
import { diffPacks } from '../../policy/diff.ts';
import { packHash } from '../../policy/hash.ts';
import type { Pack, PackFileName } from '../../policy/pack.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { comingPackRows, findPackFiles, latestVersions, packRowsOn, type VersionRow } from '../packs/pack.store.ts';
import {
  actsForDepartment,
  baseHasChanged,
  checkTexts,
  isAmendment,
  readDraft,
  soundPack,
  textsOf,
} from './draft.actions.ts';
import {
  type DraftRow,
  draftAuthors,
  draftEvents,
  draftFiles,
  draftSubject,
  listDrafts,
  territoryPathsOf,
} from './draft.store.ts';
import type { VersionStanding } from './draft.ts';

/** What stands today, what is to come, and the drafts in the reader's territory. */
export async function policies(tx: Tx, { clock }: Services, actor: Actor) {
  const today = clock.today();
  const mayCreate = await actsForDepartment(tx, actor);
  const current = await packRowsOn(tx, today);
  const coming = await comingPackRows(tx, today);
  const paths = await territoryPathsOf(tx);
  const packs = [];
  for (const row of [...current, ...coming]) {
    const pack = await packByHash(tx, row.hash);
    const based = pack.basedOn === null ? undefined : current.find(({ id }) => id === pack.basedOn);
    const subject = { territoryPath: pathOf(paths, pack), organisationIds: [], personIds: [] };
    packs.push({
      packId: pack.id,
      hash: row.hash,
      title: pack.title,
      issuer: pack.issuer,
      territoryName: pack.territory.name,
      number: row.number,
      standing: standingOf(row, today, current),
      startsOn: row.startsOn,
      since: row.since,
      basedOn: based
        ? { packId: based.id, title: (await packByHash(tx, based.hash)).title, changed: isNewer(based, row) }
        : null,
      mayAmend: mayCreate && mayReach(actor, 'policy.create', subject),
    });
  }
  const latest = await latestVersions(tx);
  const drafts = mayCreate ? await listDrafts(tx, actor, 'policy.list') : [];
  packs.sort((a, b) => Number(b.mayAmend) - Number(a.mayAmend));
  return { mayCreate, packs, drafts: drafts.map((draft) => rowView(draft, today, current, latest)) };
}

/** The base began, or was published, after the pack that follows it was. */
const isNewer = (base: VersionRow, pack: VersionRow) => Date.parse(base.since) > Date.parse(pack.since);

function standingOf(row: VersionRow, today: Day, current: readonly VersionRow[]): VersionStanding {
  if (row.startsOn !== null && row.startsOn > today) return 'coming';
  return current.find(({ id }) => id === row.id)?.hash === row.hash ? 'inForce' : 'replaced';
}

const pathOf = (paths: ReadonlyMap<string, string>, { territory: { code, zone } }: Pack) =>
  paths.get(zone === undefined ? code : `${code} ${zone}`) ?? null;

function rowView(draft: DraftRow, today: Day, current: readonly VersionRow[], latest: ReadonlyMap<string, VersionRow>) {
  const { hash, startsOn, state } = draft;
  const now = current.find(({ id }) => id === draft.packId);
  const standing: VersionStanding | null =
    hash === null || startsOn === null
      ? null
      : startsOn > today
        ? 'coming'
        : now?.hash === hash && now.startsOn === startsOn
          ? 'inForce'
          : 'replaced';
  const isSettled = state === 'withdrawn' || (state === 'published' && isAmendment(draft));
  return {
    id: draft.id,
    packId: draft.packId,
    title: draft.title,
    territoryName: draft.territoryName,
    organisationName: draft.organisationName,
    state,
    standing,
    startsOn,
    revision: draft.revision,
    base: {
      packId: draft.basePackId,
      hash: draft.baseHash,
      title: draft.baseTitle,
      changed: !isSettled && baseHasChanged(draft, latest.get(draft.basePackId)),
    },
    amends: isAmendment(draft),
    createdByName: draft.createdByName,
    createdAt: draft.createdAt,
    savedByName: draft.savedByName,
    savedAt: draft.savedAt,
  };
}

export async function viewDraft(tx: Tx, { clock }: Services, actor: Actor, id: string) {
  const draft = await readDraft(tx, id);
  const today = clock.today();
  const authors = await draftAuthors(tx, id);
  const isAuthor = actor.personId !== null && authors.includes(actor.personId);
  const subject = await draftSubject(tx, id);
  return {
    ...rowView(draft, today, await packRowsOn(tx, today, draft.packId), await latestVersions(tx)),
    territoryCode: draft.territoryCode,
    zone: draft.zone,
    isAuthor,
    mayApprove: !isAuthor && subject !== undefined && mayReach(actor, 'policy.approve', subject),
    mayPublish: subject !== undefined && mayReach(actor, 'policy.publish', subject),
    approvedByName: draft.approvedByName,
    files: (await draftFiles(tx, id)).map(({ name, body, revision, savedAt, savedByName }) => ({
      name: name as PackFileName,
      text: body,
      revision,
      savedAt,
      savedByName,
    })),
    events: await draftEvents(tx, id),
  };
}

/** Errors with their places, examples that come out otherwise, and each clause with what speaks of it. */
export async function reportOf(tx: Tx, id: string) {
  const draft = await readDraft(tx, id);
  const texts = await textsOf(tx, id);
  const { pack, errors, failures } = checkTexts(draft, texts);
  return {
    hash: await packHash(texts),
    errors: errors.map((error) => ({ ...error })),
    failures: failures.map(({ example, requirement, expected, found }) => ({
      example: example.name,
      line: example.line,
      requirement,
      expected,
      found,
    })),
    examples: pack?.examples.length ?? 0,
    coverage: pack ? coverage(pack).map((clause) => ({ ...clause, by: [...clause.by] })) : [],
  };
}

/** The legal difference from what is in force today, or from the base, to the draft. */
export async function diffOf(tx: Tx, { clock }: Services, id: string, against: 'inForce' | 'base') {
  const draft = await readDraft(tx, id);
  const pack = soundPack(draft, await textsOf(tx, id));
  const [current] = await packRowsOn(tx, clock.today(), draft.packId);
  const hash = against === 'base' ? draft.baseHash : (current?.hash ?? null);
  if (hash === null) return { a: null, differences: [] };
  const other = await packByHash(tx, hash);
  return { a: { packId: other.id, title: other.title, hash }, differences: diffPacks(other, pack) };
}

/** The texts that the browser compares with while one writes. */
export async function comparisonTexts(tx: Tx, { clock }: Services, id: string) {
  const draft = await readDraft(tx, id);
  const [current] = await packRowsOn(tx, clock.today(), draft.packId);
  const latest = (await latestVersions(tx)).get(draft.basePackId);
  const texts = async (packId: string, hash: string) => ({
    packId,
    hash,
    files: { ...(await findPackFiles(tx, hash)) },
  });
  return {
    base: await texts(draft.basePackId, draft.baseHash),
    inForce: current ? await texts(draft.packId, current.hash) : null,
    latestBase: await texts(draft.basePackId, latest?.hash ?? draft.baseHash),
  };
}
