import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { type Day, dayOf, yearOf } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { pdfOf } from '../../platform/documents/pdf.ts';
import { wordOf } from '../../platform/documents/word.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { nextSerial } from '../../platform/serials/serial.ts';
import type { Pack } from '../../policy/pack.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { findTerritory } from '../../records/territories/territory.store.ts';
import { type CaseRow, lockCase, taskOf } from '../casefile/casefile.store.ts';
import { advance, completeTask, noteEvent, openTask, requireBody, setTimer } from '../casefile/interpreter.ts';
import type { CaseServices, StepHandler } from '../casefile/steps.ts';
import { isFor, STEP_ROLES } from '../casefile/task.ts';
import { absentFrom } from '../evaluations/evaluation.store.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { findRound } from '../rounds/round.store.ts';
import { noticeDocument } from './notice.papers.ts';
import {
  addNoticeFile,
  endNoticeCase,
  entriesOf,
  insertNotice,
  issuerOf,
  joinNotice,
  leaveNotice,
  lockNotice,
  type NoticeRow,
  noticeOfPass,
  openDraft,
  provisionalNotices,
  saveNotice,
  saveText,
} from './notice.store.ts';
import {
  checkNotice,
  HOW_TO_OBJECT,
  type NoticeText,
  type Phone,
  paragraphsOfNotice,
  periodFrom,
  periodOn,
} from './notice.ts';

/** Ends what waits for a case that left the notice by another way; given by objections. */
export type EndObjections = (tx: Tx, caseId: string, pass: number, at: string) => Promise<void>;

/** 公示: cases released together are announced together, in a draft that an officer completes and puts up. */
export const publicNoticeStep = (endObjections: EndObjections): StepHandler => ({
  async enter(tx, { services, file, bodyId, pack, step, now, pass }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    const draft =
      (await openDraft(tx, file, organisationId, step.id)) ??
      (await insertNotice(tx, {
        file,
        organisationId,
        territoryId: (await issuerTerritory(tx, organisationId)) ?? file.territory_id,
        step: step.id,
        workingDays: step.notice?.workingDays ?? 5,
        at: now,
        ...(await firstText(tx, file, pack, organisationId, now)),
      }));
    await joinNotice(tx, draft, file.id, pass);
    await openTask(tx, services, file.id, {
      organisationId,
      role: STEP_ROLES.publicNotice,
      personId: null,
      data: { noticeId: draft },
    });
  },
  async leave(tx, { file, pass, now }) {
    await endObjections(tx, file.id, pass, now);
    await leaveNotice(tx, file.id, pass, now);
  },
});

async function issuerTerritory(tx: Tx, organisationId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('organisation')
    .select('territory_id')
    .where('id', '=', organisationId)
    .executeTakeFirst();
  return row?.territory_id;
}

export const MODE_VERBS = { recognition: '认定', filing: '备案', registration: '登记' } as const;

/** What the draft begins with: the basis and the steps the case went through, in the pack's own words. */
export async function firstText(
  tx: Tx,
  file: CaseRow,
  pack: Pack,
  organisationId: string | null,
  now: string,
): Promise<NoticeText> {
  const procedure = procedureOf(pack, file.procedure_id);
  const passed = await tx
    .selectFrom('case_step')
    .select('step')
    .where('case_id', '=', file.id)
    .where('left_at', 'is not', null)
    .where('kind', '<>', 'form')
    .orderBy('pass')
    .execute();
  const titles = [
    ...new Set(passed.map(({ step }) => procedure.steps.find(({ id }) => id === step)?.title ?? '')),
  ].filter(Boolean);
  const verb = MODE_VERBS[pack.mode];
  const year = yearOf(dayOf(Temporal.Instant.from(now)));
  const last = organisationId
    ? await tx
        .selectFrom('notice')
        .select('phones')
        .where('organisation_id', '=', organisationId)
        .where('state', '<>', 'draft')
        .orderBy('published_at', 'desc')
        .limit(1)
        .executeTakeFirst()
    : undefined;
  const phones = (last?.phones ?? []) as unknown as Phone[];
  const basis = `根据《${pack.title}》${pack.documentNumber ? `(${pack.documentNumber})` : ''}${procedure.cites}的规定，`;
  if (procedure.purpose === 'evaluation') {
    const round = file.round_id ? await findRound(tx, file.round_id) : undefined;
    const absent = round ? await absentFrom(tx, round.id) : [];
    const away = absent.length > 0 ? `未参加本次评价的单位：${absent.join('、')}。` : '';
    return {
      title: `关于${round?.title ?? procedure.title}结果的公示`,
      basis,
      passed: `经${titles.join('、') || '审核'}，拟定下列单位的评价结果，现予以公示。${away}`,
      howToObject: HOW_TO_OBJECT,
      phones,
      attachments: [],
    };
  }
  const { recognises } = procedure;
  const [deed, who, as] =
    procedure.purpose === 'mentor' && recognises
      ? ['认定', '人员', recognises.name]
      : [verb, '单位', recognises?.name ?? pack.designation.name];
  return {
    title: `关于${year}年拟${deed}${as}名单的公示`,
    basis,
    passed: `经${titles.join('、') || '审核'}，拟${deed}下列${who}为${as}，现予以公示。`,
    howToObject: HOW_TO_OBJECT,
    phones,
    attachments: [],
  };
}

export async function saveDraft(
  tx: Tx,
  services: CaseServices,
  id: string,
  version: number,
  text: NoticeText,
  plannedOn: Day | null,
): Promise<void> {
  const notice = await lockDraft(tx, id, version);
  if (plannedOn !== null && plannedOn < services.clock.today())
    throw new Refusal('input.invalid', {}, [
      { path: 'plannedOn', code: 'day.past', message: '计划发布日期不能早于今天' },
    ]);
  const planned = plannedOn === null ? null : periodOn(plannedOn, notice.working_days, await loadWorkingCalendar(tx));
  await saveText(tx, id, text);
  await saveNotice(tx, id, { planned_on: plannedOn, planned_last_day: planned?.lastDay ?? null, version: version + 1 });
  recordChange(tx, { kind: 'notice', id, after: { ...text, plannedOn } });
}

async function lockDraft(tx: Tx, id: string, version: number): Promise<NoticeRow> {
  const notice = await lockNotice(tx, id);
  if (notice.state !== 'draft') throw new Refusal('notice.wrong-state', { state: notice.state });
  if (notice.version !== version) throw new Refusal('conflict', { version: notice.version });
  return notice;
}

export const textOf = (notice: NoticeRow): NoticeText => ({
  title: notice.title,
  basis: notice.basis,
  passed: notice.passed,
  howToObject: notice.how_to_object,
  phones: notice.phones as unknown as Phone[],
  attachments: notice.attachments as unknown as { title: string }[],
});

/** Puts the notice up: now its period begins, whatever was planned, and a timer waits for its end. */
export async function publishNotice(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  const notice = await lockDraft(tx, id, version);
  checkNotice(textOf(notice));
  const now = services.clock.now();
  const at = now.toString();
  const period = periodFrom(now, notice.working_days, await loadWorkingCalendar(tx));
  const year = yearOf(period.firstDay);
  const code = (await findTerritory(tx, notice.territory_id))?.code ?? '000000';
  const serial = await nextSerial(tx, `notice:${code}:${year}`);
  await saveNotice(tx, id, {
    state: 'running',
    version: version + 1,
    index_number: `${code}/${year}-${String(serial).padStart(5, '0')}`,
    published_at: at,
    published_by: actor.personId,
    first_day: period.firstDay,
    last_day: period.lastDay,
    ends_at: period.endsAt,
    provisional: period.provisional,
  });
  for (const { caseId, pass } of await entriesOf(tx, id)) {
    await completeOpen(tx, services, actor, caseId, pass);
    await setTimer(tx, services, { caseId, pass }, { kind: DUE[0], dueAt: period.endsAt });
    const data = { noticeId: id, firstDay: period.firstDay, lastDay: period.lastDay };
    await noteEvent(tx, services, actor, caseId, { verb: 'publish', internal: false, data });
  }
  await writeFiles(tx, services, actor, id);
  recordChange(tx, { kind: 'notice', id, before: { state: 'draft' }, after: { state: 'running', ...period } });
}

async function completeOpen(tx: Tx, services: CaseServices, actor: Actor, caseId: string, pass: number): Promise<void> {
  const open = await tx
    .selectFrom('task')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .where('kind', '=', 'main')
    .where('state', '=', 'open')
    .execute();
  for (const task of open.map(taskOf)) {
    if (!isFor(task, { ...actor, roles: [...actor.roles, STEP_ROLES.publicNotice] }))
      throw new Refusal('task.not-yours');
    const asOfficer: Actor = actor.roles.includes(task.role) ? actor : { ...actor, roles: [...actor.roles, task.role] };
    await completeTask(tx, services, asOfficer, task.id, 'publish');
  }
}

async function writeFiles(tx: Tx, services: CaseServices, actor: Actor, id: string): Promise<void> {
  const notice = await lockNotice(tx, id);
  const { first_day: firstDay, last_day: lastDay, ends_at: endsAt, published_at: at } = notice;
  if (!firstDay || !lastDay || !endsAt || !at) return;
  const document = noticeDocument({
    ...textOf(notice),
    indexNumber: notice.index_number,
    issuer: await issuerOf(tx, notice.organisation_id),
    workingDays: notice.working_days,
    period: { firstDay, lastDay, endsAt },
    entries: await entriesOf(tx, id),
    day: firstDay,
    at,
  });
  const files = [
    { format: 'docx', body: await wordOf(document) },
    { format: 'pdf', body: await pdfOf(document) },
  ] as const;
  for (const { format, body } of files) {
    const name = `${notice.title}.${format}`;
    const sealed = await sealFile(tx, services, actor, { name, content: body, about: 'public', aboutId: id });
    await addNoticeFile(tx, id, format, sealed.id, at);
  }
}

/** Two kinds for one timer: while one runs, the other can be set. */
export const DUE = ['notice.due', 'notice.due-again'] as const;

/** The period of a notice is over: a case without an open objection goes on. Nothing is closed on a provisional moment. */
export async function onNoticeDue(tx: Tx, services: CaseServices, job: Job, now: string): Promise<void> {
  const { caseId, pass } = job.payload as { caseId: string; pass: number };
  const file = await lockCase(tx, caseId);
  if (file.pass !== pass || file.step_kind !== 'publicNotice') return;
  const found = await noticeOfPass(tx, caseId, pass);
  if (!found || found.published_at === null) return;
  const notice = await lockNotice(tx, found.id);
  const moment = Temporal.Instant.from(now);
  const { endsAt, provisional } = notice.provisional
    ? await recompute(tx, notice)
    : { endsAt: notice.ends_at ?? now, provisional: false };
  const isOver = Temporal.Instant.compare(moment, Temporal.Instant.from(endsAt)) >= 0;
  if (provisional || !isOver) {
    const again = DUE.find((kind) => kind !== job.kind) ?? DUE[0];
    const dueAt = isOver ? moment.add({ hours: 24 }).toString() : endsAt;
    await setTimer(tx, services, { caseId, pass }, { kind: again, dueAt });
    return;
  }
  if (notice.state === 'running') await saveNotice(tx, notice.id, { state: 'closed', closed_at: now });
  await settle(tx, services, caseId, pass, now);
}

async function recompute(tx: Tx, notice: NoticeRow) {
  const calendar = await loadWorkingCalendar(tx);
  const period = periodFrom(Temporal.Instant.from(notice.published_at ?? ''), notice.working_days, calendar);
  await saveNotice(tx, notice.id, {
    last_day: period.lastDay,
    ends_at: period.endsAt,
    provisional: period.provisional,
  });
  return period;
}

/** A year's calendar was published: periods that rest on it are computed again, and their timers moved. */
export async function onCalendarChangedForNotices(tx: Tx, services: CaseServices): Promise<void> {
  for (const notice of await provisionalNotices(tx)) {
    const { endsAt } = await recompute(tx, notice);
    for (const { caseId, pass, endedAt } of await entriesOf(tx, notice.id)) {
      if (endedAt === null) await setTimer(tx, services, { caseId, pass }, { kind: DUE[0], dueAt: endsAt });
    }
  }
}

/** Once the period is over and no objection is open, the case is clear. Called by the timer and by each answer. */
export async function settle(
  tx: Tx,
  services: CaseServices,
  caseId: string,
  pass: number,
  now: string,
): Promise<boolean> {
  const notice = await noticeOfPass(tx, caseId, pass);
  if (!notice?.ends_at || notice.provisional) return false;
  if (Temporal.Instant.compare(Temporal.Instant.from(now), Temporal.Instant.from(notice.ends_at)) < 0) return false;
  const entry = (await entriesOf(tx, notice.id)).find((one) => one.caseId === caseId);
  if (!entry || entry.pass !== pass || entry.endedAt !== null || entry.openObjections > 0) return false;
  await endNoticeCase(tx, caseId, pass, 'clear', now);
  await advance(tx, services, SYSTEM, caseId, 'clear', { pass });
  return true;
}

export async function packOfNotice(tx: Tx, notice: NoticeRow): Promise<Pack> {
  return packByHash(tx, notice.pack_hash);
}

export function paragraphsShown(notice: NoticeRow): string[] {
  const { first_day: firstDay, last_day: lastDay, ends_at: endsAt, working_days: workingDays } = notice;
  return paragraphsOfNotice(
    textOf(notice),
    firstDay && lastDay && endsAt ? { firstDay, lastDay, endsAt, workingDays } : { workingDays },
  );
}
