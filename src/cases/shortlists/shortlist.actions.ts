import type { Actor, Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { caseById } from '../casefile/casefile.store.ts';
import { advance, completeTask, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices, StepHandler } from '../casefile/steps.ts';
import { STEP_ROLES, type Verb } from '../casefile/task.ts';
import { requireAnswered } from '../dueRecusals/dueRecusal.actions.ts';
import { rankedLinesOf } from './preference.actions.ts';
import { quotasOf, requireWithinQuotas, stateCount } from './quota.actions.ts';
import type { ShortlistView } from './shortlist.contract.ts';
import {
  joinSitting,
  type LineRow,
  leaveSittings,
  linesOf,
  lockShortlist,
  removeLines,
  type ShortlistRow,
  saveLine,
  saveShortlist,
  titleAndPeople,
  underWay,
} from './shortlist.store.ts';
import { checkComplete, type Ranked, rank, SHORTLIST_STATES, type ShortlistState } from './shortlist.ts';

/** 拟定名单: the case joins the sitting of its round; rolling intake has a sitting of one. */
export const shortlistStep: StepHandler = {
  async enter(tx, { services, file, bodyId, pack, step, now }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await joinSitting(tx, file, organisationId, step.id, now);
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.shortlist, personId: null });
  },
  leave: (tx, { file }) => leaveSittings(tx, file.id),
};

async function lockAt(tx: Tx, id: string, version: number, state: ShortlistState): Promise<ShortlistRow> {
  const list = await lockShortlist(tx, id);
  if (list.state !== state) throw new Refusal('shortlist.wrong-state', { state: list.state });
  if (list.version !== version) throw new Refusal('conflict', { version: list.version });
  return list;
}

const listedOf = (lines: readonly { outcome: string | null }[]) =>
  lines.filter(({ outcome }) => outcome === 'listed').length;

/** How many the document counts, for the list that is being drawn up. */
export async function stateQuotaCount(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  given: { quota: string; counted: number; source: string },
): Promise<void> {
  const list = await lockShortlist(tx, id);
  if (list.state !== 'draft') throw new Refusal('shortlist.wrong-state', { state: list.state });
  await stateCount(tx, services, actor, list, given);
}

/** One sitting's worth of work: lines may be changed again until the list is signed. */
export async function saveLines(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
  lines: readonly { caseId: string; outcome: 'listed' | 'notListed' | null; exception: string | null }[],
  exceptions: Readonly<Record<string, string>> = {},
): Promise<void> {
  await lockAt(tx, id, version, 'draft');
  const known = new Set((await linesOf(tx, id)).map(({ caseId }) => caseId));
  const at = services.clock.now().toString();
  for (const [index, { caseId, outcome, exception }] of lines.entries()) {
    if (!known.has(caseId))
      throw new Refusal('input.invalid', {}, [
        { path: `lines.${index}.caseId`, code: 'reference', message: '该办件不在本次名单内' },
      ]);
    await saveLine(tx, id, caseId, {
      outcome,
      exception: exception || null,
      decided_at: at,
      decided_by: actor.personId,
    });
  }
  await saveShortlist(tx, id, { version: version + 1, quota_exceptions: JSON.stringify(exceptions) });
  recordChange(tx, { kind: 'shortlist', id, after: { lines, exceptions } });
}

/** The officer puts the whole list forward: every line decided, every deviation explained. */
export async function proposeList(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  const list = await lockAt(tx, id, version, 'draft');
  const lines = await rankedLinesOf(tx, services, list);
  if (lines.length === 0) throw new Refusal('shortlist.wrong-state', { state: 'empty' });
  checkComplete(rank(lines));
  await requireWithinQuotas(tx, services, list, listedOf(lines));
  const at = services.clock.now().toString();
  await saveShortlist(tx, id, {
    state: 'proposed',
    version: version + 1,
    proposed_at: at,
    proposed_by: actor.personId,
  });
  for (const line of lines) await handOn(tx, services, actor, list, line, 'shortlist', 'director');
  recordChange(tx, { kind: 'shortlist', id, before: { state: 'draft' }, after: { state: 'proposed' } });
}

/** The director does not sign it as it is. */
export async function sendBack(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const list = await lockAt(tx, id, version, 'proposed');
  await saveShortlist(tx, id, { state: 'draft', version: version + 1, proposed_at: null, proposed_by: null });
  for (const line of (await linesOf(tx, id)).filter(({ outcome }) => outcome !== null))
    await handOn(tx, services, actor, list, line, 'returnPrevious', STEP_ROLES.shortlist, reason);
  recordChange(tx, { kind: 'shortlist', id, before: { state: 'proposed' }, after: { state: 'draft', reason } });
}

/** The task of one pair of hands is done, the next one's begins. */
async function handOn(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  list: ShortlistRow,
  line: LineRow,
  verb: Verb,
  to: Role,
  opinion: string | null = null,
): Promise<void> {
  await closeTasks(tx, services, actor, line, verb, opinion);
  await openTask(tx, services, line.caseId, { organisationId: list.organisation_id, role: to, personId: null });
}

async function closeTasks(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  line: LineRow,
  verb: Verb,
  opinion: string | null,
) {
  const tasks = await tx
    .selectFrom('task')
    .select(['id', 'role', 'person_id'])
    .where('case_id', '=', line.caseId)
    .where('pass', '=', line.pass)
    .where('kind', '=', 'main')
    .where('state', '=', 'open')
    .execute();
  for (const task of tasks) {
    if (task.person_id !== null && task.person_id !== actor.personId) throw new Refusal('task.not-yours');
    await completeTask(tx, services, actor, task.id, verb, opinion);
  }
}

/** 签发: the whole list is released at once. What joined after it was put forward waits for the next sitting. */
export async function releaseList(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  const list = await lockAt(tx, id, version, 'proposed');
  const all = await rankedLinesOf(tx, services, list);
  const late = all.filter(({ outcome }) => outcome === null);
  const lines = rank(all.filter(({ outcome }) => outcome !== null));
  checkComplete(lines);
  await requireAnswered(
    tx,
    lines.map(({ caseId }) => caseId),
  );
  await requireWithinQuotas(tx, services, list, listedOf(lines));
  const at = services.clock.now().toString();
  for (const line of lines) {
    const { rank: place, score, preferences } = line;
    await saveLine(tx, id, line.caseId, { rank: place, score, preferences });
  }
  await saveShortlist(tx, id, {
    state: 'released',
    version: version + 1,
    released_at: at,
    released_by: actor.personId,
  });
  await removeLines(
    tx,
    id,
    late.map(({ caseId }) => caseId),
  );
  for (const { caseId } of late) await joinSitting(tx, await caseById(tx, caseId), list.organisation_id, list.step, at);
  const passes = new Map(all.map(({ caseId, pass }) => [caseId, pass]));
  for (const line of lines) await releaseLine(tx, services, actor, all, line, passes.get(line.caseId) ?? 0);
  recordChange(tx, {
    kind: 'shortlist',
    id,
    before: { state: 'proposed' },
    after: {
      state: 'released',
      lines: lines.map(({ caseId, outcome, rank: place, exception }) => ({ caseId, outcome, place, exception })),
    },
  });
}

async function releaseLine(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  all: readonly LineRow[],
  line: Ranked,
  pass: number,
): Promise<void> {
  const row = all.find(({ caseId }) => caseId === line.caseId);
  if (!row || line.outcome === null) return;
  await closeTasks(tx, services, actor, row, 'sign', line.exception);
  await advance(tx, services, actor, line.caseId, line.outcome, { pass });
}

export async function viewShortlist(tx: Tx, services: CaseServices, id: string): Promise<ShortlistView> {
  const list = await tx.selectFrom('shortlist').selectAll().where('id', '=', id).executeTakeFirst();
  if (!list) throw new Refusal('not-found');
  const lines = await rankedLinesOf(tx, services, list);
  const { title, proposedBy, releasedBy } = await titleAndPeople(tx, id);
  const state = list.state as ShortlistState;
  const count = (outcome: string | null) => lines.filter((line) => line.outcome === outcome).length;
  return {
    id,
    title,
    packId: list.pack_id,
    procedureId: list.procedure_id,
    step: list.step,
    roundId: list.round_id,
    state,
    stateLabel: SHORTLIST_STATES[state].zh,
    version: list.version,
    openedAt: list.opened_at,
    proposedAt: list.proposed_at,
    proposedBy,
    releasedAt: list.released_at,
    releasedBy,
    underWay: await underWay(tx, list),
    listed: count('listed'),
    notListed: count('notListed'),
    undecided: count(null),
    quotas: await quotasOf(tx, services, list, count('listed')),
    lines: rank(lines).map((line) => {
      const row = lines.find(({ caseId }) => caseId === line.caseId);
      const preferences = [...line.preferences];
      return { ...line, preferences, title: row?.title ?? '', applicant: row?.applicant ?? '' };
    }),
  };
}
